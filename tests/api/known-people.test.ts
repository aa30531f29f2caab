/** Whom an entry for someone else suggests: people of the same service's requests, and nobody else. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aRequest } from '../api-client.ts';
import { openTown, type Town } from '../town.ts';
import { agentPost } from './agent-browser.ts';
import { anAgent } from './people.ts';

let town: Town;
let reception: string;
let registry: string;

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
  [reception, registry] = await Promise.all([
    anAgent(town, 'counter', 'reception'),
    anAgent(town, 'counter', 'civil-status'),
  ]);
});
afterAll(() => town.stop());

test('a person is found again in spite of accents and slips, in the requests of the same service alone', async () => {
  const person = { givenName: 'Maël', familyName: 'Le Guennec', phone: '01 99 00 61 61', email: undefined };
  const address = '12 allée des Érables';
  await town.api.file(aRequest({ citizen: { ...person, address } }));

  const search = (token: string, type: string, typed: Record<string, string>) =>
    post(token, `/agent/saisie/${type}`, { action: 'search', ...typed }).then((answer) => answer.text());
  const typed = { 'citizen.givenName': 'Mael', 'citizen.familyName': 'Leguenec' };

  expect(await search(registry, 'birth-certificate', typed)).toContain('Maël Le Guennec');
  expect(await search(registry, 'birth-certificate', { 'citizen.phone': '+33 1 99 00 61 61' })).toContain(address);
  expect(await search(registry, 'birth-certificate', { 'citizen.familyName': 'Martin' })).toContain(
    'Personne de semblable',
  );
  const elsewhere = await search(reception, 'question', { ...typed, 'citizen.phone': '01 99 00 61 61' });
  expect(elsewhere).not.toContain('Guennec');
  expect(elsewhere).not.toContain('rables');
});

test('before filing, only somebody of whom more than the name is known is shown, and what was typed is kept', async () => {
  const known = { givenName: 'Rozenn', familyName: 'Kerbrat', phone: '01 99 00 62 62', email: undefined };
  await town.api.file({ ...aQuestion(), citizen: known });
  const form = { ...aQuestionForm(), 'citizen.givenName': 'Rozen', 'citizen.familyName': 'Kerbrat' };
  const before = await requestCount();

  const shown = await post(reception, '/agent/saisie/question', { ...form, 'citizen.phone': '0199006262' });
  const page = await shown.text();
  const take = /value="(take [\w-]+)"/.exec(page)![1]!;
  const taken = await post(reception, '/agent/saisie/question', { ...form, 'citizen.phone': '', action: take });

  expect(shown.status).toBe(200);
  expect(page).toContain('Quand la rue sera-t-elle refaite ?');
  expect(await requestCount()).toBe(before);
  const filled = await taken.text();
  for (const value of ['Rozenn', '01 99 00 62 62']) expect(filled).toContain(`value="${value}"`);
  expect((await post(reception, '/agent/saisie/question', form)).status).toBe(303);
});

test('an id that no search gives takes nobody’s contact details', async () => {
  const foreign = (await town.api.file(aRequest())).body.id;

  for (const id of [foreign, randomUUID(), 'x', '']) {
    const answer = await post(reception, '/agent/saisie/question', { ...aQuestionForm(), action: `take ${id}` });
    expect({ id, status: answer.status }).toEqual({ id, status: 404 });
  }
});

const aQuestion = () => ({
  type: 'question',
  citizen: { givenName: 'Andrée', familyName: `Guillou ${randomUUID()}` },
  fields: { theme: 'streets', question: 'Quand la rue sera-t-elle refaite ?' },
});

const aQuestionForm = () => ({
  'fields.theme': 'streets',
  'fields.question': 'Quand la rue sera-t-elle refaite ?',
  'citizen.givenName': 'Andrée',
  'citizen.familyName': `Guillou ${randomUUID()}`,
});

async function requestCount(): Promise<number> {
  const [{ count }] = await town.db.query('select count(*)::int as count from request');
  return count;
}

const post = (token: string, path: string, form: Record<string, string>) => agentPost(town, token, path, form);
