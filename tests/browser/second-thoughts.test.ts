/** What agents put right: a date that was put off, a request made twice, the tasks of a colleague who is away. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addDays } from '../../workflows/kit/calendar.ts';
import { aStreetProblem, aTask, kindsOf } from '../api/people.ts';
import { aRequest } from '../api-client.ts';
import { openTown, shared, type Town } from '../town.ts';
import { atWork } from './agents.ts';
import { type Browser, close, errorSummary, fillIn, openBrowser, type Page, signIn, visitor } from './browser.ts';

let town: Town;
let browser: Browser;
/** An agent whose browser runs no scripts. */
let plain: Page;

beforeAll(async () => {
  [town, browser] = await Promise.all([openTown({ relay: false, worker: false }), openBrowser()]);
  plain = await atWork(town, browser, 'Sacha Essai', { javaScriptEnabled: false });
});
afterAll(async () => {
  await close(plain);
  await browser?.close();
  await town?.stop();
});

test('what was put off comes nearer again, by a day that may be, and its citizen reads why', async () => {
  const request = (await town.api.file(aRequest())).body;
  const { dueOn } = (await town.api.request(request.reference, request.trackingCode)).body;
  const inDays = (days: number) => addDays(dueOn, days);
  await plain.goto(`/agent/demandes/${request.reference}`);
  expect(await plain.getByText('Reprendre avant la date promise').count()).toBe(0);
  await plain.getByText('Suspendre ou prolonger le délai').click();
  await plain.locator('#postpone-cause').selectOption('missing pieces');
  await fillIn(plain, { 'postpone-date': inDays(30), 'postpone-reason': 'Il manque le livret de famille.' });
  await plain.getByRole('button', { name: 'Enregistrer la nouvelle date' }).click();

  await plain.getByText('Reprendre avant la date promise').click();
  // The time goes on with the days that were left of it: none has passed.
  expect(await plain.locator('#resume-date').inputValue()).toBe(dueOn);
  const takeUp = async (date: string) => {
    await fillIn(plain, { 'resume-date': date, 'resume-reason': 'Le livret est arrivé.' });
    await plain.getByRole('button', { name: 'Reprendre', exact: true }).click();
  };
  for (const date of [inDays(-1), inDays(30)]) {
    await takeUp(date);
    expect(await errorSummary(plain)).toEqual([expect.stringMatching(/^Choisissez une date du/)]);
    expect(await plain.locator('#resume-reason').inputValue()).toBe('Le livret est arrivé.');
  }
  await takeUp(inDays(3));
  await plain.getByText('Nouvelle date enregistrée, plus proche').waitFor();

  const { body } = await town.api.request(request.reference, request.trackingCode);
  expect(body.dueOn).toBe(inDays(3));
  expect(body.timeline.at(-1).text).toMatch(/^Réponse avancée au/);
});

test('a request that somebody has made twice is joined to the other, and both say so', async () => {
  const citizen = { givenName: 'Camille', familyName: 'Exemple', email: `${randomUUID()}@citoyen.example` };
  const [one, other] = await Promise.all([1, 2].map(async () => (await town.api.file(aRequest({ citizen }))).body));
  const request = (await town.api.file(aRequest())).body;
  await plain.goto(`/agent/demandes/${request.reference}`);
  expect(await plain.getByText('Joindre à une autre demande de la personne').count()).toBe(0);

  await plain.goto(`/agent/demandes/${other!.reference}`);
  const join = () => plain.getByRole('button', { name: 'Clore et joindre à l’autre demande' }).click();
  await plain.getByText('Joindre à une autre demande de la personne').click();
  await plain.locator('#merge-reason').fill('Deux fois le même acte.');
  await join();
  expect(await errorSummary(plain)).toEqual(['Choisissez une des réponses proposées.']);
  await plain.locator('#merge-to').selectOption(one!.reference);
  await join();

  await plain.getByText('Demande close et jointe à celle-ci ; la personne est prévenue.').waitFor();
  expect(plain.url()).toContain(one!.reference);
  await plain.getByRole('link', { name: other!.reference }).first().click();
  await plain.locator('.govuk-inset-text', { hasText: 'Deux fois le même acte.' }).waitFor();
  expect(await kindsOf(town, other!.id)).toContain('joined to another');
  expect(await kindsOf(town, one!.id)).toContain('another joined');
});

test('a manager takes all tasks of a colleague who is away to another at once, and is told what became of each', async () => {
  const accountOf = (email: string) => shared.accounts.find((one) => one.email === email)!;
  const manager = await visitor(browser, town.url);
  await signIn(manager, accountOf('responsable@ville.example'));
  await manager.goto('/administration');
  await manager.getByRole('link', { name: 'Reprise de tâches' }).click();
  await manager.getByText('Personne n’a de tâche en cours').waitFor();
  const [away, other] = await Promise.all(['agent@ville.example', 'agent-voirie@ville.example'].map(idOf));
  const roads = [await heldBy(away!, aStreetProblem()), await heldBy(away!, aStreetProblem())];
  const civilStatus = await heldBy(away!, aRequest());
  const elsewhere = await heldBy(away!, aRequest());
  await town.db.query(`update task set service_id = 'schools' where request_id = $1`, [elsewhere]);
  await town.db.query(
    `delete from membership where service_id = 'schools'
       and agent_id = (select id from agent where email = 'responsable@ville.example')`,
  );
  await manager.reload();

  const handOver = () => manager.getByRole('button', { name: 'Faire passer les tâches' }).click();
  await handOver();
  expect(await errorSummary(manager)).toEqual(['Choisissez une des réponses proposées.']);
  await manager.locator('#from').selectOption(away!);
  await manager.locator('#to').selectOption(away!);
  await handOver();
  expect(await errorSummary(manager)).toEqual(['Choisissez une autre personne.']);
  expect(await manager.locator('#from option:checked').textContent()).toMatch(/\(3\)$/);
  await manager.locator('#to').selectOption(other!);
  await handOver();

  expect((await manager.locator('.govuk-notification-banner__heading').textContent())!.trim()).toMatch(
    /n’a plus de tâche dans vos services\. Passées à .* : 2\. Rendues au service : 1\.$/,
  );
  const holders = await town.db.query(
    'select request_id as id, assignee_id as agent from task where request_id = any($1::uuid[])',
    [[...roads, civilStatus, elsewhere]],
  );
  expect(new Map(holders.map(({ id, agent }: { id: string; agent: string }) => [id, agent]))).toEqual(
    new Map([...roads.map((id) => [id, other] as const), [civilStatus, null], [elsewhere, away]]),
  );
  expect(await kindsOf(town, roads[0]!)).toContain('task assigned');
  await close(manager);
});

/** A request whose task somebody holds. @returns its id */
async function heldBy(agentId: string, request: object): Promise<string> {
  const { id } = (await town.api.file(request)).body;
  const taskId = await aTask(town, id, { ordinal: 1 });
  await town.db.query('update task set assignee_id = $1, claimed_at = now() where id = $2', [agentId, taskId]);
  return id;
}

const idOf = async (email: string): Promise<string> =>
  (await town.db.query('select id from agent where email = $1', [email]))[0].id;
