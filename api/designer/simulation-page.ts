import { answerWords, boxWords, type DiagramReader } from '../../templates/diagrams/words.ts';
import type { DesignerSimulationView } from '../../templates/pages/designer-view.ts';
import type { FieldView, Language } from '../../templates/views.ts';
import type { GraphNode } from '../../workflows/kit/graph.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { wordsOf } from '../../workflows/kit/words.ts';
import type { Context } from '../context.ts';
import { show } from '../page.ts';
import { problemText } from '../problems.ts';
import { exploredType, readerOf } from '../public/diagrams.ts';
import type { Services } from '../services.ts';
import { crowdView, simulatedView } from './simulated-view.ts';

/** What has been chosen so far, by the names of the form's fields. */
type Posted = Readonly<Record<string, string>>;

export async function showSimulation(ctx: Context, services: Services, type: RequestType): Promise<void> {
  show(ctx, services, 'designer-simulation', await simulationView(type, ctx.state.lang, {}));
}

/** Runs one request through the engine with its time moved ahead, or a crowd without it. Nothing of the town changes. */
export async function postSimulation(ctx: Context, services: Services, type: RequestType): Promise<void> {
  const { lang } = ctx.state;
  const posted = (ctx.request.body ?? {}) as Posted;
  const view = await simulationView(type, lang, posted);
  const { graph } = await exploredType(type);
  const isCrowd = posted.what === 'crowd';
  const result = isCrowd
    ? await services.simulations.crowd([type.id, ...crowdArguments(posted, servicesIn(graph.nodes, type))])
    : await services.simulations.one([type.id, ...oneArguments(posted, type, answerable(graph.nodes))]);
  if (result === 'busy' || result instanceof Error) {
    const text = result === 'busy' ? problemText('SIMULATION_BUSY', lang) : result.message;
    show(ctx, services, 'designer-simulation', { ...view, errors: [{ href: '#main', text }] });
    ctx.status = result === 'busy' ? 409 : 422;
    return;
  }
  const reader = readerOf(type, lang);
  show(ctx, services, 'designer-simulation', {
    ...view,
    ...('needed' in result
      ? { crowdResult: crowdView(result, reader) }
      : { result: simulatedView(result, reader, services.zone) }),
  });
}

async function simulationView(type: RequestType, lang: Language, posted: Posted): Promise<DesignerSimulationView> {
  const { graph } = await exploredType(type);
  const reader = readerOf(type, lang);
  return {
    title: type.title[lang],
    backUrl: `/concepteur/${type.id}`,
    action: `/concepteur/${type.id}/simulation`,
    errors: [],
    one: [...fieldSelects(type, lang, posted), ...answerSelects(answerable(graph.nodes), reader, posted)],
    afterDays: number('days', lang, posted),
    crowd: [
      ...crowdNumbers.map((name) => number(name, lang, posted)),
      ...servicesIn(graph.nodes, type).map((service) => agentsOf(service, reader, posted)),
    ],
    result: undefined,
    crowdResult: undefined,
  };
}

/** The waits that somebody answers; the single visits of an intervention each by itself. */
const answerable = (nodes: readonly GraphNode[]): Wait[] =>
  nodes
    .filter(({ answers, within }) => within !== undefined && answers.length > 1)
    .flatMap((node) => (node.parts ?? [node.name]).map((name) => ({ name, answers: node.answers, node })));
interface Wait {
  name: string;
  answers: readonly string[];
  node: GraphNode;
}

function fieldSelects(type: RequestType, lang: Language, posted: Posted) {
  return Object.entries(type.form).flatMap(([name, field]) => {
    // A simulated town has districts of its own.
    if (field.kind !== 'choice' || field.from) return [];
    const options = Object.entries(field.options).map(([value, words]) => ({ value, label: words[lang] }));
    return [select(`field.${name}`, field.title[lang], options, posted)];
  });
}

function answerSelects(waits: readonly Wait[], reader: DiagramReader, posted: Posted) {
  const { type, lang } = reader;
  return waits.map(({ name, answers, node }, index) => {
    const label = node.parts ? wordsOf(type, name)[lang] : boxWords(node, reader).title;
    const options = answers.map((value) => ({ value, label: answerWords([value], reader) }));
    return select(`answer.${index}`, label, options, posted);
  });
}

function select(name: string, label: string, options: { value: string; label: string }[], posted: Posted) {
  const chosen = posted[name] ?? options[0]!.value;
  const id = name.replaceAll('.', '-');
  return { id, name, label, options: options.map((option) => ({ ...option, checked: option.value === chosen })) };
}

const crowdNumbers = ['per-day', 'crowd-days', 'errors', 'citizen-days', 'minutes', 'seed'] as const;
type NumberName = (typeof crowdNumbers)[number] | 'days';

function number(name: NumberName, lang: Language, posted: Posted): FieldView {
  const { usual, ...words } = numbers[name];
  return plain(name, words[lang], posted[name] ?? usual);
}

function agentsOf(service: string, { lang, services, type }: DiagramReader, posted: Posted): FieldView {
  const name = `agents.${service}`;
  const who =
    service === 'manager'
      ? { fr: 'responsables', en: 'managers' }[lang]
      : (services[service]?.[lang] ?? wordsOf(type, service)[lang]);
  const label = { fr: `Agents : ${who}`, en: `Agents: ${who}` }[lang];
  return plain(name, label, posted[name] ?? '2');
}

const plain = (name: string, label: string, value: string): FieldView => ({
  id: name.replace(/\W+/g, '-'),
  name,
  kind: 'number',
  label,
  hint: undefined,
  error: undefined,
  autocomplete: undefined,
  optional: false,
  value,
  maxLength: 8,
});

/** Who works on requests of the type, as the crowd's simulation calls them. */
function servicesIn(nodes: readonly GraphNode[], type: RequestType): string[] {
  const working = nodes.filter(({ verb }) => ['askAgent', 'askOpinion', 'intervene'].includes(verb));
  return [...new Set(working.map(({ by, who }) => by ?? who ?? type.service))];
}

function oneArguments(posted: Posted, type: RequestType, waits: readonly Wait[]): string[] {
  const fields = Object.keys(type.form).flatMap((name) => {
    const value = posted[`field.${name}`];
    return value ? ['--field', `${name}=${value}`] : [];
  });
  const answers = waits.flatMap(({ name }, index) => {
    const value = posted[`answer.${index}`];
    return value ? ['--answer', `${name}=${value}`] : [];
  });
  return [...fields, ...answers, '--days', posted.days || '0'];
}

function crowdArguments(posted: Posted, services: readonly string[]): string[] {
  const named = crowdNumbers.flatMap((name) => {
    const value = posted[name];
    return value ? [`--${name === 'crowd-days' ? 'days' : name}`, value.replace(',', '.')] : [];
  });
  return [...named, ...services.flatMap((service) => ['--agents', `${service}=${posted[`agents.${service}`] || '2'}`])];
}

const numbers: Record<NumberName, { fr: string; en: string; usual: string }> = {
  days: { fr: 'Jours que chacun met à répondre', en: 'Days that each person takes to answer', usual: '2' },
  'per-day': { fr: 'Demandes par jour', en: 'Requests a day', usual: '20' },
  'crowd-days': { fr: 'Durée simulée, en jours', en: 'Days to simulate', usual: '250' },
  errors: {
    fr: 'Part des envois à refaire ou manquants (de 0 à 1)',
    en: 'Share of documents that are wrong or missing (0 to 1)',
    usual: '0.2',
  },
  'citizen-days': { fr: 'Jours qu’un demandeur met à répondre', en: 'Days that a citizen takes to answer', usual: '4' },
  minutes: { fr: 'Minutes de travail par tâche', en: 'Minutes of work for each task', usual: '15' },
  seed: { fr: 'Graine du tirage', en: 'Seed of the dice', usual: '1' },
};
