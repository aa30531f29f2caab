import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addDays, civilDate } from '../../workflows/kit/calendar.ts';
import { openTown, type Town } from '../town.ts';
import { fileIn } from './journey.ts';

let town: Town;

beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.stop());

test('anyone may have a death certificate: it is prepared at once, and details are asked for where they lack', async () => {
  const request = await fileIn(town, 'death-certificate');
  await request.agent('preparing the certificate', 'details needed', 'En quelle année, à peu près ?');
  await request.citizen('waiting for details', 'details given');
  await request.agent('preparing the certificate', 'issued');

  expect(await request.outcome()).toBe('issued');
  expect(await request.emails(3)).toEqual(['acknowledgement', 'answer-awaited', 'certificate-sent']);
  const asked = town.mail.received().find(({ text }) => text.includes('En quelle année, à peu près ?'));
  expect(asked?.subject).toContain(request.reference);
});

test('without the details the citizen is reminded, and told on day 30 that the certificate was not found', async () => {
  const request = await fileIn(town, 'death-certificate', { kind: 'multilingual extract' });
  await request.agent('preparing the certificate', 'details needed');
  expect(await request.letsPass('waiting for details')).toBe(addDays(civilDate(Date.now(), 'metropole'), 30));

  expect(await request.outcome()).toBe('not found');
  const told = ['acknowledgement', 'answer-awaited', 'answer-awaited', 'certificate-not-found'];
  expect(await request.emails(4)).toEqual(told);
});
