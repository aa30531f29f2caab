/** Two agents at one request, each at a browser of their own and served by another process. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createApp } from '../../api/app.ts';
import { aTask, kindsOf } from '../api/people.ts';
import { aRequest } from '../api-client.ts';
import { openTown, type Town } from '../town.ts';
import { atWork, decide, openRequest } from './agents.ts';
import { type Browser, close, errorSummary, openBrowser, type Page } from './browser.ts';

let town: Town;
/** Another process of the API, as far as anything is kept in one. */
let elsewhere: { url: string; stop(): void };
let browser: Browser;
let request: { id: string; reference: string; trackingCode: string };
let taskId: string;
let claude: Page;
let dominique: Page;

beforeAll(async () => {
  [town, browser] = await Promise.all([openTown({ relay: false, worker: false }), openBrowser()]);
  elsewhere = await anotherApi();
  [claude, dominique] = await Promise.all([
    atWork(town, browser, 'Claude Essai'),
    atWork(town, browser, 'Dominique Essai', { url: elsewhere.url }),
  ]);
});
beforeEach(async () => {
  request = (await town.api.file(aRequest({ fields: { kind: 'extract' } }))).body;
  const answers = ['issued', 'not found', 'refused'];
  taskId = await aTask(town, request.id, { ordinal: 1, name: 'askAgent: preparing the certificate', answers });
});
afterAll(async () => {
  await close(claude, dominique);
  await browser?.close();
  elsewhere?.stop();
  await town?.stop();
});

test('who opens a request sees within a second who else looks at it, and sees them write and leave', async () => {
  await openRequest(claude, request.reference);
  await openRequest(dominique, request.reference);
  await says(claude, 'Dominique Essai regarde aussi cette demande.');
  await says(dominique, 'Claude Essai regarde aussi cette demande.');

  await claude.locator('#reply').pressSequentially('Bonjour');
  await says(dominique, 'Claude Essai est en train d’écrire.');

  await dominique.goto('/agent');
  await claude.locator('[data-presence]:empty').waitFor({ state: 'attached', timeout: 1_000 });
});

test('of two answers one wins; the other is told whose, sees the change before sending, and loses no word', async () => {
  await openRequest(claude, request.reference);
  await openRequest(dominique, request.reference);
  const words = 'Votre acte part ce matin.\nÀ bientôt !';
  await dominique.locator('#reply').fill(words);
  await dominique.locator('input[name="answer"][value="refused"]').check();

  await claude.locator('input[name="answer"][value="issued"]').check();
  await decide(claude);
  await claude.getByText('Réponse enregistrée.').waitFor();

  await dominique.getByRole('link', { name: 'Cette demande vient de changer. Recharger la page' }).waitFor();
  expect(await dominique.locator('#reply').inputValue()).toBe(words);
  await decide(dominique);
  expect(await errorSummary(dominique)).toEqual([expect.stringMatching(/^Claude Essai a déjà répondu «\sDélivré\s»/)]);
  expect(await dominique.locator('#reply').inputValue()).toBe(words);
  const [kept] = await town.db.query('select answer, reply from task where id = $1', [taskId]);
  expect(kept).toEqual({ answer: 'issued', reply: null });
});

test('a page that nobody types in shows what has changed by itself', async () => {
  await openRequest(claude, request.reference);
  await town.api.call('POST', `/requests/${request.reference}/messages`, {
    token: request.trackingCode,
    json: { text: 'J’ai oublié de dire que c’est urgent.' },
  });

  await claude.getByText('J’ai oublié de dire que c’est urgent.').waitFor();
  expect(await claude.locator('.live').textContent()).toBe('La page vient d’être mise à jour.');
});

test('a task is given to a colleague from the request’s page, and to nobody who may not answer it', async () => {
  await openRequest(claude, request.reference);
  await claude.getByText('Attribuer à un collègue').click();
  await claude.locator('#assignee').selectOption({ label: 'Dominique Essai' });
  await claude.getByRole('button', { name: 'Attribuer', exact: true }).click();
  await claude.getByText('Prise en charge par Dominique Essai').waitFor();

  const _csrf = await claude.locator('[name="_csrf"]').first().inputValue();
  const form = { _csrf, assignee: randomUUID() };
  const answer = await claude.context().request.post(`/agent/taches/${taskId}/attribution`, { form });
  expect(answer.status()).toBe(422);
});

test('an answer that is not offered, one after the end and one to no task are refused, and nothing is half done', async () => {
  await openRequest(claude, request.reference);
  const _csrf = await claude.locator('[name="_csrf"]').first().inputValue();
  const post = async (id: string, form: Record<string, string>, act = 'reponse') => {
    const answer = await claude.context().request.post(`/agent/taches/${id}/${act}`, { form: { _csrf, ...form } });
    return answer.status();
  };

  expect(await post(taskId, { answer: 'king', reply: 'x' })).toBe(422);
  expect(await post(taskId, { answer: 'king' }, 'apercu')).toBe(422);
  expect(await post(taskId, {})).toBe(422);
  expect(await post(randomUUID(), { answer: 'issued' })).toBe(404);
  expect(await post('1 or 1=1', { answer: 'issued' })).toBe(404);
  // A page that comes back is read again, and that is kept.
  const written = async () => (await kindsOf(town, request.id)).filter((kind) => kind !== 'request read');
  const before = await written();
  await town.db.query(`update task set state = 'cancelled' where id = $1`, [taskId]);
  expect(await post(taskId, { answer: 'issued', reply: 'Trop tard' })).toBe(409);
  expect(await post(taskId, { 'call-reason': 'Trop tard' }, 'alerte')).toBe(409);
  expect(await written()).toEqual(before);
});

const says = (page: Page, words: string) =>
  page.locator('[data-presence]', { hasText: words }).waitFor({ timeout: 1_000 });

async function anotherApi() {
  const server = createServer(createApp(town.services).callback());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, stop: () => server.close() };
}
