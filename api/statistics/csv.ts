import type { Language } from '../../templates/views.ts';
import { channels } from '../../workflows/contract.ts';
import { wordsOf } from '../../workflows/kit/words.ts';
import { channels as channelNames } from '../agent/words.ts';
import { byteOrderMark, lineOf } from '../csv.ts';
import { type Figures, onTimeShare, type Period, titleOf } from './figures.ts';

/** The figures as a table for a spreadsheet. */
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
  return byteOrderMark + [heading, ...lines].map(lineOf).join('');
}

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
