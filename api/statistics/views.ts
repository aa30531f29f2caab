/** Figures in the reader's words. */
import { fewestEnded } from '../../db/statistics.ts';
import { dayCount, percent, shortDate } from '../../templates/format.ts';
import type { FiguresRow, PublicStatisticsView, StatisticsView } from '../../templates/pages/statistics-view.ts';
import type { Language } from '../../templates/views.ts';
import { channels } from '../../workflows/contract.ts';
import { wordsOf } from '../../workflows/kit/words.ts';
import { channels as channelNames } from '../agent/words.ts';
import { type Figures, onTimeShare, type Period, type StatisticsQuery, titleOf } from './figures.ts';

export function figuresRow(item: Figures, lang: Language): FiguresRow {
  const share = onTimeShare(item);
  return {
    title: titleOf(item, lang),
    received: String(item.received),
    channels: counts(item.channels, (channel) => channelNames[channel as keyof typeof channelNames][lang]),
    open: String(item.open),
    ended: String(item.ended),
    outcomes: counts(item.outcomes, (outcome) => wordsOf(item.requestType ?? {}, outcome)[lang]),
    median: daysText(item.medianDays, lang),
    p90: daysText(item.p90Days, lang),
    onTime: share === null ? undefined : percent(share, lang),
  };
}

/** @param services ids and names of those that the reader may choose */
export function filtersView(
  { from, to, service, channel }: StatisticsQuery,
  services: readonly (readonly [id: string, name: string])[],
  lang: Language,
): StatisticsView['filters'] {
  return {
    from,
    to,
    services: services.map(([value, label]) => ({ value, label, checked: value === service })),
    channels: channels.map((value) => ({ value, label: channelNames[value][lang], checked: value === channel })),
  };
}

/** A type with few ends is named without its figures: they would say too much of a few people. */
export function publicView(items: readonly Figures[], period: Period, lang: Language): PublicStatisticsView {
  const enough = items.filter(({ ended }) => ended >= fewestEnded);
  return {
    period: periodText(period, lang),
    rows: enough.map((item) => ({
      title: titleOf(item, lang),
      ended: String(item.ended),
      median: daysText(item.medianDays, lang)!,
      p90: daysText(item.p90Days, lang)!,
    })),
    tooFew: items.filter((item) => !enough.includes(item)).map((item) => titleOf(item, lang)),
    fewest: fewestEnded,
  };
}

export function periodText({ from, to }: Period, lang: Language): string {
  const [first, last] = [shortDate(from, lang), shortDate(to, lang)];
  return lang === 'fr' ? `du ${first} au ${last}` : `from ${first} to ${last}`;
}

const daysText = (days: number | null, lang: Language) => (days === null ? undefined : dayCount(days, lang));

/** The most frequent first. */
function counts(numbers: Readonly<Record<string, number>>, nameOf: (id: string) => string): string[] {
  return Object.entries(numbers)
    .sort(([, one], [, other]) => other - one)
    .map(([id, number]) => `${nameOf(id)} (${number})`);
}
