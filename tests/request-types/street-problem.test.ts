import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addDays, civilDate } from '../../workflows/kit/calendar.ts';
import { openTown, type Town } from '../town.ts';
import { fileIn } from './journey.ts';

let town: Town;

beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.stop());

test('a dangerous pothole is secured, repaired with a photo as proof, and closed when its reporter says so', async () => {
  const request = await fileIn(town, 'street-problem');
  await request.sends('photo');
  await request.agent('looking at the problem', 'to secure and repair');

  await expect(request.agent('securing the spot', 'done')).rejects.toThrow('PIECES_MISSING');
  await request.brings('photo-of-the-works');
  await request.agent('securing the spot', 'done');
  await expect(request.agent('repairing', 'done')).rejects.toThrow('PIECES_MISSING');
  await request.brings('photo-of-the-works');
  await request.agent('repairing', 'done', 'Le trou est rebouché.');
  await request.citizen('confirming the repair', 'confirmed');

  expect(await request.outcome()).toBe('repaired');
  expect(await request.emails(3)).toEqual(['acknowledgement', 'work-done', 'request-finished']);
});

test('a repair that does not hold is done once more, and then looked at together', async () => {
  const request = await fileIn(town, 'street-problem', { category: 'lighting' });
  await request.agent('looking at the problem', 'to repair');
  for (let round = 0; round < 2; round += 1) {
    await request.waitsAt('repairing');
    await request.brings('photo-of-the-works');
    await request.agent('repairing', 'done');
    await request.citizen('confirming the repair', 'not repaired');
  }
  await request.agent('visit with the reporter', 'not possible', 'Le mât est à remplacer par le département.');

  expect(await request.outcome()).toBe('not possible');
  expect(await request.emails(4)).toEqual(['acknowledgement', 'work-done', 'work-done', 'work-not-possible']);
});

test('a reporter who says nothing for fifteen days has agreed that it is repaired', async () => {
  const request = await fileIn(town, 'street-problem');
  await request.agent('looking at the problem', 'to repair');
  await request.waitsAt('repairing');
  await request.brings('photo-of-the-works');
  await request.agent('repairing', 'done');
  expect(await request.letsPass('confirming the repair')).toBe(addDays(civilDate(Date.now(), 'metropole'), 15));

  expect(await request.outcome()).toBe('repaired');
  expect(await request.emails(3)).toEqual(['acknowledgement', 'work-done', 'request-finished']);
});

test('a reporter whose problem is back within the month has it looked at again', async () => {
  const request = await fileIn(town, 'street-problem', { category: 'tree' });
  await request.agent('looking at the problem', 'nothing found', 'Nous n’avons rien vu.');
  expect(await request.outcome()).toBe('nothing found');
  await request.owner('reopen', { reason: 'La branche pend toujours au-dessus du trottoir.' });
  const main = await fileIn(town, 'street-problem', { category: 'tree' });
  await main.waitsAt('looking at the problem');
  await request.agent('looking at the problem', 'duplicate', undefined, { joinTo: main.reference });
  expect(await request.outcome()).toBe('joined');
  const told = ['acknowledgement', 'answer-sent', 'request-reopened', 'request-joined'];
  expect(await request.emails(4)).toEqual(told);
});

test('those who report the same problem hear of the repair, of the end, and of a second look', async () => {
  const main = await fileIn(town, 'street-problem', { category: 'rubbish' });
  const other = await fileIn(town, 'street-problem', { category: 'rubbish' });
  await main.waitsAt('looking at the problem');
  await other.agent('looking at the problem', 'duplicate', 'Merci.', { joinTo: main.reference });
  expect(await other.outcome()).toBe('joined');
  expect(await other.emails(2)).toEqual(['acknowledgement', 'request-joined']);

  await main.agent('looking at the problem', 'to repair');
  await main.waitsAt('repairing');
  await main.brings('photo-of-the-works');
  await main.agent('repairing', 'done', 'Pour vous seul.');
  await main.citizen('confirming the repair', 'confirmed');
  expect(await main.outcome()).toBe('repaired');
  expect(await other.emails(4)).toEqual(['acknowledgement', 'request-joined', 'joined-news', 'joined-news']);

  await main.owner('reopen', { reason: 'Tout est revenu.' });
  expect((await other.emails(5)).at(-1)).toBe('joined-news');
  expect(await other.outcome()).toBe('joined');
  const [news] = await town.db.query(`select to_address from email where request_id = $1 limit 1`, [other.id]);
  const told = town.mail.received(news.to_address).filter(({ subject }) => subject.startsWith('Du nouveau'));
  expect(told).toHaveLength(3);
  for (const { text, subject } of told) {
    expect(subject).toContain(other.reference);
    expect(text).not.toMatch(new RegExp(`${main.reference}|Pour vous seul`));
  }
});

test('when the first to report takes it back, the others are looked at in their turn', async () => {
  const main = await fileIn(town, 'street-problem', { category: 'pavement' });
  const other = await fileIn(town, 'street-problem', { category: 'pavement' });
  await main.waitsAt('looking at the problem');
  await other.agent('looking at the problem', 'duplicate', undefined, { joinTo: main.reference });
  await other.outcome();

  await main.owner('withdraw');

  expect(await main.outcome()).toBe('withdrawn');
  await other.agent('looking at the problem', 'nothing found');
  const told = ['acknowledgement', 'request-joined', 'request-reopened', 'answer-sent'];
  expect(await other.emails(4)).toEqual(told);
});

test.each([
  ['not ours', 'not ours', 'request-transferred'],
  ['nothing found', 'nothing found', 'answer-sent'],
])('a report that is found %s ends at once, with its own words', async (answer, outcome, email) => {
  const request = await fileIn(town, 'street-problem', { category: 'signs' });
  const target = { administration: 'Département de l’Exemple', contact: '01 99 00 00 11' };
  await request.agent('looking at the problem', answer, 'Voici pourquoi.', answer === 'not ours' ? target : undefined);
  expect(await request.outcome()).toBe(outcome);
  expect(await request.emails(2)).toEqual(['acknowledgement', email]);
});
