import type { DocumentView, PieceStateView } from '../pages/document-view.ts';
import type { Pages, TimelineEntry } from '../views.ts';
import { exampleAccountPages } from './account.ts';
import { exampleAdministrationPages } from './administration.ts';
import { exampleLegalPages } from './compliance.ts';
import { exampleCredentialPages } from './credentials.ts';
import { exampleDesignerPages } from './designer.ts';
import { exampleDesk, exampleDeskPages } from './desk.ts';
import { exampleEntryPages } from './entry.ts';
import { exampleFormPages, exampleQuestions } from './form.ts';
import { exampleInterventionPages, exampleRounds } from './interventions.ts';
import { exampleDecided, exampleReopening } from './legal.ts';
import { exampleEmailLines, exampleLetters } from './letters.ts';
import { exampleOperatorPages } from './operator.ts';
import { examplePublicPages } from './public.ts';
import { exampleRetentionPages } from './retention.ts';
import { exampleCorrection, exampleRightsPages } from './rights.ts';
import { comments, joining } from './sharing.ts';
import { exampleStatisticsPages } from './statistics.ts';
import { exampleSurvey } from './survey.ts';
import type { ExampleWords } from './words.ts';
import { exampleWorklist, marks } from './worklist.ts';

/** One view of each page, in the state that shows most of it: errors on the form, an open task on the request. */
export function examplePages(words: ExampleWords): Pages {
  return {
    ...exampleFormPages(words),
    ...exampleInterventionPages(words),
    ...exampleRetentionPages(words),
    ...exampleLetters(words),
    confirmation: {
      title: words.title,
      reference: '2026-004217',
      trackingCode: 'HVKT-7N3X-QRPM-W4DA',
      email: 'camille@citoyen.example.org',
      answerBy: words.due,
      followUrl: '/suivi/2026-004217',
      receiptUrl: '/suivi/2026-004217/recepisse.pdf',
      letterUrl: '/suivi/2026-004217/courrier.pdf',
      next: [words.waiting, words.step],
    },
    'follow-search': { reference: '2026-004217', next: 'avis', errors: [{ href: '#code', text: words.error }] },
    follow: {
      title: words.title,
      reference: '2026-004217',
      status: words.status,
      ended: false,
      waitingFor: words.waiting,
      answerBy: words.due,
      ...exampleDecided(words),
      service: words.service,
      timeline: timeline(words),
      pieceStates: pieceStates(words),
      documents: documents(words),
      messages: messages(words),
      pieces: pieces(words),
      missing: words.pieces,
      piecesAwaited: true,
      question: {
        name: words.step,
        until: words.due,
        action: '/suivi/2026-004217/taches/1/reponse',
        answers: words.decisions.map((label, index) => ({ id: `answer ${index}`, label })),
      },
      joined: true,
      supports: words.count,
      withdrawUrl: '/suivi/2026-004217/retrait',
      surveyUrl: '/suivi/2026-004217/avis',
      correctUrl: '/suivi/2026-004217/correction',
      receiptUrl: '/suivi/2026-004217/recepisse.pdf',
      collected: {
        jsonUrl: '/suivi/2026-004217/donnees.json',
        pdfUrl: '/suivi/2026-004217/donnees.pdf',
        ...{ zipUrl: '/suivi/2026-004217/donnees.zip', zipSize: '2 Mo' },
        until: words.due,
      },
      bookings: [words.said],
      cancelled: false,
      calendarUrl: '/suivi/2026-004217/rendez-vous.ics',
      uploadAction: '/suivi/2026-004217/documents',
      messageAction: '/suivi/2026-004217/messages',
      letterUrl: '/suivi/2026-004217/courrier.pdf',
      reply: words.reply,
      live: '/suivi/2026-004217/flux',
      seen: 12,
      once: 'exemple-2',
      draft: '',
      accept: '.pdf,.jpg,.jpeg,.png',
      maxSize: '15 Mo',
      errors: [],
      notice: words.notice,
    },
    withdraw: {
      title: words.title,
      reference: '2026-004217',
      action: '/suivi/2026-004217/retrait',
      backUrl: '/suivi/2026-004217',
      once: 'exemple-4',
    },
    survey: exampleSurvey(words),
    correction: {
      title: words.title,
      reference: '2026-004217',
      action: '/suivi/2026-004217/correction',
      backUrl: '/suivi/2026-004217',
      once: 'exemple-5',
      ...exampleQuestions(words),
      errors: [{ href: '#person-familyName', text: words.error }],
    },
    ...exampleAccountPages(words),
    ...exampleCredentialPages(words),
    ...exampleWorklist(words),
    request: request(words),
    ...exampleEntryPages(words),
    ...exampleDeskPages(words),
    ...examplePublicPages(words),
    ...exampleDesignerPages(words),
    ...exampleAdministrationPages(words),
    ...exampleStatisticsPages(words),
    ...exampleOperatorPages(words),
    mailbox: {
      messages: [{ url: '/boite/1', to: 'camille@citoyen.example.org', subject: words.title, at: words.date }],
    },
    'mailbox-message': {
      to: 'camille@citoyen.example.org',
      subject: words.title,
      at: words.date,
      text: words.reply,
      htmlUrl: '/boite/1/html',
      attachments: [{ name: 'courrier-2026-004217.pdf', size: '18 ko', url: '/boite/1/pieces/0' }],
    },
    ...exampleLegalPages(words),
    ...exampleRightsPages(words),
    help: { services: [words.service], maxSize: '15 Mo' },
    error: { status: 404, title: words.otherTitle, detail: words.otherSummary, requestId: '7f3a9c' },
  };
}

function request(words: ExampleWords): Pages['request'] {
  const refusals = [{ value: 'unreadable', label: words.said, checked: false }];
  const [file, ...others] = documents(words).map((one) => ({ ...one, refusals }));
  return {
    title: words.title,
    reference: '2026-004217',
    ...exampleDesk(words),
    status: words.status,
    channel: words.web,
    receivedOn: words.date,
    dueOn: words.due,
    legal: { facts: [{ label: words.labels.need, value: words.due }], warning: words.said },
    service: words.service.name,
    citizen: {
      name: words.citizen,
      email: 'camille@citoyen.example.org',
      phone: '06 39 98 12 34',
      address: '7 rue de la Démonstration\n99999 Exempleville',
    },
    ...joining(words),
    comments: comments(words),
    redirections: [{ text: `${words.service.name} → ${words.otherTitle}`, reason: words.said, bounced: true }],
    routedBecause: words.said,
    answers: words.answers,
    corrections: [exampleCorrection(words)],
    pieceStates: pieceStates(words),
    pieces: pieces(words),
    paper: { action: '/agent/demandes/2026-004217/papier', pieces: pieces(words) },
    uploadAction: '/agent/demandes/2026-004217/documents',
    accept: '.pdf,.jpg,.jpeg,.png',
    maxSize: '15 Mo',
    documents: [{ ...file!, reviewAction: '/agent/demandes/2026-004217/documents/1/avis' }, ...others],
    timeline: timeline(words),
    earlier: timeline(words),
    messages: messages(words),
    decisions: [
      {
        title: words.step,
        by: words.agent,
        figures: [`${words.labels.need} : 4 000`],
        reply: words.reply,
        note: words.said,
      },
    ],
    ...exampleEmailLines(words),
    task: {
      name: words.step,
      dueOn: words.due,
      dueIn: words.dueIn,
      urgency: 'soon',
      marks: marks(words),
      withReply: true,
      publicReply: false,
      fields: [
        { id: 'fields.cost', kind: 'text', label: words.labels.need, answer: words.decisions[0], value: '4000' },
      ],
      proof: words.pieces[0],
      answers: words.decisions.map((label, index) => ({ id: `answer ${index}`, label })),
      answerAction: '/agent/taches/1/reponse',
      previewAction: '/agent/taches/1/apercu',
      draftAction: '/agent/taches/1/brouillon',
      assign: {
        action: '/agent/taches/1/attribution',
        people: [{ value: '1', label: words.agent, checked: false }],
      },
      claimAction: '/agent/taches/1/prise',
    },
    interventions: exampleRounds(words),
    otherTasks: [{ name: words.otherTitle, dueIn: words.ahead, url: '/agent/demandes/2026-004217?tache=2' }],
    waitingFor: words.service.name,
    call: { action: '/agent/taches/1/alerte', reason: '' },
    redirect: {
      action: '/agent/demandes/2026-004217/transmission',
      services: [{ value: 'roads', label: words.otherTitle, checked: false }],
      reason: '',
    },
    survey: { score: '4/5', comment: words.said, at: words.date },
    reopen: exampleReopening('/agent/demandes/2026-004217/reouverture', words, { asked: true }),
    once: 'exemple-3',
    draft: { answer: 'answer 0', reply: words.reply, note: '' },
    messageAction: '/agent/demandes/2026-004217/messages',
    message: '',
    errors: [],
  };
}

const pieces = (words: ExampleWords) =>
  words.pieces.map((title, index) => ({ id: `piece-${index}`, title, required: index === 0 }));

const timeline = (words: ExampleWords): TimelineEntry[] => [
  { at: '2026-11-23T09:12:00Z', atText: words.date, text: words.status },
  { at: '2026-11-23T10:02:00Z', atText: words.date, text: words.waiting },
];

const messages = (words: ExampleWords) => [
  { at: '2026-11-23T10:02:00Z', atText: words.date, from: words.agent, text: words.said },
];

const documents = (words: ExampleWords): DocumentView[] =>
  (['received', 'accepted', 'refused', 'infected'] as const).map((state, index) => ({
    title: words.pieces[0],
    file: state === 'accepted' ? undefined : { name: `piece-${index}.pdf`, size: '412 ko' },
    url: state === 'accepted' || state === 'infected' ? undefined : `/suivi/2026-004217/documents/${index}`,
    sentOn: words.date,
    state,
    stateText: words.states[state],
    reason: state === 'refused' ? words.said : undefined,
    unexamined: state === 'received',
  }));

const pieceStates = (words: ExampleWords): PieceStateView[] => [
  { title: words.pieces[0], state: 'refused', stateText: words.states.refused, reason: words.said },
  { title: words.pieces[1], state: 'missing', stateText: words.waiting },
];
