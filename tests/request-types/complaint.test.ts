import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addDays, civilDate } from '../../workflows/kit/calendar.ts';
import { openTown, type Town } from '../town.ts';
import { fileIn } from './journey.ts';

let town: Town;

beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.stop());

test('no reply leaves before the manager has approved it, and the citizen gets the words of the agent', async () => {
  const request = await fileIn(town, 'complaint');
  expect((await request.waitsAt('looking at the complaint')).service).toBe('schools');
  await request.agent('looking at the complaint', 'ready to answer');
  await request.agent('preparing the reply', 'reply ready', 'Vous avez mal lu.');
  await expect(request.agent('visa', 'approved')).rejects.toThrow('FORBIDDEN');
  await request.manager('visa', 'sent back');
  await request.agent('preparing the reply', 'reply ready', 'Nous vous prions de nous excuser.');
  await request.manager('visa', 'approved');

  expect(await request.outcome()).toBe('answered');
  expect(await request.emails(2)).toEqual(['acknowledgement', 'answer-sent']);
  const mails = town.mail.received().map(({ text }) => text);
  expect(mails.some((text) => text.includes('Nous vous prions de nous excuser.'))).toBe(true);
  expect(mails.some((text) => text.includes('Vous avez mal lu.'))).toBe(false);
});

test('a reply sent back three times is written by the manager', async () => {
  const request = await fileIn(town, 'complaint', { theme: 'other' });
  await request.agent('looking at the complaint', 'ready to answer');
  for (let round = 0; round < 3; round += 1) {
    await request.agent('preparing the reply', 'reply ready', `Projet n° ${round + 1}`);
    await request.manager('visa', 'sent back');
  }
  await request.manager('reply of the manager', 'answered');
  expect(await request.outcome()).toBe('answered');
});

test('a complaint for another authority is passed on, and its author told', async () => {
  const request = await fileIn(town, 'complaint', { theme: 'waste' });
  const target = { administration: 'Communauté de communes de l’Exemple', contact: '01 99 00 00 10' };
  await expect(request.agent('looking at the complaint', 'not ours')).rejects.toThrow('fields.administration');
  await request.agent('looking at the complaint', 'not ours', 'Elle vous répondra.', target);
  expect(await request.outcome()).toBe('not ours');
  expect(await request.emails(2)).toEqual(['acknowledgement', 'request-transferred']);
  const letter = town.mail
    .received()
    .find(({ subject, text }) => /transmise/.test(subject) && text.includes(request.reference))!;
  const words = letter.text.replace(/\s+/g, ' ');
  for (const said of [target.administration, target.contact, 'L. 114-2']) expect(words).toContain(said);
});

test('whoever gives no details within ten days is answered without them', async () => {
  const request = await fileIn(town, 'complaint');
  await request.agent('looking at the complaint', 'details needed', 'Quel jour était-ce ?');
  expect(await request.letsPass('waiting for details')).toBe(addDays(civilDate(Date.now(), 'metropole'), 10));
  await request.agent('preparing the reply', 'reply ready', 'Voici ce que nous savons.');
  await request.manager('visa', 'approved');

  expect(await request.outcome()).toBe('answered');
  const told = ['acknowledgement', 'answer-awaited', 'answer-awaited', 'answer-sent'];
  expect(await request.emails(4)).toEqual(told);
});
