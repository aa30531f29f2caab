/** What a diagram says of a box, in the reader's language. */
import type { Words } from '../../workflows/kit/fields.ts';
import type { GraphNode } from '../../workflows/kit/graph.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { wordsOf } from '../../workflows/kit/words.ts';
import { emailTitles } from '../emails/titles.ts';
import type { EmailName } from '../emails.ts';
import type { Language } from '../views.ts';

export interface DiagramReader {
  type: RequestType;
  lang: Language;
  /** The services' names by their ids. */
  services: Readonly<Record<string, Words>>;
}

export interface BoxWords {
  title: string;
  /** Who acts, by when: one short line each. */
  notes: string[];
}

export function boxWords(node: GraphNode, reader: DiagramReader): BoxWords {
  const { type, lang } = reader;
  const named = wordsOf(type, node.name)[lang];
  const title = titleOf(node, lang) ?? named;
  const actor = actorWords(node, reader);
  const deadline = node.within && said.within[lang](durationText(node.within, lang));
  const parts = (node.parts ?? []).map((part) => `– ${wordsOf(type, part)[lang]}`);
  return { title, notes: [...parts, actor, deadline].filter((note) => note !== undefined && note !== '') as string[] };
}

/** Who acts at a box: the manager, another service, the citizen; nobody where the process goes on by itself. */
export function actorWords(
  { verb, who, by }: Pick<GraphNode, 'verb' | 'who' | 'by'>,
  { type, lang, services }: DiagramReader,
): string | undefined {
  if (by) return said.manager[lang];
  const isTable = verb === 'redirect' && who === 'by the routing table';
  if (who && !isTable) return services[who]?.[lang] ?? wordsOf(type, who)[lang];
  return actors[verb]?.[lang];
}

export function answerWords(answers: readonly string[], { type, lang }: DiagramReader): string {
  return answers
    .map((answer) => (answer in said.plain ? said.plain[answer as 'yes'][lang] : wordsOf(type, answer)[lang]))
    .join(' / ');
}

function titleOf({ verb, email }: GraphNode, lang: Language): string | undefined {
  if (verb === 'start') return said.start[lang];
  if (verb === 'redirect') return said.redirect[lang];
  if (email && verb !== 'close') return emailTitles[email as EmailName][lang];
  return undefined;
}

/** `5 working days` in the reader's language; a planned day by its name. */
export function durationText(duration: string, lang: Language): string {
  const [count, ...unit] = duration.split(' ');
  const name = unit.join(' ').replace(/s$/, '') as keyof typeof units;
  if (!(name in units)) return said.planned[lang];
  const [one, several] = units[name][lang];
  return `${count} ${count === '1' ? one : several}`;
}

const units = {
  day: { fr: ['jour', 'jours'], en: ['day', 'days'] },
  'working day': { fr: ['jour ouvré', 'jours ouvrés'], en: ['working day', 'working days'] },
  week: { fr: ['semaine', 'semaines'], en: ['week', 'weeks'] },
  month: { fr: ['mois', 'mois'], en: ['month', 'months'] },
  year: { fr: ['an', 'ans'], en: ['year', 'years'] },
} as const;

const actors: Partial<Record<GraphNode['verb'], Words>> = {
  askCitizen: { fr: 'Demandeur', en: 'Citizen' },
  askAgent: { fr: 'Service', en: 'Service' },
  askOpinion: { fr: 'Avis', en: 'Opinion' },
  intervene: { fr: 'Techniciens', en: 'Technicians' },
  book: { fr: 'Réservation', en: 'Booking' },
  email: { fr: 'Courriel', en: 'Email' },
  acknowledge: { fr: 'Courriel', en: 'Email' },
};

const said = {
  start: { fr: 'Demande reçue', en: 'Request received' },
  redirect: { fr: 'Orientation vers le service compétent', en: 'Routing to the service in charge' },
  manager: { fr: 'Responsable', en: 'Manager' },
  planned: { fr: 'jour prévu', en: 'planned day' },
  within: { fr: (time: string) => `délai : ${time}`, en: (time: string) => `within ${time}` },
  // What was asked for came: documents, or supports.
  plain: { yes: { fr: 'oui', en: 'yes' }, no: { fr: 'non', en: 'no' }, received: { fr: 'Reçu', en: 'Received' } },
} as const;
