import type { RightsPages } from '../pages/rights-view.ts';
import type { ExampleWords } from './words.ts';

/** One view of each page of who looks after personal data. */
export const exampleRightsPages = (words: ExampleWords): RightsPages => ({
  collecting: {
    reference: '2026-004217',
    backUrl: '/agent/demandes/2026-004217',
    action: '/agent/demandes/2026-004217/donnees',
    person: words.citizen,
    dueOn: words.due,
    extendedOn: words.due,
    requests: [true, false].map((confirmable, index) => ({
      ...{ id: `exemple-${index}`, reference: '2026-004218', title: words.otherTitle, receivedOn: words.date },
      ...{ same: words.said, sealed: !confirmable, confirmable, checked: confirmable },
    })),
    address: 'camille@citoyen.example.org',
    withAddress: true,
    sent: { at: words.date, until: words.due },
    refusals: [{ title: words.law, text: words.reply }],
    notice: words.notice,
  },
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
