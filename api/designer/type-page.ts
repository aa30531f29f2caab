import { type PathTaken, pathsTaken, type StandingCount, standingCounts } from '../../db/processes.ts';
import { actorWords, answerWords, boxWords, type DiagramReader, durationText } from '../../templates/diagrams/words.ts';
import { emailTitles } from '../../templates/emails/titles.ts';
import type { EmailName } from '../../templates/emails.ts';
import type { DesignerTypeView } from '../../templates/pages/designer-view.ts';
import type { Language } from '../../templates/views.ts';
import type { GraphNode } from '../../workflows/kit/graph.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { wordsOf } from '../../workflows/kit/words.ts';
import { requestTypes } from '../../workflows/request-types/index.ts';
import type { Context } from '../context.ts';
import { show } from '../page.ts';
import { type Explored, exploredType, readerOf } from '../public/diagrams.ts';
import type { Services } from '../services.ts';
import { countedAt } from './counted.ts';
import { alertText, headerLines } from './description.ts';
import { emailsOf } from './emails-of.ts';

const lookBackDays = 365;

/** One type: what its process is, where its requests stand, and which ways they have really gone. */
export async function showType(ctx: Context, services: Services, type: RequestType): Promise<void> {
  const { lang } = ctx.state;
  const since = new Date(Date.now() - lookBackDays * 86_400_000);
  const [explored, counts, taken] = await Promise.all([
    exploredType(type),
    standingCounts(services.db, type.id, type.revision),
    pathsTaken(services.db, type.id, type.revision, since),
  ]);
  const reader = readerOf(type, lang);
  show(ctx, services, 'designer-type', {
    title: type.title[lang],
    id: type.id,
    facts: headerLines(reader).slice(1),
    links: linksOf(type, lang),
    diagram: diagramView(type, lang),
    waits: waitsView(explored, counts, reader),
    endings: endingsView(explored, taken, reader),
    emails: emailsOf(type, explored).map((name) => ({ title: emailTitles[name][lang], url: emailUrl(type, name) })),
    taken: takenView(taken, reader),
    neverTaken: neverTaken(explored, taken, reader),
  });
}

const emailUrl = (type: RequestType, name: string) => `/concepteur/${type.id}/courriels/${name}`;

function linksOf(type: RequestType, lang: Language) {
  const base = `/concepteur/${type.id}`;
  const words = said[lang];
  const former = requestTypes.filter(({ id, revision }) => id === type.id && revision !== type.revision);
  return [
    { url: `${base}/formulaire`, text: words.form },
    { url: `${base}/simulation`, text: words.simulation },
    ...former.map(({ revision }) => ({
      url: `${base}/differences?de=${revision}&a=${type.revision}`,
      text: `${words.differences} ${revision}`,
    })),
  ];
}

function diagramView(type: RequestType, lang: Language) {
  const api = `/api/v1/request-types/${type.id}`;
  return {
    url: `/concepteur/${type.id}/diagramme.svg`,
    alt: said[lang].alt(type.title[lang]),
    downloads: ['svg', 'mmd', 'bpmn'].map((form) => ({
      url: `${api}/diagram.${form}?lang=${lang}`,
      text: { svg: 'SVG', mmd: 'Mermaid', bpmn: 'BPMN 2.0' }[form]!,
    })),
  };
}

function waitsView(
  { graph }: Explored,
  counts: readonly StandingCount[],
  reader: DiagramReader,
): DesignerTypeView['waits'] {
  const { lang } = reader;
  const number = new Intl.NumberFormat(lang);
  return graph.nodes
    .filter(({ within }) => within !== undefined)
    .map((node) => {
      const { open, late } = countedAt(node, counts);
      return {
        name: [
          boxWords(node, reader).title,
          ...(node.parts ?? []).map((part) => wordsOf(reader.type, part)[lang]),
        ].join(', '),
        who: actorWords(node, reader) ?? '',
        within: durationText(node.within!, lang),
        alert: alertText(node, lang),
        open: number.format(open),
        late: number.format(late),
      };
    });
}

function endingsView(
  { graph }: Explored,
  taken: readonly PathTaken[],
  reader: DiagramReader,
): DesignerTypeView['endings'] {
  const { type, lang } = reader;
  const ended = (outcome: string) =>
    taken.filter((path) => path.outcome === outcome).reduce((sum, { requests }) => sum + requests, 0);
  return graph.nodes
    .filter((node): node is GraphNode & { email: EmailName } => node.verb === 'close')
    .map(({ name, email }) => ({
      outcome: wordsOf(type, name)[lang],
      email: emailTitles[email][lang],
      emailUrl: emailUrl(type, email),
      ended: new Intl.NumberFormat(lang).format(ended(name)),
    }));
}

function takenView(taken: readonly PathTaken[], reader: DiagramReader): DesignerTypeView['taken'] {
  const { type, lang } = reader;
  const all = taken.reduce((sum, { requests }) => sum + requests, 0);
  const share = new Intl.NumberFormat(lang, { style: 'percent' });
  const days = new Intl.NumberFormat(lang, { maximumFractionDigits: 1 });
  const words = (name: string) => wordsOf(type, name)[lang];
  return taken.map(({ steps, outcome, requests, medianDays }) => ({
    steps: steps.map(
      ({ name, answer }) => `${words(name)} → ${closedWords[answer]?.[lang] ?? answerWords([answer], reader)}`,
    ),
    outcome: words(outcome),
    requests: new Intl.NumberFormat(lang).format(requests),
    share: share.format(requests / all),
    days: days.format(medianDays),
  }));
}

/** A wait that nobody answered. */
const closedWords: Readonly<Record<string, { fr: string; en: string }>> = {
  expired: { fr: 'délai passé', en: 'time over' },
  cancelled: { fr: 'sans objet', en: 'no longer needed' },
  open: { fr: 'encore ouverte', en: 'still open' },
};

/** Answers that the process offers and that nobody has given: untried ways, or ones that nobody needs. */
function neverTaken({ graph }: Explored, taken: readonly PathTaken[], reader: DiagramReader): string[] {
  if (taken.length === 0) return [];
  const given = new Set(taken.flatMap(({ steps }) => steps.map(({ name, answer }) => `${name}: ${answer}`)));
  return graph.edges.flatMap(({ from, answers }) => {
    const node = graph.nodes.find(({ id }) => id === from)!;
    if (node.within === undefined || node.parts) return [];
    return answers
      .filter((answer) => !given.has(`${node.name}: ${silences.includes(answer) ? 'expired' : answer}`))
      .map((answer) => `${boxWords(node, reader).title} → ${answerWords([answer], reader)}`);
  });
}

const silences = ['no reply', 'no opinion', 'over'];

const said = {
  fr: {
    form: 'Le formulaire',
    simulation: 'Simuler',
    differences: 'Différences avec la révision',
    alt: (title: string) =>
      `Schéma de la démarche « ${title} » : les étapes, avec le nombre de demandes en cours dans chacune. Le tableau qui suit dit la même chose.`,
  },
  en: {
    form: 'The form',
    simulation: 'Simulate',
    differences: 'Differences from revision',
    alt: (title: string) =>
      `Diagram of “${title}”: its steps, with the number of open requests in each. The table below says the same.`,
  },
} as const;
