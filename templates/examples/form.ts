import type { FieldView, Pages, RequestTypeCard } from '../views.ts';
import { exampleProcessing } from './compliance.ts';
import type { ExampleWords } from './words.ts';

type FormPage = 'home' | 'catalogue' | 'offline' | `form${string}` | 'draft-search';

/** One view of each page of the portal and of a form, with errors where there may be some. */
export function exampleFormPages(words: ExampleWords): Pick<Pages, Extract<keyof Pages, FormPage>> {
  const links = [
    { title: words.title, url: '/demarches?theme=papers' },
    { title: words.otherTitle, url: '/demarches?theme=surroundings' },
  ];
  const pieces = words.pieces.map((title, index) => ({ id: `piece-${index}`, title, required: index === 0 }));
  const page = { title: words.title, backUrl: '/demarches/birth-certificate', processing: exampleProcessing(words) };
  return {
    home: { themes: links, lifeEvents: links },
    catalogue: {
      title: words.count,
      lead: words.summary,
      query: words.title,
      sections: [{ title: words.title, types: cards(words) }],
      narrowed: true,
      nothing: { questionUrl: '/demarches/question', themes: links },
    },
    form: { ...page, summary: words.summary, pieces, ...exampleQuestions(words) },
    'form-start': {
      title: words.title,
      summary: words.summary,
      service: words.service.name,
      law: words.law,
      delay: words.delay,
      usualDays: words.dueIn,
      formTime: words.late,
      pieces,
      action: '/demarches/birth-certificate',
      draft: { url: '/demarches/birth-certificate/reprendre', changedOn: words.date, here: true },
      wholeUrl: '/demarches/birth-certificate/hors-ligne',
      signInUrl: '/compte/connexion?suite=/demarches/birth-certificate',
      lost: true,
    },
    'form-whole': {
      ...page,
      action: '/demarches/birth-certificate/hors-ligne',
      key: '8f2b6c1e-4a55-4d0e-9b7a-0c8e5f3a1d42',
      ...exampleQuestions(words),
      pieces: pieces.map(({ title, required }, index) => ({
        id: `file-${index}`,
        name: `file.${index}`,
        title,
        required,
        photo: index === 0,
        files: [],
      })),
      accept: 'application/pdf,image/jpeg,image/png',
      photoAccept: 'image/jpeg,image/png',
      maxSize: '15 Mo',
    },
    offline: { forms: links },
    'form-step': {
      ...page,
      step: 2,
      of: 6,
      action: '/demarches/birth-certificate/person',
      field: exampleQuestions(words).fields[1]!,
      identity: words.service.name,
      errors: [{ href: '#person-familyName', text: words.error }],
    },
    'form-pieces': {
      ...page,
      step: 4,
      of: 6,
      action: '/demarches/birth-certificate/pieces-jointes',
      pieces: pieces.map(({ title, required }, index) => ({
        id: `file-${index}`,
        name: `file.${index}`,
        title,
        required,
        photo: index === 0,
        files: [{ name: 'livret.pdf', size: '412 ko', removeValue: 'remove 1' }],
        error: index === 1 ? words.error : undefined,
      })),
      accept: 'application/pdf,image/jpeg,image/png',
      photoAccept: 'image/jpeg,image/png',
      maxSize: '15 Mo',
      errors: [{ href: '#file-1', text: words.error }],
    },
    'form-check': {
      ...page,
      action: '/demarches/birth-certificate/verifier',
      draftUrl: '/demarches/birth-certificate/brouillon',
      rows: [
        { title: words.labels.kind, lines: [{ value: words.full }], changeUrl: '/demarches/birth-certificate/kind' },
        { title: words.labels.who, lines: words.answers, changeUrl: '/demarches/birth-certificate/person' },
        { title: words.labels.need, lines: [], changeUrl: '/demarches/birth-certificate/need' },
      ],
      errors: [],
    },
    'form-stop': { title: words.title, text: words.reply, backUrl: '/demarches/birth-certificate/applicant' },
    'form-draft': {
      title: words.title,
      code: 'HVKT-7N3X-QRPM-W4DA',
      url: '/brouillon/HVKT-7N3X-QRPM-W4DA',
      mailUrl: 'mailto:?subject=Brouillon',
      keptUntil: words.date,
      resumeUrl: '/demarches/birth-certificate/reprendre',
      forgetAction: '/demarches/birth-certificate/oubli',
      inAccount: true,
    },
    'draft-search': {
      code: 'HVKT',
      errors: [{ href: '#code', text: words.error }],
      became: { kind: 'filed', reference: '2026-004217', followUrl: '/suivi/2026-004217' },
      forgotten: true,
      signInUrl: '/compte/connexion',
    },
  };
}

export function exampleQuestions(words: ExampleWords): { citizen: FieldView[]; fields: FieldView[] } {
  const { labels } = words;
  return {
    fields: [
      {
        id: 'kind',
        name: 'kind',
        kind: 'choice',
        label: labels.kind,
        optional: false,
        choices: [
          { value: 'full copy', label: words.full, checked: true },
          { value: 'extract', label: words.extract, checked: false },
        ],
      },
      {
        id: 'person',
        name: 'person',
        kind: 'group',
        label: labels.who,
        optional: false,
        fields: [
          {
            id: 'person-familyName',
            name: 'person.familyName',
            kind: 'text',
            label: labels.family,
            optional: false,
            error: words.error,
            maxLength: 100,
          },
          {
            id: 'person-birthDate',
            name: 'person.birthDate',
            kind: 'date',
            label: labels.birth,
            optional: false,
            date: { day: '27', month: '3', year: '1985' },
          },
        ],
      },
      { id: 'need', name: 'need', kind: 'long text', label: labels.need, optional: true, hint: words.otherSummary },
    ],
    citizen: [
      {
        id: 'citizen-givenName',
        name: 'citizen.givenName',
        kind: 'text',
        label: labels.given,
        optional: false,
        autocomplete: 'given-name',
        value: 'Camille',
      },
      {
        id: 'citizen-email',
        name: 'citizen.email',
        kind: 'email',
        label: labels.email,
        optional: true,
        autocomplete: 'email',
      },
      {
        id: 'citizen-phone',
        name: 'citizen.phone',
        kind: 'phone',
        label: labels.phone,
        optional: true,
        autocomplete: 'tel',
      },
    ],
  };
}

const cards = (words: ExampleWords): RequestTypeCard[] => [
  {
    title: words.title,
    summary: words.summary,
    url: '/demarches/birth-certificate',
    service: words.service.name,
    delay: words.delay,
  },
  {
    title: words.otherTitle,
    summary: words.otherSummary,
    url: '/demarches/street-problem',
    service: words.service.name,
    delay: words.delay,
  },
  {
    title: words.title,
    summary: words.summary,
    url: '/demarches/marriage-certificate',
    service: words.service.name,
    delay: words.delay,
  },
];
