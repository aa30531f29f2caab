import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ParticipationAct, sealConfirmation } from '../../db/participation.ts';
import { addMonths, civilDate } from '../../workflows/kit/calendar.ts';
import { until } from '../api-client.ts';
import { openTown, type Town } from '../town.ts';
import { fileIn, type Journey } from './journey.ts';

let town: Town;

beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.stop());

test('a proposal is published, supported by fifty, studied, accepted under visa, and followed until it is carried out', async () => {
  const request = await fileIn(town, 'proposal');
  await request.agent('moderation', 'published');
  await request.waitsAt('gathering supports');
  await confirm('follow', request.id, follower);
  for (let supporter = 1; supporter <= 50; supporter += 1) {
    expect((await confirm('support', request.id, `soutien-${supporter}@citoyen.example`)).status).toBe(201);
  }
  expect((await request.waitsAt('opinion of the roads')).service).toBe('roads');
  expect((await request.waitsAt('opinion of the parks')).service).toBe('green-spaces');
  await expect(request.agent('estimating the cost', 'estimated')).rejects.toThrow('fields.cost');
  await expect(request.agent('estimating the cost', 'estimated', '', { cost: '12,50' })).rejects.toThrow('INVALID');
  await request.agent('estimating the cost', 'estimated', '', { cost: '4 000 €' });
  await request.agent('opinion of the parks', 'favourable');
  await request.agent('opinion of the roads', 'favourable');

  await request.agent('preparing the answer', 'to refuse', 'Premier projet de réponse.');
  await expect(request.agent('visa', 'approved')).rejects.toThrow('FORBIDDEN');
  await request.manager('visa', 'sent back');
  await request.agent('preparing the answer', 'to accept', 'Le verger sera planté cet hiver, pour 4 000 €.');
  expect((await publicly(request)).officialAnswer).toBeNull();
  await request.manager('visa', 'approved');
  await request.waitsAt('progress of the work');
  const answer = { text: 'Le verger sera planté cet hiver, pour 4 000 €.', cost: 4000 };
  expect(await publicly(request)).toMatchObject({ officialAnswer: answer, supports: 50, threshold: 50, progress: [] });
  await request.agent('progress of the work', 'progress told', 'Les arbres sont commandés.');
  await request.agent('progress of the work', 'carried out', 'Le verger est planté.');

  expect(await request.outcome()).toBe('carried out');
  expect(await publicly(request)).toMatchObject({
    open: false,
    state: { id: 'carried out', label: 'Réalisée' },
    officialAnswer: answer,
    progress: [{ text: 'Les arbres sont commandés.' }, { text: 'Le verger est planté.' }],
  });
  const told = ['acknowledgement', 'proposal-published', 'request-accepted', 'progress-update', 'request-finished'];
  expect(await request.emails(5)).toEqual(told);
  await followerHas(3);
  const news = town.mail.received(follower);
  expect(news.map(({ text }) => /en est : ([^.]+)\./.exec(text.replace(/\s+/g, ' '))?.[1])).toEqual([
    'Demande acceptée',
    'Nouvelles de la demande',
    'Réalisée',
  ]);
  // What everybody may read is in it, and nothing of the author.
  expect(news[0]!.text.replace(/\s+/g, ' ')).toContain('Le verger sera planté cet hiver, pour 4 000 €.');
  expect(news[2]!.text).toContain('Le verger est planté.');
  for (const { text, html } of news) expect(text + html).not.toMatch(/Camille|\/suivi\//);
});

test('a proposal without its fifty supports after three months is closed, and its author told', async () => {
  const request = await fileIn(town, 'proposal');
  await request.agent('moderation', 'published');
  expect(await request.letsPass('gathering supports')).toBe(addMonths(civilDate(Date.now(), 'metropole'), 3));
  expect(await request.outcome()).toBe('not supported');
  expect(await request.emails(3)).toEqual(['acknowledgement', 'proposal-published', 'proposal-not-supported']);
});

test('a proposal that may not be published is refused with the reasons', async () => {
  const request = await fileIn(town, 'proposal');
  await request.agent('moderation', 'refused', 'Elle nomme une personne.');
  expect(await request.outcome()).toBe('refused');
  expect(await request.emails(2)).toEqual(['acknowledgement', 'request-refused']);
});

const follower = 'habitante@citoyen.example';

/** What the owner of an address does by the link of an email. */
const confirm = (act: ParticipationAct, requestId: string, email: string) =>
  town.api.call('POST', '/confirmations', {
    json: { code: sealConfirmation(town.key, { act, requestId, email, language: 'fr' }) },
  });

const followerHas = (count: number) =>
  until(() => (town.mail.received(follower).length >= count ? true : undefined), `${count} emails to a follower`);

/** What everybody reads of it. */
const publicly = async ({ reference }: Journey) => (await town.api.call('GET', `/proposals/${reference}`)).body;
