import type { RequestView } from '../pages/agent-view.ts';
import type { ExampleWords } from './words.ts';

/** What an agent sees of the others who have to do with a request: those who report the same, those who comment. */
const link = (words: ExampleWords) => ({
  reference: '2026-004198',
  url: '/agent/demandes/2026-004198',
  receivedOn: words.date,
});

export const joining = (words: ExampleWords): Pick<RequestView, 'join' | 'joinedTo' | 'joined'> => ({
  join: {
    answer: words.decisions[0],
    found: [{ ...link(words), place: words.said, step: words.step, near: words.count, chosen: true }],
    other: '',
  },
  joinedTo: link(words),
  joined: [link(words)],
});

export const comments = (words: ExampleWords): RequestView['comments'] =>
  (['waiting', 'published', 'refused'] as const).map((state, index) => ({
    id: String(index),
    at: '2026-11-23T10:02:00Z',
    atText: words.date,
    from: words.citizen,
    text: words.said,
    state,
    stateText: words.status,
    reason: state === 'refused' ? words.said : undefined,
    reviewAction: `/agent/demandes/2026-004217/commentaires/${index}/revue`,
  }));
