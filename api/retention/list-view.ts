import type { LineRow, ListRow } from '../../db/elimination-lists.ts';
import { fileSize, longDate, wholeNumber } from '../../templates/format.ts';
import type { EliminationListView, RetentionPages } from '../../templates/pages/retention-view.ts';
import type { Language } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import { civilDate } from '../../workflows/kit/calendar.ts';
import { requestTypes } from '../../workflows/request-types/index.ts';

/** A page shows so many; the file has all. */
const shownAtOnce = 200;

interface Reading {
  names: Map<string, string>;
  lang: Language;
  /** Whether the reader may close the list, and note its visa. */
  acts: boolean;
}

export const addressOf = ({ id }: Pick<ListRow, 'id'>) => `/administration/eliminations/${id}`;

export function listLine(
  list: ListRow,
  names: Map<string, string>,
  lang: Language,
): RetentionPages['elimination-lists']['lists'][number] {
  return {
    title: titleOf(list, names, lang),
    url: addressOf(list),
    state: stateText(list, lang),
    lines: wholeNumber(list.lines, lang),
    dates: extremes(list, lang),
    volume: volumeText(list, lang),
  };
}

export function listView(
  list: ListRow,
  lines: readonly LineRow[],
  { names, lang, acts }: Reading,
  zone: Zone,
): Omit<EliminationListView, 'typed' | 'notice' | 'errors'> {
  return {
    title: titleOf(list, names, lang),
    state: stateText(list, lang),
    facts: factsOf(list, lang, zone),
    lines: lines.slice(0, shownAtOnce).map((one) => ({
      reference: one.reference,
      type: typeTitle(one.type, lang),
      received: longDate(one.receivedOn, lang),
      ended: longDate(one.endedOn, lang),
      keptUntil: longDate(one.keptUntil, lang),
      fate: fates[one.fate][lang],
      documents: wholeNumber(one.documents, lang),
      state: lineState(one, lang, zone),
    })),
    shown: lines.length > shownAtOnce ? shownAtOnce : undefined,
    csvUrl: `${addressOf(list)}/bordereau.csv`,
    closeAction: acts && !list.closedAt ? `${addressOf(list)}/cloture` : undefined,
    visaAction: acts && list.closedAt && !list.visaOn ? `${addressOf(list)}/visa` : undefined,
  };
}

function factsOf(list: ListRow, lang: Language, zone: Zone): { label: string; value: string }[] {
  const facts: [label: Record<Language, string>, value: string | null][] = [
    [words.requests, wholeNumber(list.lines, lang)],
    [words.dates, extremes(list, lang)],
    [words.volume, volumeText(list, lang)],
    [words.closed, list.closedAt && `${longDate(civilDate(list.closedAt, zone), lang)}${by(list.closedBy, lang)}`],
    [words.visa, list.visaOn && `${longDate(list.visaOn, lang)}, ${list.visaBy}, ${list.visaReference}`],
    [words.noted, list.visaNotedBy],
    [words.erased, list.visaOn && wholeNumber(list.erased, lang)],
    [words.held, list.held > 0 ? wholeNumber(list.held, lang) : null],
  ];
  return facts.flatMap(([label, value]) => (value === null ? [] : [{ label: label[lang], value }]));
}

const by = (agent: string | null, lang: Language) => (agent ? { fr: `, par ${agent}`, en: `, by ${agent}` }[lang] : '');

export function titleOf(list: ListRow, names: Map<string, string>, lang: Language): string {
  const date = longDate(list.madeOn, lang);
  const service = names.get(list.serviceId) ?? list.serviceId;
  return { fr: `Bordereau du ${date}, ${service}`, en: `List of ${date}, ${service}` }[lang];
}

export function stateText({ closedAt, visaOn, lines, erased }: ListRow, lang: Language): string {
  if (!closedAt) return states.open[lang];
  if (!visaOn) return states.waiting[lang];
  return (erased === lines ? states.erased : states.allowed)[lang];
}

export function lineState({ erasedAt, held }: LineRow, lang: Language, zone: Zone): string | undefined {
  if (erasedAt)
    return {
      fr: `Effacée le ${longDate(civilDate(erasedAt, zone), lang)}`,
      en: `Erased on ${longDate(civilDate(erasedAt, zone), lang)}`,
    }[lang];
  return held ? { fr: 'Bloquée', en: 'Held' }[lang] : undefined;
}

export const typeTitle = (id: string, lang: Language) => requestTypes.find((type) => type.id === id)?.title[lang] ?? id;

function extremes({ firstOn, lastOn }: ListRow, lang: Language): string {
  if (!firstOn || !lastOn) return '–';
  return `${longDate(firstOn, lang)} – ${longDate(lastOn, lang)}`;
}

function volumeText({ documents, bytes }: ListRow, lang: Language): string {
  const count = wholeNumber(documents, lang);
  const size = fileSize(bytes, lang);
  return {
    fr: `${count} document${documents > 1 ? 's' : ''}, ${size}`,
    en: `${count} document${documents === 1 ? '' : 's'}, ${size}`,
  }[lang];
}

export const fates = {
  destroy: { fr: 'À détruire', en: 'To be destroyed' },
  sort: { fr: 'À trier', en: 'To be sorted' },
} as const;

const states = {
  open: { fr: 'Ouvert : il s’y ajoute chaque nuit ce qui arrive à terme', en: 'Open: each night adds what is due' },
  waiting: {
    fr: 'Arrêté, attend le visa des archives départementales',
    en: 'Closed, waits for the visa of the archives',
  },
  allowed: { fr: 'Visé, effacement la nuit prochaine', en: 'With its visa, to be erased next night' },
  erased: { fr: 'Visé et effacé', en: 'With its visa, and erased' },
} as const;

const words = {
  requests: { fr: 'Demandes', en: 'Requests' },
  dates: { fr: 'Dates extrêmes', en: 'Extreme dates' },
  volume: { fr: 'Volume', en: 'Volume' },
  closed: { fr: 'Arrêté', en: 'Closed' },
  visa: { fr: 'Visa', en: 'Visa' },
  noted: { fr: 'Visa enregistré par', en: 'Visa noted by' },
  erased: { fr: 'Demandes effacées', en: 'Requests erased' },
  held: { fr: 'Demandes bloquées', en: 'Requests held' },
} as const;

export const notices = {
  cloture: { fr: 'Bordereau arrêté.', en: 'List closed.' },
  visa: {
    fr: 'Visa enregistré. L’effacement se fait la nuit prochaine.',
    en: 'Visa noted. The erasure is done next night.',
  },
} as const;
