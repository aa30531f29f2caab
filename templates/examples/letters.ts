import type { RequestView } from '../pages/agent-view.ts';
import type { LetterPages, OverdueRow } from '../pages/letter-view.ts';
import type { ExampleWords } from './words.ts';

/** Letters in each state, and acknowledgements that are late. */
export function exampleLetters(words: ExampleWords): LetterPages {
  return {
    letters: {
      errors: [{ href: '#on', text: words.error }],
      services: [
        { label: words.otherTitle, count: '3', url: '/agent/courriers', current: true },
        { label: words.service.name, count: '2', url: '/agent/courriers?service=civil-status', current: false },
      ],
      service: 'civil-status',
      overdue: [exampleOverdue(words)],
      count: words.count,
      letters: [
        { ...line(words), id: 'one', ready: true, printed: words.said },
        { ...line(words), id: 'two', ready: true, byHand: words.said },
        { ...line(words), id: 'three', ready: false },
      ],
      postedOn: '2026-11-24',
      today: '2026-11-24',
      posted: [{ ...line(words), id: 'four', how: words.said }],
    },
  };
}

/** An email, a letter that waits, and one that was posted. */
export function exampleEmailLines(words: ExampleWords): Pick<RequestView, 'emails' | 'toPost'> {
  const sent = {
    subject: words.title,
    to: 'camille@citoyen.example.org',
    stateText: words.delivered,
    atText: words.date,
  };
  const letter = {
    id: 'one',
    field: 'on-one',
    ready: true,
    posted: false,
    postedOn: '2026-11-24',
    today: '2026-11-24',
  };
  return {
    emails: [
      sent,
      { ...sent, subject: words.otherTitle, printed: words.said, standing: words.said, letter },
      {
        ...{ ...sent, subject: words.step, posted: words.said },
        letter: { ...letter, id: 'two', field: 'on-two', posted: true },
      },
    ],
    toPost: 1,
  };
}

export const exampleOverdue = (words: ExampleWords): OverdueRow => ({
  reference: '2026-004217',
  url: '/agent/demandes/2026-004217',
  title: words.title,
  service: words.service.name,
  dueOn: words.date,
  late: words.count,
  cause: words.said,
  next: words.said,
});

const line = (words: ExampleWords) => ({
  reference: '2026-004217',
  url: '/agent/demandes/2026-004217#courriels',
  title: words.title,
  citizen: words.citizen,
  about: words.otherTitle,
  writtenOn: words.date,
  why: words.status,
});
