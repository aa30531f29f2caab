/** What the law's time does to requests that nobody answers, on the real engine, whose time is moved on. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { longDate } from '../templates/format.ts';
import { addDays, addMonths, civilDate, instantAt } from '../workflows/kit/calendar.ts';
import { aRequest } from './api-client.ts';
import { legalReads } from './legal-reads.ts';
import { exampleFields } from './request-types/examples.ts';
import { fileIn } from './request-types/journey.ts';
import { readPdf } from './templates/read-pdf.ts';
import { openTown, shared, type Town } from './town.ts';

let town: Town;
const { addressOf, agentsPage, cookieOf, dateOf, decided, decision, rowsOf } = legalReads(() => town);
const today = civilDate(Date.now(), 'metropole');

beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.stop());

test('a complaint that nobody answers is rejected by silence the day after the one that was printed, and stays open', async () => {
  const complaint = await fileIn(town, 'complaint');
  const printed = await dateOf(complaint, 'silence');
  expect(printed).toBe(addMonths(today, 2));
  await complaint.waitsAt('looking at the complaint');
  await complaint.emails(1);
  const before = await agentsPage(complaint);
  expect(before).toContain('Dernier jour sûr pour répondre');
  expect(before).toContain(longDate((await dateOf(complaint, 'last safe day'))!, 'fr'));
  expect(before).not.toContain('Sans limite');
  await complaint.letsPassUntil(instantAt(printed!, 'metropole', 23, 59));
  expect(await decided(complaint)).toEqual([]);
  await complaint.letsPassUntil(instantAt(addDays(printed!, 1), 'metropole', 0, 1));

  const { at, data } = await decision(complaint);

  expect(data).toEqual({ mode: 'reject', on: printed });
  expect(civilDate(at, 'metropole')).toBe(addDays(printed!, 1));
  expect(await complaint.emails(2)).toEqual(['acknowledgement', 'silence-rejected']);
  expect(await agentsPage(complaint)).toContain('Le silence a rejeté cette demande');
  await complaint.agent('looking at the complaint', 'ready to answer');
  await complaint.agent('preparing the reply', 'reply ready', 'Voici.');
  await complaint.manager('visa', 'approved');
  expect(await complaint.outcome()).toBe('answered');
});

test('an answer in time leaves silence nothing to decide', async () => {
  const room = await fileIn(town, 'room-booking', { day: addDays(today, 200) });
  await room.waitsAt('waiting for documents');
  await room.sends('deposit', 'insurance-certificate');
  await room.agent('checking the documents', 'approved');

  // The room's day is months after the one on which silence would have refused it.
  await room.letsPass('until the day');
  await room.agent('inventory of fixtures', 'returned in order');

  expect(await room.outcome()).toBe('returned in order');
  expect(await room.emails(4)).toEqual([
    'acknowledgement',
    'documents-awaited',
    'appointment-booked',
    'request-finished',
  ]);
  expect(await decided(room)).toEqual([]);
});

test('the letter that asks for documents suspends the time of a rejection until they come, and each date is kept', async () => {
  const permit = await fileIn(town, 'resident-parking-permit');
  await permit.emails(2);
  const letter = town.mail.received(await addressOf(permit)).find(({ subject }) => /manquants/.test(subject))!;
  const suspended = await rowsOf(permit, 'silence');
  await permit.sends('registration-document', 'proof-of-address');
  await permit.waitsAt('checking the documents');

  const printed = addMonths(today, 2);
  expect(suspended.map(({ on }) => on)).toEqual([printed, addDays(printed, 30)]);
  expect(letter.text).toMatch(/suspendu\s+jusqu’à\s+cette\s+date/);
  expect(letter.text).toMatch(/Certificat\s+d’immatriculation[^-]*\(Code\s+général/);
  await permit.letsPassUntil(instantAt(addDays(printed, 1), 'metropole', 0, 1));
  const { data } = await decision(permit);
  // They came on the day on which they were asked for.
  expect(data).toEqual({ mode: 'reject', on: printed });
  expect((await rowsOf(permit, 'silence')).map(({ on }) => on)).toEqual([printed, addDays(printed, 30), printed]);
  await expect(town.db.query(`update legal_date set on_day = '2030-01-01'`)).rejects.toThrow('never changed');
});

test('what silence accepts waits for the documents, is told to the citizen, and leads to delivery all the same', async () => {
  const enrolment = await fileIn(town, 'school-enrolment', { level: 'primary', school: 'sector' });
  await enrolment.emails(2);
  expect((await rowsOf(enrolment, 'silence')).map(({ on }) => on)).toEqual([addMonths(today, 2), null]);
  await enrolment.sends('family-record', 'proof-of-address');
  await enrolment.waitsAt('checking the documents');
  await enrolment.letsPassUntil(instantAt(addDays(addMonths(today, 2), 1), 'metropole', 0, 1));
  const { data } = await decision(enrolment);
  expect(data.mode).toBe('accept');
  expect(await enrolment.emails(3)).toEqual(['acknowledgement', 'documents-awaited', 'silence-accepted']);

  const attestation = await fetch(`${town.url}/suivi/${enrolment.reference}/attestation.pdf`, {
    headers: { cookie: await cookieOf(enrolment) },
  });
  const words = readPdf(Buffer.from(await attestation.arrayBuffer())).text.replace(/\s+/g, ' ');
  expect(words).toContain('a fait l’objet d’une décision implicite d’acceptation');
  expect(words).toContain('L. 232-3');

  // Whoever would refuse now is told what that takes.
  expect(await agentsPage(enrolment)).toMatch(/Un refus la retirerait[^<]*L\. 242-1/);
  await enrolment.agent('checking the documents', 'complete');
  expect(await enrolment.outcome()).toBe('accepted');
});

test('the certificate is refused on the day of the acceptance, and given the day after', async () => {
  const day = (date: string) => new Date(instantAt(date, 'metropole', 10)).toISOString();
  const acceptedToday = await filedOn(day(addMonths(today, -2)));
  const acceptedYesterday = await filedOn(day(addDays(addMonths(today, -2), -1)));

  const get = async (request: Filed) =>
    fetch(`${town.url}/suivi/${request.reference}/attestation.pdf`, { headers: { cookie: await cookieOf(request) } });

  const early = await get(acceptedToday);
  expect(early.status).toBe(403);
  expect(await early.text()).toContain('n’a pas encore accepté');
  expect((await get(acceptedYesterday)).status).toBe(200);
});

test('a complaint that another administration has passed on is counted from the day on which that one got it', async () => {
  const account = shared.accounts.find(({ role }) => role === 'agent')!;
  const token = await town.api.signIn(account.email, account.password);
  const complaint = { ...aRequest(), type: 'complaint', fields: exampleFields.complaint() };
  const receivedFirstOn = addDays(today, -20);

  const { body, status } = await town.api.file({ ...complaint, channel: 'post', receivedFirstOn }, { token });

  expect(status).toBe(201);
  const [first] = await rowsOf(body, 'silence');
  expect(first!.on).toBe(addMonths(receivedFirstOn, 2));
  expect((await town.api.file({ ...complaint, receivedFirstOn })).body.code).toBe('SIGN_IN_REQUIRED');
  const tomorrow = { ...complaint, receivedFirstOn: addDays(today, 1) };
  expect((await town.api.file(tomorrow, { token })).body.errors[0].field).toBe('receivedFirstOn');
});

interface Filed {
  id: string;
  reference: string;
  trackingCode: string;
}

/** Filed by an agent for somebody whose letter came on that day. */
async function filedOn(receivedAt: string): Promise<Filed> {
  const account = shared.accounts.find(({ role }) => role === 'agent')!;
  const token = await town.api.signIn(account.email, account.password);
  const fields = { ...exampleFields['school-enrolment'](), level: 'primary', school: 'sector' };
  const request = { ...aRequest(), type: 'school-enrolment', fields, channel: 'post', receivedAt };
  const { status, body } = await town.api.file(request, { token });
  expect({ status, body }).toMatchObject({ status: 201 });
  return body;
}
