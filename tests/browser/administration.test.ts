import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { beginDueAbsences } from '../../api/administration/handing-over.ts';
import { availability } from '../../db/bookings.ts';
import { closuresAhead, closuresOf } from '../../db/closures.ts';
import { addDays, civilDate } from '../../workflows/kit/calendar.ts';
import { aStreetProblem, aTask, kindsOf } from '../api/people.ts';
import { aRequest } from '../api-client.ts';
import { openTown, shared, type Town } from '../town.ts';
import { type Browser, close, errorSummary, openBrowser, type Page, signIn, visitor } from './browser.ts';

let town: Town;
let browser: Browser;
let page: Page;
const account = (email: string) => shared.accounts.find((one) => one.email === email)!;
const operator = account('exploitant@ville.example');

beforeAll(async () => {
  [town, browser] = await Promise.all([openTown({ relay: false, worker: false }), openBrowser()]);
  page = await visitor(browser, town.url);
  await signIn(page, operator);
});
afterAll(async () => {
  await browser?.close();
  await town?.stop();
});

test('a service’s contacts are changed on its page, shown to citizens, and the journal says by whom', async () => {
  await page.goto('/administration');
  await page.getByRole('link', { name: 'Services' }).click();
  await page.getByRole('link', { name: 'Voirie' }).click();
  await page.locator('#email').fill('pas une adresse');
  await page.locator('#nameEn').fill('Roads and paths');
  await keep();
  expect(await errorSummary(page)).toEqual([expect.stringContaining('Écrivez une adresse')]);
  expect(await page.locator('#nameEn').inputValue()).toBe('Roads and paths');
  await page.locator('#email').fill('voirie-2@ville.example');
  await keep();

  expect(await notice()).toContain('Service modifié.');
  await page.goto('/aide');
  expect(await page.locator('main').textContent()).toContain('voirie-2@ville.example');
  await page.goto('/administration/journal');
  const entry = await page.getByRole('row').nth(1).textContent();
  expect(entry).toContain('Services, Voirie (changé)');
  expect(entry).toMatch(/Courriel\s: roads@ville\.example → voirie-2@ville\.example/);
  expect(entry).toContain('Exploitant de démonstration');
});

test('a form that somebody else was faster with replaces nothing, and keeps what was typed', async () => {
  const other = await page.context().newPage();
  await Promise.all([page, other].map((one) => one.goto('/administration/services/waste')));
  await other.locator('#phone').fill('01 99 00 00 77');
  await keep(other);
  await page.locator('#phone').fill('01 99 00 00 88');
  await keep();

  expect((await errorSummary(page))[0]).toContain('Quelqu’un a changé ceci');
  expect((await errorSummary(page))[1]).toContain('Vaut maintenant : 01 99 00 00 77');
  expect(await page.locator('#phone').inputValue()).toBe('01 99 00 00 88');
  expect(await phoneOf('waste')).toBe('01 99 00 00 77');
  await keep();
  expect(await phoneOf('waste')).toBe('01 99 00 00 88');
  await other.close();
});

test('an agent is added, changes service and leaves, and the tasks they held go back', async () => {
  await page.goto('/administration/agents/nouveau');
  await fill({ displayName: 'Nouvel agent', email: 'Nouveau@Ville.example' });
  for (const choice of ['Agent', 'Voirie', 'Ouvert']) await page.getByLabel(choice, { exact: true }).first().check();
  await keep();
  expect(await notice()).toContain('Agent ajouté.');
  const [agent] = await town.db.query(`select id from agent where email = 'nouveau@ville.example'`);
  const { requestId } = await heldTask(agent.id);

  await page.getByRole('link', { name: 'Nouvel agent' }).click();
  await page.getByLabel('Déchets').check();
  await keep();
  expect(await holdersOf(requestId)).toEqual([agent.id]);
  await page.getByRole('link', { name: 'Nouvel agent' }).click();
  await page.getByLabel('Voirie').uncheck();
  await keep();

  expect(await holdersOf(requestId)).toEqual([null]);
  expect(await kindsOf(town, requestId)).toContain('task released');
  await page.getByRole('link', { name: 'Nouvel agent' }).click();
  await page.getByLabel('Fermé').check();
  await keep();
  expect(await page.getByRole('row', { name: 'Nouvel agent' }).textContent()).toContain('fermé');
  // Of people the journal says that they were changed, and not to what.
  const [{ text }] = await town.db.query(`select string_agg(changes::text, '') as text from administration`);
  expect(text).not.toMatch(/nouveau@|Nouvel/);
});

test('nobody closes their own account, nor the last operator’s, and no two agents share an address', async () => {
  await page.goto('/administration/agents');
  await page.getByRole('link', { name: 'Exploitant de démonstration', exact: true }).click();
  await page.getByLabel('Fermé').check();
  await keep();
  expect(await errorSummary(page)).toEqual([expect.stringContaining('Personne ne ferme son propre compte')]);
  await page.goto('/administration/agents/nouveau');
  await fill({ displayName: 'Double', email: operator.email });
  for (const choice of ['Exploitant', 'Ouvert']) await page.getByLabel(choice, { exact: true }).check();
  await keep();

  expect(await errorSummary(page)).toEqual([expect.stringContaining('Un autre agent a déjà cette adresse.')]);
  expect(await page.getByLabel('Exploitant', { exact: true }).isChecked()).toBe(true);
});

test('a manager plans an absence of their service: tasks go to the substitute, or to the service where that one may not', async () => {
  const manager = await visitor(browser, town.url);
  await signIn(manager, account('responsable@ville.example'));
  const [away, substitute] = await Promise.all(['agent@ville.example', 'agent-voirie@ville.example'].map(idOf));
  const roads = await heldTask(away!);
  const civilStatus = await heldTask(away!, 'civil-status');

  await manager.goto('/administration/absences/nouveau');
  await manager.locator('#agent').selectOption('agent@ville.example');
  await day('firstDay', addDays(civilDate(Date.now(), 'metropole'), 3), manager);
  await day('lastDay', addDays(civilDate(Date.now(), 'metropole'), 1), manager);
  await manager.locator('#substitute').selectOption('agent-voirie@ville.example');
  await keep(manager);
  expect(await errorSummary(manager)).toEqual([expect.stringContaining('une fin qui ne vient pas avant le début')]);
  await day('lastDay', addDays(civilDate(Date.now(), 'metropole'), 9), manager);
  await keep(manager);

  expect(await holdersOf(roads.requestId)).toEqual([away]);
  await town.db.query(`update absence set first_day = (now() at time zone 'Europe/Paris')::date`);
  await town.db.transaction((on) => beginDueAbsences(on));
  expect(await holdersOf(roads.requestId)).toEqual([substitute]);
  expect(await holdersOf(civilStatus.requestId)).toEqual([null]);
  expect(await kindsOf(town, roads.requestId)).toContain('task assigned');
  await town.db.query('update task set assignee_id = $1 where id = $2', [away, roads.id]);
  await town.db.transaction((on) => beginDueAbsences(on));
  expect(await holdersOf(roads.requestId)).toEqual([away]);
  await close(manager);
});

test('a closure of one service moves the dates of that service alone, and its manager closes no other', async () => {
  await town.db.query(
    `delete from membership where service_id <> 'roads'
       and agent_id = (select id from agent where email = 'responsable@ville.example')`,
  );
  const manager = await visitor(browser, town.url);
  await signIn(manager, account('responsable@ville.example'));
  const closed = addDays(civilDate(Date.now(), 'metropole'), 40);
  await manager.goto('/administration/fermetures/nouveau');
  expect(await manager.locator('#service option').allTextContents()).toEqual(['–', 'Voirie']);
  await day('day', closed, manager);
  await manager.locator('#nameFr').fill('Déménagement');
  await keep(manager);
  expect(await errorSummary(manager)).toHaveLength(2);
  await manager.locator('#nameEn').fill('Moving house');
  await manager.locator('#service').selectOption('roads');
  await keep(manager);

  const ahead = await closuresAhead(town.db);
  expect(closuresOf(ahead, 'roads')).toContain(closed);
  expect(closuresOf(ahead, 'waste')).not.toContain(closed);
  await manager.goto('/administration');
  expect(await manager.locator('main dt').allTextContents()).toEqual([
    'Absences',
    'Fermetures',
    'Reprise de tâches',
    'Bordereaux d’élimination',
  ]);
  const [townWide] = await town.db.query('select id from closure where service_id is null limit 1');
  for (const [address, status] of [
    ['/administration/services', 403],
    ['/administration/journal', 403],
    [`/administration/fermetures/${townWide.id}`, 404],
  ] as const)
    expect((await manager.goto(address))!.status()).toBe(status);
  await manager.goto('/administration/fermetures');
  await manager.getByRole('link', { name: closed.slice(0, 4) }).click();
  await manager.getByText('Supprimer', { exact: true }).click();
  await manager.getByRole('button', { name: 'Supprimer définitivement' }).click();
  expect(closuresOf(await closuresAhead(town.db), 'roads')).not.toContain(closed);
  await close(manager);
});

test('a room that was booked is not removed, and takes no booking from the day on which it closes', async () => {
  const { id } = (await town.api.file(aRequest())).body;
  const closed = addDays(civilDate(Date.now(), 'metropole'), 30);
  await town.db.query(
    `insert into booking (id, request_id, ordinal, resource_id, place, during, state)
     values (gen_random_uuid(), $1, 9, 'salle-du-parc', 1, tstzrange(now(), now() + interval '1 hour'), 'kept')`,
    [id],
  );
  await page.goto('/administration/salles/salle-du-parc');
  await page.getByText('Supprimer', { exact: true }).click();
  await page.getByRole('button', { name: 'Supprimer définitivement' }).click();
  expect(await errorSummary(page)).toEqual([expect.stringContaining('Il y a eu des réservations')]);
  await page.locator('#periods-morning').fill('13:00-08:00');
  await keep();
  expect(await errorSummary(page)).toEqual([expect.stringContaining('Écrivez deux heures')]);
  await page.locator('#periods-morning').fill('08:30 - 12:00');
  await day('closedFrom', closed);
  await keep();

  expect(await page.getByRole('row', { name: 'Salle du parc' }).textContent()).toContain('fermé à partir du');
  const [room] = await town.db.query(
    `select periods, closed_from::text as "closedFrom" from resource where id = 'salle-du-parc'`,
  );
  expect(room).toEqual({ periods: { morning: ['08:30', '12:00'] }, closedFrom: closed });
  expect(await freeOf('salle-du-parc', addDays(closed, -1))).toEqual({ morning: 1, evening: 0 });
  expect(await freeOf('salle-du-parc', closed)).toEqual({ morning: 0, evening: 0 });
});

const keep = (on: Page = page) => on.locator('main form button:not(.govuk-button--warning)').click();
const notice = () => page.getByRole('status').first().textContent();

async function fill(values: Record<string, string>): Promise<void> {
  for (const [id, value] of Object.entries(values)) await page.locator(`#${id}`).fill(value);
}

async function day(id: string, date: string, on: Page = page): Promise<void> {
  const [year, month, dayOfMonth] = date.split('-') as [string, string, string];
  await on.locator(`#${id}`).fill(dayOfMonth);
  await on.locator(`#${id}-month`).fill(month);
  await on.locator(`#${id}-year`).fill(year);
}

async function phoneOf(service: string): Promise<string> {
  const [{ phone }] = await town.db.query('select phone from service where id = $1', [service]);
  return phone;
}

async function idOf(email: string): Promise<string> {
  const [{ id }] = await town.db.query('select id from agent where email = $1', [email]);
  return id;
}

/** A task of a request of its own that an agent has taken. */
async function heldTask(agentId: string, service = 'roads') {
  const { id: requestId } = (await town.api.file(aStreetProblem())).body as { id: string };
  const id = await aTask(town, requestId, { ordinal: 1, service });
  await town.db.query('update task set assignee_id = $1, claimed_at = now() where id = $2', [agentId, id]);
  return { id, requestId };
}

async function holdersOf(requestId: string): Promise<(string | null)[]> {
  const found = await town.db.query('select assignee_id from task where request_id = $1', [requestId]);
  return found.map((task: { assignee_id: string | null }) => task.assignee_id);
}

async function freeOf(resource: string, from: string): Promise<Record<string, number>> {
  const found = await availability(town.db, { resource, from, days: 1, periods: ['morning', 'evening'] });
  return Object.fromEntries(found.map(({ period, left }) => [period, left]));
}
