import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mergeRequest } from '../db/merging.ts';
import { sealConfirmation } from '../db/participation.ts';
import { aStreetProblem } from './api/people.ts';
import { aRequest, until } from './api-client.ts';
import { openTown, shared, type Town } from './town.ts';

let town: Town;
let agent: string;

beforeAll(async () => {
  town = await openTown();
  const account = shared.accounts.find(({ role }) => role === 'agent')!;
  agent = await town.api.signIn(account.email, account.password);
});
afterAll(() => town.stop());

test('a request that is withdrawn while it waits is ended by its process, and the citizen is told', async () => {
  const { reference, trackingCode } = (await town.api.file(aRequest())).body;
  await until(async () => {
    const { body } = await town.api.request(reference, trackingCode);
    return body.step === 'waiting for documents' ? body : undefined;
  }, 'the wait');

  await town.api.call('POST', `/requests/${reference}/withdraw`, { token: trackingCode });

  const { timeline } = await ended(reference, trackingCode, 'withdrawn');
  const texts = timeline.map(({ text }: { text: string }) => text);
  expect(texts).toContain('Demande terminée : Retirée par le demandeur');
  expect(texts.at(-1)).toBe('Courriel envoyé : Demande retirée');
});

test('a request that is reopened has its last decision taken once more, and ends by the new one', async () => {
  const { reference, trackingCode } = (await town.api.file(aStreetProblem())).body;
  await decide(reference, 'not ours', { administration: 'Département', contact: '01 99 00 00 11' });
  await ended(reference, trackingCode, 'not ours');

  const json = { reason: 'Le trou est sur le trottoir communal.' };
  const reopened = await town.api.call('POST', `/requests/${reference}/reopen`, { token: trackingCode, json });
  await decide(reference, 'nothing found');

  expect(reopened.status).toBe(200);
  await ended(reference, trackingCode, 'nothing found');
});

test('of two requests that one person has made, one is ended for the other, which it names and which goes on', async () => {
  const { citizen } = aRequest({ citizen: { email: 'double@citoyen.example' } });
  const [first, second] = await Promise.all([1, 2].map(async () => (await town.api.file(aRequest({ citizen }))).body));
  await town.api.upload(second.reference, second.trackingCode);
  const waits = async ({ reference, trackingCode }: typeof first, step: string) =>
    until(async () => {
      const { body } = await town.api.request(reference, trackingCode);
      return body.step === step ? body : undefined;
    }, step);
  await Promise.all([waits(first, 'waiting for documents'), waits(second, 'preparing the certificate')]);
  const follower = ({ reference }: typeof first) => `suit-${reference}@citoyen.example`;
  for (const one of [first, second]) {
    const asked = { act: 'follow', requestId: one.id, email: follower(one), language: 'fr' } as const;
    await town.api.call('POST', '/confirmations', { json: { code: sealConfirmation(town.key, asked) } });
  }
  const [{ id: agentId }] = await town.db.query(`select id from agent where role = 'agent' limit 1`);
  const merge = (requestId: string, to: string) => {
    const merging = { requestId, to, agentId, reason: 'Même acte, demandé deux fois.', at: new Date() };
    return town.db.transaction((on) => mergeRequest(on, merging));
  };

  expect(await merge(second.id, second.id)).toBe('itself');
  expect(await Promise.all([merge(second.id, first.id), merge(first.id, second.id)])).toEqual(
    expect.arrayContaining([undefined]),
  );
  // Whichever of the two it was that ended.
  expect(['over', 'ended']).toContain(await merge(second.id, first.id));

  const [{ id: endedId }] = await town.db.query('select id from request where merged_because is not null');
  const [gone, goesOn] = endedId === second.id ? [second, first] : [first, second];
  const { timeline, documents } = await ended(gone.reference, gone.trackingCode, 'joined');
  expect(documents).toHaveLength(gone === second ? 1 : 0);
  expect(timeline.at(-1).text).toBe('Courriel envoyé : Demande déjà faite');
  const told = town.mail.received('double@citoyen.example').find(({ text }) => text.includes('demandé deux fois'));
  expect(told!.text).toContain(goesOn.reference);
  const other = (await town.api.request(goesOn.reference, agent)).body;
  expect(other).toMatchObject({ status: 'open', joinedHere: [gone.reference] });
  const news = (one: typeof first, words: string) =>
    until(() => town.mail.received(follower(one)).find(({ text }) => text.includes(words)), `the news: ${words}`);
  const moved = await news(gone, goesOn.reference);
  expect(moved.text).toContain(gone.reference);
  expect(moved.text).not.toMatch(/Camille|demandé deux fois/);
  // What becomes of the other is told once, and not once for each.
  await town.api.call('POST', `/requests/${goesOn.reference}/withdraw`, { token: goesOn.trackingCode });
  await ended(goesOn.reference, goesOn.trackingCode, 'withdrawn');
  for (const one of [gone, goesOn]) await news(one, 'Retirée par le demandeur');
  const emails = await town.db.query(`select template from email where request_id = $1 and audience = 'citizen'`, [
    gone.id,
  ]);
  expect(emails.map(({ template }: { template: string }) => template).sort()).toEqual([
    'acknowledgement',
    'request-merged',
  ]);
});

async function decide(reference: string, answer: string, fields?: object): Promise<void> {
  const task = await until(async () => (await town.api.tasks(agent, `?q=${reference}`)).body.items[0], 'the task');
  expect((await town.api.answer(task.id, { answer, fields }, { token: agent })).status).toBe(200);
}

/** The request once it has ended so and its last email has left. */
const ended = (reference: string, token: string, outcome: string) =>
  until(async () => {
    const { body } = await town.api.request(reference, token);
    return body.outcome === outcome && body.timeline.at(-1).kind === 'email sent' ? body : undefined;
  }, `the outcome ${outcome}`);
