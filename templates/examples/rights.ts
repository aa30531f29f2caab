import type { RightsPages } from '../pages/rights-view.ts';
import type { ExampleWords } from './words.ts';

/** One view of each page of who looks after personal data. */
export const exampleRightsPages = (words: ExampleWords): RightsPages => ({
  register: {
    lines: [
      {
        ...{ id: 'question', title: words.title, purpose: words.summary, basis: words.law, law: words.law },
        ...{ people: words.citizen, data: words.pieces, recipients: words.service.name, sector: words.step },
        ...{ retention: words.retention, security: [words.said] },
      },
    ],
    breachesUrl: '/administration/violations',
  },
});
