import type { LegalPages, ProcessingView } from '../pages/legal-view.ts';
import type { ExampleWords } from './words.ts';

/** One view of each page that the law asks for, with an audit and a certification. */
export function exampleLegalPages(words: ExampleWords): LegalPages {
  const lines = [words.said, words.summary];
  return {
    accessibility: {
      audit: {
        ...{ on: words.date, by: words.service.name, rate: '72\u00a0%', expired: false },
        ...{ failures: lines, exemptions: lines, tools: lines, environments: lines, sample: lines },
      },
      messageUrl: '/demarches/question',
    },
    'personal-data': {
      types: [exampleProcessing(words)],
      cookies: [{ name: 'lang', use: words.said, time: words.retention }],
      rightsUrl: '/demarches/personal-data',
      rightsTitle: words.otherTitle,
    },
    'legal-notices': { certification: { on: words.date, by: words.service.name, until: words.due } },
    terms: {
      since: words.date,
      superseded: true,
      sections: [{ title: words.title, paragraphs: lines }],
      types: [{ url: '/demarches/question', text: words.otherTitle }],
      versions: [{ url: '/modalites-utilisation/2026-11-24', text: words.date }],
    },
  };
}

export const exampleProcessing = (words: ExampleWords): ProcessingView => ({
  ...{ title: words.title, law: words.law, retention: words.retention, rights: words.said },
  ...{ purpose: words.summary, basis: words.law, recipients: words.service.name },
});
