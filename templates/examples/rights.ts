import type { RightsPages } from '../pages/rights-view.ts';
import { exampleQuestions } from './form.ts';
import type { ExampleWords } from './words.ts';

/** One view of each page of who looks after personal data. */
export const exampleRightsPages = (words: ExampleWords): RightsPages => ({
  rectification: {
    title: words.title,
    reference: '2026-004217',
    action: '/agent/demandes/2026-004217/rectification',
    backUrl: '/agent/demandes/2026-004217',
    once: 'exemple-6',
    seen: 1,
    since: [exampleCorrection(words)],
    ...exampleQuestions(words),
    reason: words.said,
    recipients: [words.service.name],
    outside: [words.agent],
    errors: [{ href: '#person-familyName', text: words.error }],
  },
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
    asking: {
      action: '/agent/demandes/2026-004217/donnees/services',
      text: words.said,
      requests: [
        {
          ...{ id: 'exemple-2', service: words.service.name, reference: '2026-004218', title: words.otherTitle },
          ...{ checked: true, askedAt: words.date, doneAt: words.due },
        },
      ],
    },
    once: 'exemple-7',
    errors: [{ href: '#ask-text', text: words.error }],
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

export const exampleCorrection = (words: ExampleWords) => ({
  label: words.title,
  from: words.said,
  to: words.answers[0]!.value,
  atText: words.date,
  by: words.agent,
  reason: words.law,
});
