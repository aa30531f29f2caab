/** Interventions in words: a technician's round, one of its places, and what the service in charge sees of all of them. */
import type { AgentRow } from '../../db/agents.ts';
import { type InterventionRow, interventionsOf, type RoundRow } from '../../db/interventions.ts';
import type { RequestRow } from '../../db/requests.ts';
import { answersOf } from '../../templates/answers.ts';
import { dateAndTime } from '../../templates/format.ts';
import type {
  InterventionRound,
  InterventionView,
  ReportView,
  RoundView,
} from '../../templates/pages/intervention-view.ts';
import type { ErrorLink, Language } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import { civilDate } from '../../workflows/kit/calendar.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { wordsOf } from '../../workflows/kit/words.ts';
import { type Faults, taken } from '../citizen/form-pieces.ts';
import { idOf } from '../citizen/form-view.ts';
import type { Services } from '../services.ts';
import { placeOf } from './intervention-place.ts';
import { reasons } from './intervention-report.ts';
import { dueView } from './task-view.ts';

/** @param rows the most urgent first */
export function roundView(
  services: Services,
  rows: readonly RoundRow[],
  lang: Language,
  notice: string | undefined,
): RoundView {
  const today = civilDate(Date.now(), services.zone);
  const items = rows.map((row) => {
    const type = services.types.find(row.type, row.revision);
    const { district, place, mapUrl } = placeOf(type, row.fields, lang);
    const item = {
      url: interventionUrl(row.id),
      title: wordsOf(type, row.name)[lang],
      about: type.title[lang],
      place,
      mapUrl,
      underWay: row.startedAt ? (row.assignee ?? undefined) : undefined,
      ...dueView(row.dueAt, lang, services.zone),
    };
    // What somebody has begun is today's, whenever it is due.
    return { district, isToday: row.startedAt !== null || civilDate(row.dueAt, services.zone) <= today, item };
  });
  const names = [...new Set(items.map(({ district }) => district))].sort((one, other) =>
    one.localeCompare(other, lang),
  );
  const of = (name: string, isToday: boolean) =>
    items.filter((one) => one.district === name && one.isToday === isToday).map(({ item }) => item);
  return {
    districts: names.map((name) => ({ name, today: of(name, true), later: of(name, false) })),
    count: countText(items.filter(({ isToday }) => isToday).length, lang),
    notice,
  };
}

export const interventionUrl = (id: string) => `/agent/interventions/${id}`;

function countText(count: number, lang: Language): string {
  if (lang === 'fr') return `${count} intervention${count > 1 ? 's' : ''} aujourd’hui`;
  return `${count} visit${count === 1 ? '' : 's'} today`;
}

/** What a form had when it was not taken, and why it was not. */
export interface TypedReport {
  answer?: string | undefined;
  reason?: string | undefined;
  note?: string | undefined;
  faults?: Faults;
  errors?: ErrorLink[];
  notice?: string | undefined;
}

export async function interventionView(
  services: Services,
  { id, request, agent }: { id: string; request: RequestRow; agent: AgentRow },
  typed: TypedReport,
  lang: Language,
): Promise<InterventionView> {
  const all = await interventionsOf(services.db, request.id);
  const one = all.find((other) => other.id === id)!;
  const type = services.types.find(request.type, request.revision);
  const { place, mapUrl } = placeOf(type, request.fields, lang);
  const title = wordsOf(type, one.name)[lang];
  const isOpen = one.state === 'open';
  const isMine = one.assigneeId === agent.id;
  return {
    title,
    about: type.title[lang],
    reference: request.reference,
    place,
    mapUrl,
    rows: answersOf(type, request.fields, lang),
    ...dueView(one.dueAt, lang, services.zone),
    state: [stateText(one, type, lang), detailOf(one, lang, services.zone)].filter(Boolean).join(', '),
    rounds: roundsOf(all, type, request.reference, lang, services.zone),
    startAction: isOpen && !one.startedAt && (isMine || !one.assigneeId) ? `${interventionUrl(id)}/debut` : undefined,
    releaseAction: isOpen && isMine ? `${interventionUrl(id)}/remise` : undefined,
    report: isOpen ? reportView(one, type, typed, lang) : undefined,
    unsent: isOpen ? undefined : typed.note?.trim() || undefined,
    keptTitle: `${title}, ${place}`,
    agent: agent.id,
    errors: typed.errors ?? [],
    notice: typed.notice,
  };
}

function reportView(one: InterventionRow, type: RequestType, typed: TypedReport, lang: Language): ReportView {
  const titleOf = (piece: string) => type.pieces[piece]?.title[lang] ?? piece;
  return {
    action: interventionUrl(one.id),
    pieces: agentsPieces(type).map((piece) => ({
      id: idOf(photoField(piece)),
      name: photoField(piece),
      title: titleOf(piece),
      required: one.pieces.includes(piece),
      photo: true,
      files: [],
      error: typed.faults?.[piece],
    })),
    photos: one.photos.map(({ piece }) => titleOf(piece)),
    ...taken(lang),
    answers: ['done', 'not possible'].map((value) => ({
      value,
      label: answerWords[value as keyof typeof answerWords][lang],
      checked: value === typed.answer,
    })),
    reasons: Object.entries(reasons).map(([value, words]) => ({
      value,
      label: words[lang],
      checked: value === typed.reason,
    })),
    note: typed.note ?? '',
    proof: one.pieces.map(titleOf).join(', ') || undefined,
  };
}

const answerWords = {
  done: { fr: 'C’est fait', en: 'It is done' },
  'not possible': { fr: 'Ce n’est pas possible', en: 'It is not possible' },
};

/** What technicians bring back from a visit. */
export const agentsPieces = ({ pieces }: RequestType) =>
  Object.keys(pieces).filter((piece) => pieces[piece]!.from === 'agent');
export const photoField = (piece: string) => `file.${piece}`;

/** Every intervention of a request, also those whose turn has not come, in the groups that the process has made of them. */
export async function interventionRounds(
  services: Services,
  request: RequestRow,
  lang: Language,
): Promise<InterventionRound[]> {
  const type = services.types.find(request.type, request.revision);
  return roundsOf(await interventionsOf(services.db, request.id), type, request.reference, lang, services.zone);
}

function roundsOf(
  rows: readonly InterventionRow[],
  type: RequestType,
  reference: string,
  lang: Language,
  zone: Zone,
): InterventionRound[] {
  const groups: InterventionRow[][] = [];
  for (const row of rows) {
    if (!row.steps || row.steps[0] === row.name || groups.length === 0) groups.push([row]);
    else groups.at(-1)!.push(row);
  }
  return groups.map((group) => {
    const last = group.at(-1)!;
    const goesOn = group.every(({ state, answer }) => state === 'open' || answer === 'done');
    const planned = goesOn ? (last.steps ?? []).slice(group.length) : [];
    return [
      ...group.map((row) => stepView(row, type, reference, lang, zone)),
      ...planned.map((name) => ({
        name: wordsOf(type, name)[lang],
        state: 'planned' as const,
        stateText: states.planned[lang],
        photos: [],
      })),
    ];
  });
}

function stepView(
  row: InterventionRow,
  type: RequestType,
  reference: string,
  lang: Language,
  zone: Zone,
): InterventionRound[number] {
  return {
    name: wordsOf(type, row.name)[lang],
    state: stateOf(row),
    stateText: stateText(row, type, lang),
    detail: detailOf(row, lang, zone),
    note: row.note ?? undefined,
    photos: row.photos.map(({ id, piece }) => ({
      title: type.pieces[piece]?.title[lang] ?? piece,
      url: `/agent/demandes/${reference}/documents/${id}`,
    })),
  };
}

function stateOf({ state, startedAt, answer }: InterventionRow): InterventionRound[number]['state'] {
  if (state === 'open') return startedAt ? 'started' : 'open';
  return state === 'answered' ? (answer === 'done' ? 'done' : 'impossible') : 'closed';
}

function stateText(row: InterventionRow, type: RequestType, lang: Language): string {
  const state = stateOf(row);
  return state === 'done' || state === 'impossible' ? wordsOf(type, row.answer!)[lang] : states[state][lang];
}

function detailOf(
  { assignee, startedAt, answeredBy, answeredAt }: InterventionRow,
  lang: Language,
  zone: Zone,
): string | undefined {
  if (answeredAt) return [answeredBy, dateAndTime(answeredAt, lang, zone)].filter(Boolean).join(', ');
  if (startedAt)
    return {
      fr: `${assignee}, depuis le ${dateAndTime(startedAt, lang, zone)}`,
      en: `${assignee}, since ${dateAndTime(startedAt, lang, zone)}`,
    }[lang];
  return assignee ?? undefined;
}

const states = {
  planned: { fr: 'À venir', en: 'To come' },
  open: { fr: 'À faire', en: 'To do' },
  started: { fr: 'En cours', en: 'Under way' },
  closed: { fr: 'N’est plus attendue', en: 'No longer awaited' },
};
