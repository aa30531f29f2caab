import { type DmnElement, DmnModdle } from 'dmn-moddle';
import type { Words } from '../workflows/kit/fields.ts';
import { newId } from './ids.ts';
import type { RoutingRule, RoutingTable } from './routing.ts';
import { type RoutingFault, RoutingFaults } from './routing-faults.ts';

/** A file of a table is some kilobytes; a larger one is a mistake or an attack on the parser. */
export const largestDmnBytes = 1_000_000;

/**
 * Reads a DMN 1.3 file: one decision for each request type, called by its id; one input for each field, one output
 * `service`, hit policy FIRST, and the notes in French and English as annotations.
 *
 * @throws RoutingFaults with everything that is wrong with the file's form; what its rules say is not looked at
 */
export async function readDmn(xml: string): Promise<RoutingTable[]> {
  const decisions = ((await parse(xml)).drgElement ?? []).filter(({ $type }) => $type === 'dmn:Decision');
  const faults: RoutingFault[] = [];
  const tables = decisions.map((decision) => tableOf(decision, faults));
  const types = tables.map(({ type }) => type);
  if (decisions.length === 0) faults.push({ code: 'DMN_NO_TABLE', text: 'the file has no decision table' });
  for (const type of new Set(types.filter((one, index) => types.indexOf(one) !== index)))
    faults.push({ code: 'DMN_TWICE', type, text: 'the file has more than one table for this type' });
  if (faults.length > 0) throw new RoutingFaults(faults);
  return tables;
}

async function parse(xml: string): Promise<DmnElement> {
  const refuse = (code: RoutingFault['code'], text: string) => new RoutingFaults([{ code, text }]);
  if (Buffer.byteLength(xml) > largestDmnBytes)
    throw refuse('DMN_TOO_LARGE', `the file is larger than ${largestDmnBytes} bytes`);
  // The parser expands no entities of a document's own; a file that brings some means to attack one that does.
  if (/<!(doctype|entity)/i.test(xml)) throw refuse('DMN_DOCTYPE', 'the file has a DOCTYPE: remove it');
  if (!/^\uFEFF?\s*</.test(xml)) throw refuse('DMN_NOT_XML', 'the file is not XML');
  const { rootElement, warnings } = await new DmnModdle().fromXML(xml).catch((error: Error) => {
    throw refuse('DMN_UNREADABLE', `the file is not DMN 1.3: ${error.message.split('\n')[0]}`);
  });
  // The parser goes on after what it does not understand, and a rule would be lost in silence.
  const lost = warnings.find(({ message }) => !message.startsWith('unresolved reference'));
  if (lost) throw refuse('DMN_UNREADABLE', lost.message.split('\n')[0]!);
  return rootElement;
}

function tableOf(decision: DmnElement, faults: RoutingFault[]): RoutingTable {
  const type = decision.id ?? '';
  const fault = (code: RoutingFault['code'], text: string, position?: number) =>
    faults.push({ code, type, ...(position && { position }), text });
  const table = decision.decisionLogic;
  if (table?.$type !== 'dmn:DecisionTable') {
    fault('DMN_NO_TABLE', 'the decision is not a decision table');
    return { type, rules: [] };
  }
  if (table.hitPolicy !== 'FIRST')
    fault('DMN_HIT_POLICY', `the hit policy is ${table.hitPolicy}: choose FIRST, the first rule that fits decides`);
  const fields = (table.input ?? []).map((input) => input.inputExpression?.text?.trim() ?? '');
  if (fields.includes('')) fault('DMN_INPUT', 'an input has no expression: give the name of a field');
  const twice = fields.find((field, index) => field !== '' && fields.indexOf(field) !== index);
  if (twice) fault('DMN_INPUT', `the field ${twice} has two columns: leave one`);
  if (table.output?.length !== 1) fault('DMN_OUTPUT', 'the table must have one output, the service');
  if (!table.rule?.length) fault('DMN_NO_RULE', 'the table has no rule');
  const rules = (table.rule ?? []).map((rule, index) => {
    const [output, ...others] = rule.outputEntry ?? [];
    const service = /^"([^"]+)"$/.exec(output?.text?.trim() ?? '')?.[1] ?? '';
    if (!service || others.length > 0)
      fault('DMN_OUTPUT', 'the output must be one service in quotes, as "roads"', index + 1);
    if ((rule.inputEntry ?? []).length !== fields.length)
      fault(
        'DMN_INPUT',
        `the rule has ${rule.inputEntry?.length ?? 0} conditions for ${fields.length} inputs`,
        index + 1,
      );
    return { id: ruleId(rule, type), conditions: conditionsOf(rule, fields), service, note: noteOf(rule, table) };
  });
  return { type, rules };
}

// Ids are unique in a file, and of rules only within their type: the type stands before them.
const ruleId = ({ id }: DmnElement, type: string) =>
  (id?.startsWith(`${type}.`) ? id.slice(type.length + 1) : id) || newId();

function conditionsOf(rule: DmnElement, fields: string[]): Record<string, string> {
  const tests = (rule.inputEntry ?? []).map(({ text }, index) => [fields[index] ?? '', text?.trim() ?? ''] as const);
  return Object.fromEntries(tests.filter(([, test]) => test !== '' && test !== '-'));
}

/** A modeller that knows no annotations keeps one text, the rule's description. */
function noteOf(rule: DmnElement, table: DmnElement): Words {
  const texts = (rule.annotationEntry ?? []).map(({ text }) => text?.trim() ?? '');
  const names = (table.annotation ?? []).map(({ name }) => name);
  const [french, english] = [texts[Math.max(names.indexOf('fr'), 0)], texts[names.indexOf('en')]];
  const fr = french || rule.description?.trim() || '';
  return { fr, en: english || fr };
}

/** The title of a type (without `field`) or of one of its fields, for whoever reads the file. */
export type DmnTitles = (type: string, field?: string) => { title: string; date: boolean };

/** Writes the tables as one DMN 1.3 file that `readDmn` reads back without loss. */
export async function writeDmn(tables: readonly RoutingTable[], titles: DmnTitles): Promise<string> {
  const dmn = new DmnModdle();
  const decisions = tables.map(({ type, rules }) =>
    dmn.create('dmn:Decision', {
      id: type,
      name: titles(type).title,
      decisionLogic: decisionTable(dmn, { type, rules }, titles),
    }),
  );
  const definitions = dmn.create('dmn:Definitions', {
    id: 'routing',
    name: 'Guichet',
    namespace: 'urn:guichet:routing',
    drgElement: decisions,
  });
  return (await dmn.toXML(definitions, { format: true })).xml;
}

function decisionTable(dmn: DmnModdle, { type, rules }: RoutingTable, titles: DmnTitles): DmnElement {
  const fields = [...new Set(rules.flatMap(({ conditions }) => Object.keys(conditions)))];
  return dmn.create('dmn:DecisionTable', {
    id: `${type}.table`,
    hitPolicy: 'FIRST',
    input: fields.map((field) => {
      const { title, date } = titles(type, field);
      const inputExpression = dmn.create('dmn:LiteralExpression', { typeRef: date ? 'date' : 'string', text: field });
      return dmn.create('dmn:InputClause', { id: `${type}.input.${field}`, label: title, inputExpression });
    }),
    output: [
      dmn.create('dmn:OutputClause', { id: `${type}.service`, name: 'service', label: 'Service', typeRef: 'string' }),
    ],
    annotation: ['fr', 'en'].map((name) => dmn.create('dmn:RuleAnnotationClause', { name })),
    rule: rules.map((rule) => decisionRule(dmn, type, rule, fields)),
  });
}

function decisionRule(dmn: DmnModdle, type: string, rule: RoutingRule, fields: string[]): DmnElement {
  return dmn.create('dmn:DecisionRule', {
    id: `${type}.${rule.id}`,
    inputEntry: fields.map((field) => dmn.create('dmn:UnaryTests', { text: rule.conditions[field] ?? '-' })),
    outputEntry: [dmn.create('dmn:LiteralExpression', { text: `"${rule.service}"` })],
    annotationEntry: [rule.note.fr, rule.note.en].map((text) => dmn.create('dmn:RuleAnnotation', { text })),
  });
}
