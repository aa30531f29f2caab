import type { Pages } from '../views.ts';
import type { ExampleWords } from './words.ts';

/** One view of each page for designers, with a result where there may be one. */
export function exampleDesignerPages(
  words: ExampleWords,
): Pick<Pages, 'designer-types' | 'designer-type' | 'designer-email' | 'designer-differences' | 'designer-simulation'> {
  const backUrl = '/concepteur/birth-certificate';
  const email = { title: words.step, url: `${backUrl}/courriels/certificate-sent` };
  return {
    'designer-types': {
      types: [
        {
          title: words.title,
          id: 'birth-certificate',
          url: backUrl,
          service: words.service.name,
          revision: '1',
          delay: words.delay,
          paths: '21',
          open: '214',
          ended: '1 380',
        },
      ],
    },
    'designer-type': {
      title: words.title,
      id: 'birth-certificate',
      facts: [{ label: words.step, value: words.law }],
      links: [{ url: `${backUrl}/formulaire`, text: words.title }],
      diagram: {
        url: `${backUrl}/diagramme.svg`,
        alt: words.title,
        downloads: [{ url: '/api/v1/request-types/birth-certificate/diagram.bpmn', text: 'BPMN 2.0' }],
      },
      waits: [
        { name: words.step, who: words.service.name, within: words.delay, alert: words.waiting, open: '12', late: '1' },
      ],
      endings: [{ outcome: words.status, email: email.title, emailUrl: email.url, ended: '1 204' }],
      emails: [email],
      taken: [{ steps: [words.step], outcome: words.status, requests: '1 204', share: '87 %', days: '2,5' }],
      neverTaken: [words.step],
    },
    'designer-email': {
      title: email.title,
      backUrl,
      versions: [
        { lang: 'fr', language: 'Français', subject: words.title, htmlUrl: `${email.url}/fr`, text: words.reply },
        { lang: 'en', language: 'English', subject: words.title, htmlUrl: `${email.url}/en`, text: words.reply },
      ],
    },
    'designer-differences': {
      title: words.title,
      backUrl,
      from: '1',
      to: '2',
      diagrams: [{ url: `${backUrl}/diagramme.svg?revision=1`, text: '1' }],
      rows: [{ what: words.step, before: words.delay, after: '' }],
    },
    'designer-simulation': {
      title: words.title,
      backUrl,
      action: `${backUrl}/simulation`,
      errors: [],
      one: [
        {
          id: 'answer-0',
          name: 'answer.0',
          label: words.step,
          options: words.decisions.map((label, index) => ({ value: `${index}`, label, checked: index === 0 })),
        },
      ],
      afterDays: days(words),
      crowd: [{ ...days(words), id: 'per-day', name: 'per-day' }],
      result: {
        outcome: words.status,
        lasted: words.delay,
        timeline: [{ at: '2026-11-23T09:12:00Z', atText: words.date, text: words.status }],
        emails: [{ at: '2026-11-23T09:12:00Z', atText: words.date, ...email }],
      },
      crowdResult: {
        summary: [{ label: words.step, value: '5 000' }],
        outcomes: [{ outcome: words.status, share: '87 %' }],
        services: [
          {
            service: words.service.name,
            agents: '2',
            tasks: '9 120',
            wait: words.delay,
            busy: '82 %',
            late: '4 %',
            needed: '2',
          },
        ],
        picture: '<svg viewBox="0 0 10 10" role="img" aria-label="Exemple"></svg>',
      },
    },
  };
}

const days = (words: ExampleWords) => ({
  id: 'days',
  name: 'days',
  kind: 'number' as const,
  label: words.delay,
  hint: undefined,
  error: undefined,
  autocomplete: undefined,
  optional: false,
  value: '2',
  maxLength: 8,
});
