import type { SurveyView } from '../pages/citizen-view.ts';
import type { ExampleWords } from './words.ts';

/** The survey, sent without an answer. */
export function exampleSurvey(words: ExampleWords): SurveyView {
  const choices = words.decisions.map((label, index) => ({ value: String(index), label, checked: false }));
  return {
    title: words.title,
    reference: '2026-004217',
    backUrl: '/suivi/2026-004217',
    action: '/suivi/2026-004217/avis',
    once: 'exemple-5',
    fields: [
      {
        ...{ id: 'score', name: 'score', kind: 'choice', optional: false },
        ...{ label: words.labels.kind, choices, error: words.error },
      },
      {
        ...{ id: 'comment', name: 'comment', kind: 'long text', optional: true },
        ...{ label: words.labels.need, hint: words.otherSummary, maxLength: 2000 },
      },
    ],
    lastDay: words.due,
    errors: [{ href: '#score', text: words.error }],
  };
}
