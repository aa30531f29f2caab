/** The list while it is open: what comes into it, and several rows at once, with scripts and without. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { aTask } from '../api/people.ts';
import { aRequest } from '../api-client.ts';
import { openTown, shared, type Town } from '../town.ts';
import { type Browser, close, openBrowser, type Page, signIn, visitor } from './browser.ts';
import { faultsOf, widthAt320 } from './faults.ts';

let town: Town;
let browser: Browser;
const agent = shared.accounts.find(({ role }) => role === 'agent')!;

beforeAll(async () => {
  [town, browser] = await Promise.all([openTown(), openBrowser()]);
});
beforeEach(() => town.db.query(`update task set state = 'cancelled' where state = 'open'`));
afterAll(async () => {
  await browser?.close();
  await town?.stop();
});

test('a new request is offered in an open list within a second of its acknowledgement, and nothing moves', async () => {
  await waiting(3);
  const office = await open('/agent', { javaScriptEnabled: true });
  const box = office.getByRole('checkbox').nth(1);
  await box.focus();
  await office.keyboard.press('Space');
  const rows = async () => [await office.locator('table').innerHTML(), await box.boundingBox()];
  const before = await rows();

  const file = async () => (await town.api.file(aRequest({ fields: { kind: 'extract' } }))).body.reference as string;
  const offered = (one: string) => office.getByRole('link', { name: new RegExp(one) }).waitFor();
  // The first of all waits until the engine and its worker have started.
  const first = await file();
  await offered(first);
  const reference = await file();
  const begin = performance.now();
  await offered(reference);
  expect(performance.now() - begin).toBeLessThan(1_000);

  expect(await office.locator('.live').textContent()).toMatch(/^2 nouvelles demandes dans cette liste\s: /);
  expect(await rows()).toEqual(before);
  expect(await box.isChecked()).toBe(true);
  expect(await office.evaluate('document.activeElement.type')).toBe('checkbox');

  await office.getByRole('link', { name: 'Mettre la liste à jour' }).click();
  await office.locator('.worklist__who').getByText(reference).waitFor();
  expect(await office.locator('.live').textContent()).toBe('');
  await close(office);
});

test('what does not belong in the list is not offered', async () => {
  const office = await open('/agent?type=question', { javaScriptEnabled: true });
  const other = await open('/agent', { javaScriptEnabled: true });
  const { reference } = (await town.api.file(aRequest({ fields: { kind: 'extract' } }))).body;
  await other.getByRole('link', { name: new RegExp(reference) }).waitFor();
  expect(await office.locator('.live').textContent()).toBe('');
  await close(office, other);
});

test.each([true, false])('several rows are taken at once, by the keyboard (scripts: %s)', async (javaScriptEnabled) => {
  const ids = await waiting(3);
  const office = await open('/agent', { javaScriptEnabled });
  if (javaScriptEnabled) {
    await office.getByRole('button', { name: 'Tout cocher' }).focus();
    await office.keyboard.press('Enter');
  } else for (const box of await office.getByRole('checkbox').all()) await box.check({ force: true });
  await office.getByRole('button', { name: 'Traiter les lignes cochées' }).focus();
  await office.keyboard.press('Enter');
  await office.getByRole('heading', { name: 'Traiter plusieurs demandes' }).waitFor();
  // Somebody is faster with one of them.
  await town.db.query(
    `update task set assignee_id = (select id from agent where role = 'manager'), claimed_at = now() where id = $1`,
    [ids[1]],
  );
  await office.getByRole('button', { name: 'M’occuper de toutes' }).focus();
  await office.keyboard.press('Enter');

  await office.getByText('Fait : 2. Non fait : 1.').waitFor();
  const results = await office.locator('[data-result]').allTextContents();
  expect(results.map((text) => text.trim())).toEqual([
    '✓ Fait',
    expect.stringMatching(/^✗ Un collègue .*\(Responsable/),
    '✓ Fait',
  ]);
  await close(office);
});

test('the same answer is given to several, and one that is missing is asked for', async () => {
  const [first] = await waiting(2);
  const office = await open('/agent');
  for (const box of await office.getByRole('checkbox').all()) await box.check({ force: true });
  await office.getByRole('button', { name: 'Traiter les lignes cochées' }).click();
  await office.getByRole('button', { name: 'Répondre' }).click();
  await office.getByRole('alert').waitFor();
  expect(await office.locator('#answer-error').count()).toBe(1);
  await office.locator('#answer').selectOption({ label: 'Délivré' });
  await office.locator('#reply').fill('Postés ce jour.');
  await office.getByRole('button', { name: 'Répondre' }).click();
  await office.getByText('Fait : 2. Non fait : 0.').waitFor();
  const [{ answer, reply }] = await town.db.query('select answer, reply from task where id = $1', [first]);
  expect([answer, reply]).toEqual(['issued', 'Postés ce jour.']);
  await close(office);
});

test('the list and the page of several rows keep the rules of WCAG 2.2 AA, and fit a telephone', async () => {
  await waiting(2, -1);
  const options = { javaScriptEnabled: true, bypassCSP: true };
  const office = await open('/agent?view=services&district=nord', options);
  const faults: Record<string, string[]> = { 'filtered, empty': await faultsOf(office, 'fr') };
  await office.goto('/agent');
  await office.getByText('En retard').first().waitFor();
  faults.late = await faultsOf(office, 'fr');
  const widths = [await widthAt320(office)];
  await office.goto('/agent?view=others');
  faults.others = await faultsOf(office, 'fr');
  await office.goto('/agent');
  await office.getByRole('button', { name: 'Tout cocher' }).click();
  await office.getByRole('button', { name: 'Traiter les lignes cochées' }).click();
  await office.getByRole('button', { name: 'Répondre' }).waitFor();
  faults.batch = await faultsOf(office, 'fr');
  widths.push(await widthAt320(office));
  await office.getByRole('button', { name: 'Confier' }).click();
  await office.getByRole('alert').waitFor();
  faults['batch with an error'] = await faultsOf(office, 'fr');
  await office.getByRole('button', { name: 'M’occuper de toutes' }).click();
  await office.getByText('Fait : 2. Non fait : 0.').waitFor();
  faults['batch, done'] = await faultsOf(office, 'fr');
  expect(Object.entries(faults).filter(([, found]) => found.length > 0)).toEqual([]);
  expect(Math.max(...widths)).toBeLessThanOrEqual(320);
  await close(office);
});

let ordinal = 900;

/** Certificates that wait for an agent. @returns the ids of the tasks, the first due first */
async function waiting(count: number, fromDay = 1): Promise<string[]> {
  const ids: string[] = [];
  for (let day = fromDay; day < fromDay + count; day++) {
    const { id } = (await town.api.file(aRequest())).body;
    const dueAt = new Date(Date.now() + (day - 0.5) * 86_400_000).toISOString();
    const answers = ['issued', 'not found', 'refused'];
    ids.push(
      await aTask(town, id, { ordinal: ++ordinal, name: 'askAgent: preparing the certificate', answers, dueAt }),
    );
  }
  return ids;
}

async function open(path: string, options: object = {}): Promise<Page> {
  const office = await visitor(browser, town.url, options);
  await signIn(office, agent);
  await office.goto(path);
  await office.getByRole('heading', { name: 'Liste de travail' }).waitFor();
  return office;
}
