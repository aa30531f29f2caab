/** What the owner takes away of a request: the calendar's file and the receipt. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { book } from '../../db/bookings.ts';
import { aRequest } from '../api-client.ts';
import { readPdf } from '../templates/read-pdf.ts';
import { openTown, type Town } from '../town.ts';

let town: Town;
let request: { id: string; reference: string; trackingCode: string };

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
});
beforeEach(async () => {
  request = (await town.api.file(aRequest())).body;
});
afterAll(() => town.stop());

test('what is booked comes as a calendar’s file, tentative, confirmed and cancelled under one id', async () => {
  const room = (await town.api.file(aRoom())).body;
  const cookie = await cookieOf(room);
  expect((await get(`/suivi/${room.reference}/rendez-vous.ics`, cookie)).status).toBe(404);
  const booking = { resource: 'salle-du-parc', on: daysFromNow(40), period: 'morning' };
  const at = new Date().toISOString();
  await town.db.transaction((on) => book(on, { requestId: room.id, ordinal: 1, name: 'book: room', at, ...booking }));

  const file = await get(`/suivi/${room.reference}/rendez-vous.ics`, cookie);
  const tentative = await file.text();
  await town.db.query(`update booking set state = 'kept' where request_id = $1`, [room.id]);
  const confirmed = await (await get(`/suivi/${room.reference}/rendez-vous.ics`, cookie)).text();
  await town.api.call('POST', `/requests/${room.reference}/withdraw`, { token: room.trackingCode });
  const cancelled = await (await get(`/suivi/${room.reference}/rendez-vous.ics`, cookie)).text();

  const page = await pageOf(`/suivi/${room.reference}`, cookie);
  expect(page).toContain('Marquer comme annulé dans mon agenda');
  expect(page).not.toContain('Manquant');
  expect(file.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  expect(valueIn(tentative, 'STATUS')).toBe('TENTATIVE');
  expect(valueIn(confirmed, 'STATUS')).toBe('CONFIRMED');
  expect(valueIn(cancelled, 'STATUS')).toBe('CANCELLED');
  expect(new Set([tentative, confirmed, cancelled].map((text) => valueIn(text, 'UID'))).size).toBe(1);
  const sequences = [tentative, confirmed, cancelled].map((text) => Number(valueIn(text, 'SEQUENCE')));
  expect(sequences).toEqual([...sequences].sort());
  expect(tentative).toMatch(/DTSTART:\d{8}T0[67]0000Z\r\n/);
});

test('the receipt says what was asked, when it came and which documents are there, in the reader’s language', async () => {
  const cookie = await cookieOf(request);
  await town.api.upload(request.reference, request.trackingCode);

  const french = await get(`/suivi/${request.reference}/recepisse.pdf`, cookie);
  const english = await get(`/suivi/${request.reference}/recepisse.pdf?lang=en`, cookie);

  expect(french.headers.get('content-disposition')).toBe(`attachment; filename="recepisse-${request.reference}.pdf"`);
  const words = await wordsOf(french);
  for (const part of [
    'Récépissé de dépôt',
    request.reference,
    'Camille Exemple',
    'Copie intégrale',
    'Reçu',
    'État civil',
  ])
    expect(words).toContain(part);
  expect(words).not.toContain(request.trackingCode);
  expect(await wordsOf(english)).toContain('Receipt');
});

test('news, receipt and calendar are for whoever has opened the request', async () => {
  const cookie = await cookieOf((await town.api.file(aRequest())).body);

  for (const file of ['flux', 'recepisse.pdf', 'rendez-vous.ics', 'correction'])
    for (const known of ['', cookie])
      expect((await get(`/suivi/${request.reference}/${file}`, known)).status).toBe(404);
});

const aRoom = () => ({
  type: 'room-booking',
  citizen: { givenName: 'Camille', familyName: 'Exemple', email: 'camille@citoyen.example' },
  fields: { room: 'salle-du-parc', day: daysFromNow(40), period: 'morning', purpose: 'Un loto', attendance: '30' },
});

const daysFromNow = (days: number) =>
  new Date(Date.now() + days * 86_400_000).toLocaleDateString('en-CA', { timeZone: 'Europe/Paris' });

const get = (path: string, cookie: string) => fetch(town.url + path, { headers: { cookie } });
const pageOf = async (path: string, cookie: string) => (await get(path, cookie)).text();

/** That of a browser which has opened the request. */
async function cookieOf({ reference, trackingCode }: { reference: string; trackingCode: string }): Promise<string> {
  const body = new URLSearchParams({ reference, code: trackingCode });
  const response = await fetch(`${town.url}/suivi`, { method: 'POST', body, redirect: 'manual' });
  return response.headers.getSetCookie()[0]!.split(';')[0]!;
}

const valueIn = (calendar: string, name: string) => new RegExp(`^${name}:(.*)\r$`, 'm').exec(calendar)?.[1];

async function wordsOf(response: Response): Promise<string> {
  return readPdf(Buffer.from(await response.arrayBuffer())).text.replace(/\s+/g, ' ');
}
