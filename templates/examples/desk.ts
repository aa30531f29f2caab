import type { RequestView } from '../pages/agent-view.ts';

/** What an agent has beside a request's task. */
export const exampleDesk = (): Pick<RequestView, 'live'> => ({
  live: {
    news: '/agent/demandes/2026-004217/flux',
    typing: '/agent/demandes/2026-004217/frappe',
    page: '/agent/demandes/2026-004217',
    seen: 12,
  },
});
