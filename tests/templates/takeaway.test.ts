import { expect, test } from '@jest/globals';
import { type CalendarSource, renderCalendar } from '../../templates/calendar.ts';
import { renderReceipt } from '../../templates/documents/receipt.ts';
import { examples } from '../../templates/examples.ts';
import { dayRange } from '../../templates/format.ts';
import { roomBooking } from '../../workflows/request-types/room-booking.ts';
import { readCode128 } from './read-code128.ts';
import { readPdf } from './read-pdf.ts';

const { letter } = examples('fr');
const receipt = {
  ...letter,
  receivedAt: '24 novembre 2026 à 14:05',
  citizen: 'Zoé O’Exemple',
  channel: 'En ligne',
  answerBy: 'au plus tard le mardi 1er décembre 2026',
  law: 'Article L. 112-8',
  mentions: [],
  pieces: [{ label: 'Livret de famille', value: 'mardi 24 novembre 2026, Reçu' }],
  status: 'En attente de documents',
  printedAt: '25 novembre 2026 à 9:00',
};

test('the receipt is a tagged PDF with a title, a language and a barcode that reads as the reference', async () => {
  const { raw, bars, text } = readPdf(await renderReceipt(receipt));

  expect(raw).toMatch(/\/Marked true/);
  expect(raw).toContain('/Lang (fr-FR)');
  expect(raw).toContain('<pdfuaid:part>1</pdfuaid:part>');
  for (const kind of ['Document', 'H1', 'H2', 'P', 'Figure']) expect(raw).toContain(`/S /${kind}\n`);
  expect(readCode128(bars)).toBe('2026-004217');
  const words = text.replace(/\s+/g, ' ');
  for (const part of [receipt.citizen, receipt.answerBy, receipt.law, receipt.status, receipt.receivedAt])
    expect(words).toContain(part);
});

test('a receipt of an ended request promises no answer, and signs that the font lacks leave no empty box', async () => {
  const answers = [{ label: 'Votre question', value: 'مرحبا 💡'.repeat(300) }];
  const { text } = readPdf(await renderReceipt({ ...receipt, answerBy: undefined, answers }));

  expect(text).not.toContain('au plus tard');
  expect(text).toContain('?');
});

const source: CalendarSource = {
  town: { ...letter.town, name: 'Mairie d’"Exempleville"' },
  type: roomBooking,
  request: { reference: '2026-004217' },
  bookings: [
    {
      id: '01a20cc9-95d9-77eb-b942-ca3ac24e13ed',
      nameFr: `Salle; des fêtes, grande \\ ${'é'.repeat(80)}`,
      nameEn: 'Room',
      from: new Date('2026-12-12T07:00:00Z'),
      to: new Date('2026-12-12T12:00:00Z'),
      state: 'confirmed',
    },
  ],
  lang: 'fr',
  at: new Date('2026-11-24T09:00:00.123Z'),
};

test('a calendar’s file has the lines of RFC 5545: times in UTC, signs escaped, none longer than 75 bytes', () => {
  const file = renderCalendar(source);
  const lines = file.split('\r\n');

  expect(file.endsWith('END:VCALENDAR\r\n')).toBe(true);
  for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  const unfolded = file.replaceAll('\r\n ', '');
  expect(unfolded).toContain('DTSTART:20261212T070000Z\r\nDTEND:20261212T120000Z\r\n');
  expect(unfolded).toContain('DTSTAMP:20261124T090000Z\r\n');
  expect(unfolded).toContain(`SUMMARY:Salle\\; des fêtes\\, grande \\\\ ${'é'.repeat(80)} – Réserver`);
  expect(unfolded).toContain('UID:01a20cc9-95d9-77eb-b942-ca3ac24e13ed@exempleville.example.org\r\n');
  expect(unfolded).toContain('ORGANIZER;CN="Mairie d’Exempleville":mailto:');
});

test.each([
  ['2026-12-03', '2026-12-09', 'entre le 3 et le 9 décembre', 'between 3 and 9 December'],
  ['2026-11-28', '2026-12-01', 'entre le 28 novembre et le 1er décembre', 'between 28 November and 1 December'],
  ['2026-12-01', '2026-12-01', 'le 1er décembre', 'on 1 December'],
  ['2026-12-30', '2027-01-04', 'entre le 30 décembre et le 4 janvier 2027', 'between 30 December and 4 January 2027'],
  ['2027-01-02', '2027-02-04', 'entre le 2 janvier et le 4 février 2027', 'between 2 January and 4 February 2027'],
])('from %s to %s is said as people say it', (from, to, french, english) => {
  expect([dayRange(from, to, '2026-11-24', 'fr'), dayRange(from, to, '2026-11-24', 'en')]).toEqual([french, english]);
});
