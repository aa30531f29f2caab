import type { PublicStatisticsView, StatisticsView } from '../pages/statistics-view.ts';
import type { Pages } from '../views.ts';
import type { ExampleWords } from './words.ts';

export const exampleStatisticsPages = (words: ExampleWords): Pick<Pages, 'statistics' | 'public-statistics'> => ({
  statistics: statistics(words),
  'public-statistics': publicStatistics(words),
});

function statistics(words: ExampleWords): StatisticsView {
  return {
    filters: {
      from: '2025-11-25',
      to: '2026-11-24',
      services: [{ value: 'civil-status', label: words.service.name, checked: true }],
      channels: [{ value: 'web', label: words.web, checked: false }],
    },
    period: '25/11/2025 – 24/11/2026',
    rows: [
      {
        title: words.title,
        received: '412',
        channels: [`${words.web} (398)`],
        open: '12',
        ended: '400',
        outcomes: words.decisions.map((decision, index) => `${decision} (${300 - index * 50})`),
        median: words.delay,
        p90: words.delay,
        onTime: '97 %',
      },
      { title: words.otherTitle, received: '0', channels: [], open: '0', ended: '0', outcomes: [] },
    ],
    fewest: 10,
    csvUrl: '/pilotage.csv?from=2025-11-25&to=2026-11-24',
    errors: [{ href: '#to', text: words.error }],
  };
}

function publicStatistics(words: ExampleWords): PublicStatisticsView {
  return {
    period: '25/11/2025 – 24/11/2026',
    rows: [{ title: words.title, ended: '400', median: words.delay, p90: words.delay }],
    tooFew: [words.otherTitle],
    fewest: 10,
  };
}
