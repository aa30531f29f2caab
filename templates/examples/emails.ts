import type { Appeal, EmailView } from '../emails/view.ts';
import type { EmailName } from '../emails.ts';
import type { Language, ServiceView, TownView } from '../views.ts';
import { replies } from './email-replies.ts';
import { exampleAgain, exampleLegal, legalParts } from './legal.ts';
import { type ExampleWords, refused } from './words.ts';

interface Words {
  fr: string;
  en: string;
}

/** A made-up view of each email: as a request of a fitting kind would give it, with long and with short replies. */
export function exampleEmails(lang: Language, town: TownView, words: ExampleWords): Record<EmailName, EmailView> {
  const views = Object.entries(particulars(words, lang, town)).map(([name, own]) => [
    name,
    exampleEmail(own, lang, town, words),
  ]);
  return Object.fromEntries(views) as Record<EmailName, EmailView>;
}

function exampleEmail(
  { about, reply, ...own }: Particulars,
  lang: Language,
  town: TownView,
  words: ExampleWords,
): EmailView {
  const { id, mailbox, title, law, service, phone } = subjects[about];
  const serviceView: ServiceView = { ...words.service, name: service[lang], email: `${mailbox}@${mailHost}`, phone };
  return {
    lang,
    town,
    citizenName: words.citizen,
    recipientName: words.citizen,
    title: title[lang],
    reference: '2026-004217',
    trackingCode: 'HVKT-7N3X-QRPM-W4DA',
    followUrl: `${town.publicUrl}/suivi/2026-004217/lien/${'exemple'.repeat(7)}`,
    formUrl: `${town.publicUrl}/demarches/${id}`,
    agentUrl: `${town.publicUrl}/agent/demandes/2026-004217`,
    receivedOn: words.date,
    dueOn: words.due,
    service: serviceView,
    law,
    pieces: [],
    possiblePieces: [],
    awaitedUntil: undefined,
    refusedPieces: [],
    document: undefined,
    task: undefined,
    booking: undefined,
    outcome: undefined,
    news: undefined,
    goesOn: undefined,
    followedTitle: title[lang],
    confirmUrl: '',
    leaveUrl: '',
    open: true,
    reply: reply?.[lang],
    reopenUntil: undefined,
    surveyUrl: undefined,
    appeal: 'administrative court',
    letter: false,
    onPaper: false,
    message: undefined,
    ...legalParts(lang, town, own.legal ?? exampleLegal('none', lang), {
      title: title[lang],
      receivedOn: words.date,
      dueOn: words.due,
    }),
    ...own,
  };
}

const mailHost = 'exempleville.example.org';

type About = keyof typeof subjects;
type Particulars = { about: About; reply?: Words } & Partial<Omit<EmailView, 'reply'>>;

const subjects = {
  certificate: {
    id: 'birth-certificate',
    mailbox: 'etat-civil',
    title: { fr: 'Copie ou extrait d’acte de naissance', en: 'Birth certificate' },
    law: 'Décret n° 2017-890 du 6 mai 2017, articles 29 à 33',
    service: { fr: 'État civil', en: 'Civil status' },
    phone: '01 99 00 12 40',
  },
  street: {
    id: 'street-problem',
    mailbox: 'voirie',
    title: { fr: 'Signaler un problème dans la rue', en: 'Report a problem in the street' },
    law: 'Code général des collectivités territoriales, article L. 2212-2',
    service: { fr: 'Voirie', en: 'Roads' },
    phone: '01 99 00 12 41',
  },
  room: {
    id: 'room-booking',
    mailbox: 'salles',
    title: { fr: 'Réserver une salle municipale', en: 'Book a municipal room' },
    law: 'Code général des collectivités territoriales, article L. 2144-3',
    service: { fr: 'Salles municipales', en: 'Municipal rooms' },
    phone: '01 99 00 12 42',
  },
  permit: {
    id: 'resident-parking-permit',
    mailbox: 'stationnement',
    title: { fr: 'Stationnement résidentiel', en: 'Resident parking permit' },
    law: 'Code général des collectivités territoriales, article L. 2333-87',
    service: { fr: 'Stationnement', en: 'Parking' },
    phone: '01 99 00 12 43',
  },
  waste: {
    id: 'bulky-waste-pickup',
    mailbox: 'dechets',
    title: { fr: 'Enlèvement d’encombrants', en: 'Bulky waste pick-up' },
    law: 'Code général des collectivités territoriales, article L. 2224-13',
    service: { fr: 'Déchets', en: 'Waste' },
    phone: '01 99 00 12 44',
  },
  school: {
    id: 'school-enrolment',
    mailbox: 'education',
    title: { fr: 'Inscription à l’école', en: 'School enrolment' },
    law: 'Code de l’éducation, articles L. 131-5 et D. 131-3-1',
    service: { fr: 'Éducation', en: 'Schools' },
    phone: '01 99 00 12 45',
  },
  question: {
    id: 'question',
    mailbox: 'accueil',
    title: { fr: 'Poser une question', en: 'Ask a question' },
    law: 'Code des relations entre le public et l’administration, article L. 112-8',
    service: { fr: 'Accueil et relations avec les habitants', en: 'Reception and residents' },
    phone: '01 99 00 12 46',
  },
  proposal: {
    id: 'proposal',
    mailbox: 'participation',
    title: { fr: 'Proposer une idée pour la commune', en: 'Make a proposal for the town' },
    law: 'Code des relations entre le public et l’administration, article L. 131-1',
    service: { fr: 'Démocratie locale', en: 'Citizen participation' },
    phone: '01 99 00 12 47',
  },
  data: {
    id: 'personal-data',
    mailbox: 'donnees',
    title: { fr: 'Exercer ses droits sur ses données', en: 'Rights over one’s personal data' },
    law: 'Règlement (UE) 2016/679 (RGPD), articles 12 à 21',
    service: { fr: 'Protection des données', en: 'Data protection' },
    phone: '01 99 00 12 48',
  },
};

/** What sets each email's example apart. */
function particulars(words: ExampleWords, lang: Language, town: TownView): Record<EmailName, Particulars> {
  const awaited = { awaitedUntil: words.piecesBy };
  const civilStatus: Appeal = 'civil status';
  const ended = { open: false, surveyUrl: `${town.publicUrl}/suivi/2026-004217/avis` };
  const toPublic = {
    citizenName: '',
    recipientName: '',
    trackingCode: '',
    followUrl: 'https://exempleville.example.org/propositions/2026-004217',
    followedTitle: pick(lang, 'Un verger dans le parc de l’Exemple', 'An orchard in the park of Exemple'),
  };
  const confirmUrl = 'https://exempleville.example.org/confirmer/exemple';
  const reopening = { reopenUntil: pick(lang, 'dimanche 24 janvier 2027', 'Sunday, 24 January 2027') };
  const toService = { recipientName: 'Archives', trackingCode: '' };
  const room = {
    name: pick(lang, 'Salle de l’Exemple', 'Salle de l’Exemple'),
    when: pick(
      lang,
      'le samedi 12 décembre 2026, de 8\u00a0h à 13\u00a0h',
      'Saturday, 12 December 2026, from 8\u00a0am to 1\u00a0pm',
    ),
  };
  return {
    acknowledgement: { about: 'certificate', letter: true, pieces: words.pieces, ...awaited, appeal: civilStatus },
    'answer-awaited': {
      about: 'street',
      task: { name: pick(lang, 'Confirmation de la réparation', 'Confirmation of the repair'), dueOn: words.piecesBy },
      ...awaited,
    },
    'answer-sent': { about: 'question', ...ended, reply: replies.market, ...reopening },
    'appointment-booked': {
      about: 'waste',
      reply: replies.waste,
      booking: { ...room, name: pick(lang, 'Tournée du secteur Exemple', 'Round of the district Exemple') },
    },
    'certificate-not-found': { about: 'certificate', ...ended, reply: replies.notFound },
    'certificate-sent': { about: 'certificate', ...ended, reply: replies.posted },
    'closed-without-documents': { about: 'permit', ...ended, pieces: words.pieces },
    'commission-convened': {
      about: 'school',
      meetsOn: pick(lang, 'mardi 15 décembre 2026', 'Tuesday, 15 December 2026'),
    },
    'confirm-following': { about: 'street', ...toPublic, confirmUrl },
    'confirm-support': { about: 'proposal', ...toPublic, confirmUrl },
    'data-right': { about: 'certificate', reply: replies.corrected },
    'data-right-asked': { about: 'certificate', ...toService },
    'data-right-recipient': { about: 'certificate', ...toService, reply: replies.corrected },
    'answer-postponed': {
      about: 'permit',
      reply: replies.extended,
      law: 'CRPA, art. L. 114-5',
      movedSilence: [
        pick(
          lang,
          'Sans réponse le samedi 23 janvier 2027, votre demande sera réputée rejetée.',
          'Without an answer on Saturday, 23 January 2027 your request is deemed rejected.',
        ),
      ],
    },
    'answer-sooner': { about: 'question', reply: replies.arrived },
    'deadline-extended': {
      about: 'data',
      reply: replies.extended,
      dueOn: pick(lang, 'mardi 23 février 2027', 'Tuesday, 23 February 2027'),
    },
    'deadline-near': {
      about: 'street',
      recipientName: pick(lang, 'Responsable de démonstration', 'Demonstration manager'),
      trackingCode: '',
      task: { name: pick(lang, 'Planification de l’intervention', 'Planning the work'), dueOn: words.due },
    },
    'document-infected': { about: 'school', ...awaited, document: words.pieces[0] },
    'documents-awaited': {
      about: 'room',
      ...awaited,
      legal: exampleLegal('reject', lang),
      missing: words.pieces.map((piece) => ({ title: piece, law: subjects.room.law })),
    },
    'documents-refused': { about: 'school', ...awaited, refusedPieces: refused(lang) },
    'documents-reminder': { about: 'school', pieces: words.pieces, letter: true, ...awaited },
    'followed-news': {
      about: 'proposal',
      ...toPublic,
      leaveUrl: 'https://exempleville.example.org/desabonnement/exemple',
      reply: replies.progress,
      news: pick(lang, 'Demande acceptée', 'Request accepted'),
    },
    'joined-news': { about: 'street', open: false, news: pick(lang, 'Réparé', 'Repaired'), ...reopening },
    'manager-called': {
      about: 'street',
      recipientName: pick(lang, 'Responsable de démonstration', 'Demonstration manager'),
      trackingCode: '',
      task: { name: pick(lang, 'Planification de l’intervention', 'Planning the work'), dueOn: words.due },
    },
    'message-from-agent': { about: 'question' },
    'permit-issued': { about: 'permit', ...ended, reply: replies.permit },
    'progress-update': { about: 'proposal', reply: replies.progress },
    'proposal-not-supported': { about: 'proposal', ...ended },
    'proposal-published': { about: 'proposal' },
    'reasons-asked': { about: 'room', legal: { ...exampleLegal('reject', lang), reasonsBy: words.due } },
    'reasons-given': {
      about: 'room',
      reply: replies.refusal,
      author: `${words.agent}, ${pick(lang, 'responsable du service', 'head of the service')}`,
      legal: exampleLegal('reject', lang),
    },
    'renewal-reminder': { about: 'permit', reply: replies.permit, open: false },
    'request-accepted': { about: 'room', ...ended, reply: replies.room, booking: room },
    'request-finished': {
      about: 'room',
      ...ended,
      reply: replies.returned,
      outcome: pick(lang, 'Salle rendue en ordre', 'Returned in order'),
      ...reopening,
    },
    'request-joined': { about: 'street', ...ended, reply: replies.joined },
    'request-merged': { about: 'question', reply: replies.twice, goesOn: '2026-004198', open: false },
    'request-refused': {
      about: 'room',
      ...ended,
      reply: replies.refusal,
      author: `${words.agent}, ${pick(lang, 'responsable du service', 'head of the service')}`,
      legal: exampleLegal('reject', lang),
      ...reopening,
    },
    'request-reopened': { about: 'permit', legal: exampleAgain('reject', lang) },
    'request-transferred': {
      about: 'street',
      ...ended,
      reply: replies.notPossible,
      transfer: { administration: 'Communauté de communes de l’Exemple', contact: '01 99 00 12 49', on: words.date },
    },
    'request-withdrawn': { about: 'room' },
    'silence-accepted': { about: 'school', legal: exampleLegal('accept', lang) },
    'silence-rejected': { about: 'room', legal: exampleLegal('reject', lang) },
    'slot-taken': { about: 'room', ...ended },
    'work-done': { about: 'street', reply: replies.repaired, ...awaited },
    'work-not-possible': { about: 'street', ...ended, reply: replies.notPossible, ...reopening },
  };
}

const pick = (lang: Language, fr: string, en: string) => ({ fr, en })[lang];
