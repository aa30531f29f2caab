import type { NamedInRouting, RoutingRule, RoutingTable } from '../db/routing.ts';
import type { RoutingFault } from '../db/routing-faults.ts';
import { inTown } from '../workflows/kit/districts.ts';
import type { RequestType } from '../workflows/kit/request-type.ts';
import { requestTypes } from '../workflows/request-types/index.ts';
import { faultsOfTest, type RoutableField } from './routing-conditions.ts';
import { rulesOutOfReach } from './routing-reach.ts';

/**
 * Everything that is wrong with routing tables, in their order: what they name must be there, each condition must be
 * FEEL about options of the form, and each rule must be the first to fit for some request.
 */
export function checkRoutingTables(
  tables: readonly RoutingTable[],
  { services, districts }: NamedInRouting,
): RoutingFault[] {
  return tables.flatMap((table) => {
    const written = requestTypeOf(table.type);
    const type = written && inTown(written, districts);
    if (!type)
      return [{ code: 'UNKNOWN_TYPE', type: table.type, text: `no such request type: ${knownTypes()}` } as const];
    const faults = table.rules.flatMap((rule, index) =>
      faultsOfRule(rule, type, services).map(at(table.type, index + 1)),
    );
    // What a rule with a fault would match is not known.
    return faults.length > 0 ? [...faults, ...duplicates(table)] : [...duplicates(table), ...outOfReach(table, type)];
  });
}

const knownTypes = () => [...new Set(requestTypes.map(({ id }) => id))].join(', ');

/** The newest revision of a type, or the given one. */
export function requestTypeOf(id: string, revision?: number): RequestType | undefined {
  const revisions = requestTypes.filter((type) => type.id === id).sort((one, other) => other.revision - one.revision);
  return revisions.find((type) => type.revision === revision) ?? revisions[0];
}

/** Undefined for a field that is not there, or that only the service may read. */
export function routableField(type: RequestType, name: string): RoutableField | undefined {
  const field = Object.hasOwn(type.form, name) ? type.form[name] : undefined;
  if (field?.kind === 'choice') return field;
  return field?.kind === 'date' && field.planned ? { ...field, planned: true } : undefined;
}

type Placeless = Pick<RoutingFault, 'code' | 'text'>;
const at = (type: string, position: number) => (fault: Placeless) => ({ ...fault, type, position });

function faultsOfRule(rule: RoutingRule, type: RequestType, services: readonly string[]): Placeless[] {
  const service: Placeless[] = services.includes(rule.service)
    ? []
    : [{ code: 'UNKNOWN_SERVICE', text: `no such service as ${rule.service}: ${services.join(', ')}` }];
  const conditions = Object.entries(rule.conditions).flatMap(([name, test]): Placeless[] => {
    const field = routableField(type, name);
    return field ? faultsOfTest(test, name, field) : [fieldFault(type, name)];
  });
  return [...service, ...conditions];
}

function fieldFault(type: RequestType, name: string): Placeless {
  const usable = Object.keys(type.form).filter((field) => routableField(type, field));
  const instead = `use ${usable.join(', ') || 'none: this form has no choice'}`;
  return Object.hasOwn(type.form, name)
    ? { code: 'FIELD_NOT_ROUTABLE', text: `${name} is neither a choice nor a planned day: ${instead}` }
    : { code: 'UNKNOWN_FIELD', text: `the form has no field ${name}: ${instead}` };
}

function duplicates({ type, rules }: RoutingTable): RoutingFault[] {
  const keys = rules.map(({ conditions }) => JSON.stringify(Object.entries(conditions).sort()));
  const same = rules.flatMap((_, index) => {
    const first = keys.indexOf(keys[index]!);
    return first < index
      ? [at(type, index + 1)({ code: 'DUPLICATE_RULE', text: `same conditions as rule ${first + 1}` })]
      : [];
  });
  const ids = rules.map(({ id }) => id);
  const sameId = ids.flatMap((id, index) =>
    ids.indexOf(id) < index
      ? [at(type, index + 1)({ code: 'DUPLICATE_RULE', text: `same id as rule ${ids.indexOf(id) + 1}` })]
      : [],
  );
  return [...same, ...sameId];
}

function outOfReach({ type, rules }: RoutingTable, requestType: RequestType): RoutingFault[] {
  const choices = Object.entries(requestType.form).flatMap(([name, field]) =>
    field.kind === 'choice'
      ? [{ name, options: [...Object.keys(field.options), ...(field.optional ? [undefined] : [])] }]
      : [],
  );
  return rulesOutOfReach(rules, choices).map(({ index, behind }) =>
    at(
      type,
      index + 1,
    )({
      code: 'NEVER_MATCHES',
      text:
        behind.length > 0
          ? `can never decide: ${behind.map((one) => `rule ${one + 1}`).join(', ')} always comes first`
          : 'can never decide: no option fits its conditions',
    }),
  );
}
