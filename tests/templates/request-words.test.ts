import { expect, test } from '@jest/globals';
import type { EmailToSend } from '../../db/emails.ts';
import type { RequestRow } from '../../db/requests.ts';
import { exampleTown } from '../../templates/examples/town.ts';
import { letterView } from '../../templates/letter-views.ts';
import { emailView } from '../../templates/request-words.ts';
import { choice } from '../../workflows/kit/fields.ts';
import { requestType } from '../../workflows/kit/request-type.ts';

const type = requestType({
  id: 'example-permit',
  title: { fr: 'Autorisation d’exemple', en: 'Example permit' },
  summary: { fr: 'Pour les tests.', en: 'For the tests.' },
  theme: 'parking',
  service: 'parking',
  law: 'Aucun texte : exemple',
  form: { zone: choice({ title: { fr: 'Zone', en: 'Zone' }, options: { a: { fr: 'A', en: 'A' } } }) },
  pieces: {
    address: { title: { fr: 'Justificatif de domicile', en: 'Proof of address' }, required: true },
    photo: { title: { fr: 'Photo du technicien', en: 'Technician’s photo' }, required: true, from: 'agent' },
    note: { title: { fr: 'Mot d’explication', en: 'Explanation' }, required: false },
  },
  answerWithin: '1 month',
  silence: { mode: 'none' },
  reopenWithin: '2 months',
  words: { 'checking the file': { fr: 'Étude du dossier', en: 'Checking the file' } },
  purpose: { fr: 'essayer', en: 'try' },
  basis: 'public task',
  retention: { active: '1 year', fate: 'destroy', law: 'Aucun texte : exemple' },
  process: (desk) => desk.close('issued', { email: 'permit-issued' }),
});

const town = exampleTown;
const request: RequestRow = {
  id: '00000000-0000-4000-8000-000000000001',
  reference: '2026-000042',
  type: 'example-permit',
  revision: 1,
  serviceId: 'parking',
  channel: 'web',
  language: 'en',
  fields: { zone: 'a' },
  status: 'open',
  archivedAt: null,
  step: 'received',
  waitingFor: 'nobody',
  outcome: null,
  receivedAt: new Date('2026-11-24T09:00:00Z'),
  dueOn: '2026-12-24',
  closures: [],
  endedAt: null,
  withdrawnAt: null,
  settledAt: null,
  routedBecause: null,
  joinedTo: null,
  trackingHash: Buffer.alloc(0),
  trackingSealed: Buffer.alloc(0),
  fileKeySealed: Buffer.alloc(0),
  givenName: 'Camille',
  familyName: 'Exemple',
  email: 'camille@citoyen.example',
  phone: null,
  address: null,
  service: { nameFr: 'Stationnement', nameEn: 'Parking', email: 'p@ville.example', phone: '01', address: 'Ici\nLà' },
};

const email: EmailToSend = {
  id: '00000000-0000-4000-8000-000000000002',
  key: 'exemple/1',
  template: 'acknowledgement',
  letter: false,
  toAddress: 'camille@citoyen.example',
  state: 'queued',
  requestId: request.id,
  reply: null,
  awaitedPieces: null,
  awaitedUntil: null,
  audience: 'citizen',
  recipientName: null,
  language: null,
  followerId: null,
  replyTo: null,
  postponed: null,
  merged: null,
  refusedPieces: [],
  legalDates: [],
  author: null,
  transfer: null,
  meetsOn: null,
  document: null,
  message: null,
  worded: false,
  booking: null,
  news: null,
  right: null,
  task: null,
};
const seals = { follow: '', survey: '' };
const viewOf = (own: Partial<Parameters<typeof emailView>[0]['email']> = {}, changes: Partial<RequestRow> = {}) =>
  emailView({
    town,
    zone: 'metropole',
    type,
    request: { ...request, ...changes },
    trackingCode: 'ABCD-EFGH',
    seals: { follow: 'sceau', survey: 'avis' },
    email: { ...email, ...own },
  });

test('what an agent adds is asked of no citizen, neither by email nor by letter', () => {
  expect(viewOf({ letter: true }).pieces).toEqual(['Proof of address']);
  expect(viewOf({ awaitedPieces: ['address', 'photo'] }).pieces).toEqual(['Proof of address']);
  expect(letterView({ town, zone: 'metropole', type, request }).pieces).toEqual(['Proof of address']);
});

test('an acknowledgement without a letter names the documents that the procedure may ask for', () => {
  expect(viewOf()).toMatchObject({ pieces: [], possiblePieces: ['Proof of address'], letter: false });
  const nothingRequired = { ...type, pieces: { note: type.pieces.note!, photo: type.pieces.photo! } };
  const view = emailView({
    town,
    zone: 'metropole',
    type: nothingRequired,
    request,
    trackingCode: '',
    seals,
    email,
  });
  expect(view).toMatchObject({ pieces: [], possiblePieces: [] });
});

test('a refused document is called by its title, with the agent’s reason', () => {
  const refusedPieces = [
    { piece: 'address', reason: 'Trop ancien' },
    { piece: 'note', reason: 'Illisible' },
  ];
  expect(viewOf({ refusedPieces }).refusedPieces).toEqual([
    { title: 'Proof of address', reason: 'Trop ancien' },
    { title: 'Explanation', reason: 'Illisible' },
  ]);
});

test('a manager is written to in French, by name, without the citizen’s tracking code', () => {
  const view = viewOf({
    audience: 'manager',
    recipientName: 'Responsable de démonstration',
    task: { name: 'checking the file', dueAt: new Date('2026-12-01T22:59:59Z') },
  });
  expect(view).toMatchObject({
    lang: 'fr',
    recipientName: 'Responsable de démonstration',
    trackingCode: '',
    agentUrl: 'https://exempleville.example.org/agent/demandes/2026-000042',
    task: { name: 'Étude du dossier', dueOn: 'mardi 1er décembre 2026' },
  });
});

test('a request may be looked at again until the end of its period, counted from the day of its end in France', () => {
  expect(viewOf().reopenUntil).toBeUndefined();
  // Half past midnight in France.
  expect(viewOf({}, { settledAt: new Date('2026-12-09T23:30:00Z') }).reopenUntil).toBe('Wednesday, 10 February 2027');
  expect(viewOf({}, { settledAt: new Date(), withdrawnAt: new Date() }).reopenUntil).toBeUndefined();
  const { reopenWithin: _, ...final } = type;
  const ended = { ...request, settledAt: new Date('2026-12-10T09:00:00Z') };
  expect(
    emailView({ town, zone: 'metropole', type: final, request: ended, trackingCode: '', seals, email }).reopenUntil,
  ).toBeUndefined();
});

test('a period in working days leaves out the holidays of the town’s own zone and the days when it is closed', () => {
  const short = { ...type, reopenWithin: '3 working days' } as const;
  const until = (zone: 'metropole' | 'alsace-moselle', closures: string[]) => {
    const ended = { ...request, settledAt: new Date('2026-04-01T09:00:00Z'), closures };
    return emailView({ town, zone, type: short, request: ended, trackingCode: '', seals, email }).reopenUntil;
  };
  // Good Friday is a holiday in Alsace alone; Easter Monday everywhere.
  expect(until('metropole', [])).toBe('Tuesday, 7 April 2026');
  expect(until('alsace-moselle', [])).toBe('Wednesday, 8 April 2026');
  expect(until('alsace-moselle', ['2026-04-07'])).toBe('Thursday, 9 April 2026');
});

test('an extension adds two months to the date that was promised', () => {
  expect(viewOf().dueOn).toBe('Thursday, 24 December 2026');
  expect(viewOf({ template: 'deadline-extended' }).dueOn).toBe('Wednesday, 24 February 2027');
});

test('the way of appeal is that of the service in charge of the procedure', () => {
  const appealOf = (service: typeof type.service) =>
    emailView({ town, zone: 'metropole', type: { ...type, service }, request, trackingCode: '', seals, email }).appeal;
  expect(appealOf('parking')).toBe('administrative court');
  expect(appealOf('data-protection')).toBe('personal data');
  expect(appealOf('civil-status')).toBe('civil status');
});

test('a booking has the name of what is booked, and its hours in the reader’s language', () => {
  const booking = {
    nameFr: 'Salle de l’Exemple',
    nameEn: 'Example room',
    from: new Date('2026-12-12T07:00:00Z'),
    to: new Date('2026-12-12T12:00:00Z'),
  };
  expect(viewOf({ booking }, { language: 'fr' }).booking).toEqual({
    name: 'Salle de l’Exemple',
    when: 'le samedi 12 décembre 2026, de 8\u00a0h à 13\u00a0h',
  });
  expect(viewOf({ booking }).booking?.name).toBe('Example room');
});

test('the end of a request is told in the words of its type', () => {
  expect(viewOf()).toMatchObject({ open: true, outcome: undefined });
  const ended = { status: 'ended', outcome: 'refused' } as const;
  expect(viewOf({}, ended)).toMatchObject({ open: false, outcome: 'Refused' });
});
