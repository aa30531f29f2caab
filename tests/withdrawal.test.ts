import { afterAll, beforeAll, expect, test } from '@jest/globals';
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
