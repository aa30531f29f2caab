import type { RetentionPages } from '../pages/retention-view.ts';
import type { ExampleWords } from './words.ts';

/** The elimination lists: one of each state, and one that waits for its visa after a wrong try. */
export function exampleRetentionPages(words: ExampleWords): RetentionPages {
  const title = `${words.date}, ${words.service.name}`;
  const address = '/administration/eliminations/1';
  return {
    archived: {
      reference: '2024-000001',
      title: words.title,
      since: words.date,
      service: words.service.name,
      action: '/agent/demandes/2024-000001/archives',
      reasons: [{ value: 'audit', label: words.said, checked: false }],
      errors: [{ href: '#reason', text: words.error }],
    },
    'elimination-lists': {
      lists: [words.status, words.waiting].map((state) => ({
        title,
        url: address,
        state,
        lines: '12',
        dates: `${words.date} – ${words.due}`,
        volume: words.count,
      })),
    },
    'elimination-list': {
      title,
      state: words.waiting,
      facts: [
        { label: words.title, value: '12' },
        { label: words.step, value: words.said },
      ],
      lines: [undefined, words.status].map((state, index) => ({
        reference: `2024-00000${index + 1}`,
        type: words.title,
        received: words.date,
        ended: words.date,
        keptUntil: words.due,
        fate: words.status,
        documents: '2',
        state,
      })),
      shown: 200,
      csvUrl: `${address}/bordereau.csv`,
      closeAction: `${address}/cloture`,
      visaAction: `${address}/visa`,
      typed: { by: words.agent, on: '2026-11-24', reference: '' },
      notice: words.notice,
      errors: [{ href: '#reference', text: words.error }],
    },
  };
}
