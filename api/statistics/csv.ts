import type { Language } from '../../templates/views.ts';
import { channels } from '../../workflows/contract.ts';
import { wordsOf } from '../../workflows/kit/words.ts';
import { channels as channelNames } from '../agent/words.ts';
import { type Figures, onTimeShare, type Period, titleOf } from './figures.ts';

/**
 * The figures as a table of RFC 4180, for the spreadsheets of a French town hall: those open a double-clicked file
 * rightly when its cells are separated by semicolons, its decimals by commas, and its first sign says that it is UTF-8.
 */
export function csvOf(items: readonly Figures[], { from, to }: Period, lang: Language): string {
  const names = channels.map((channel) => `${headings.received[lang]} – ${channelNames[channel][lang]}`);
  const heading = [...Object.values(headings).map((words) => words[lang]), ...names, outcomesHeading[lang]];
  const lines = items.map((item) => [
    titleOf(item, lang),
    item.type,
    from,
    to,
    item.received,
    item.open,
    item.ended,
    item.medianDays,
    item.p90Days,
    percentOf(onTimeShare(item)),
    ...channels.map((channel) => item.channels[channel] ?? 0),
    outcomesText(item, lang),
  ]);
  return byteOrderMark + [heading, ...lines].map((cells) => `${cells.map(cellOf).join(';')}\r\n`).join('');
}

const byteOrderMark = '\uFEFF';

const headings = {
  title: { fr: 'Démarche', en: 'Request type' },
  type: { fr: 'Identifiant', en: 'Id' },
  from: { fr: 'Du', en: 'From' },
  to: { fr: 'Au', en: 'To' },
  received: { fr: 'Reçues', en: 'Received' },
  open: { fr: 'En cours aujourd’hui', en: 'Open today' },
  ended: { fr: 'Terminées', en: 'Ended' },
  median: { fr: 'Durée médiane (jours)', en: 'Median time (days)' },
  p90: { fr: 'Durée pour 9 sur 10 (jours)', en: 'Time for 9 in 10 (days)' },
  onTime: { fr: 'Terminées dans le délai (%)', en: 'Ended on time (%)' },
};
const outcomesHeading = { fr: 'Issues', en: 'Outcomes' };

function outcomesText({ outcomes, requestType }: Figures, lang: Language): string {
  const counts = Object.entries(outcomes).sort(([, one], [, other]) => other - one);
  return counts.map(([outcome, count]) => `${wordsOf(requestType ?? {}, outcome)[lang]} (${count})`).join(', ');
}

const percentOf = (share: number | null) => (share === null ? null : Math.round(share * 1000) / 10);

/** A text that a spreadsheet would take for a formula gets an apostrophe, which says that it is text. */
export function cellOf(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value).replace('.', ',');
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[";\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
