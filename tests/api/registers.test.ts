/** The registers that the law on personal data wants kept. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { checks } from '../../api/operator/configuration.ts';
import { stateOf } from '../../api/rights/breaches.ts';
import type { RegisterLine } from '../../templates/pages/rights-view.ts';
import { requestTypes } from '../../workflows/request-types/index.ts';
import { openTown, type Town } from '../town.ts';
import { agentGet, agentPost } from './agent-browser.ts';
import { anAgent } from './people.ts';

let town: Town;
let officer: string;
let clerk: string;

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
  officer = await anAgent(town, 'manager', 'data-protection');
  clerk = await anAgent(town, 'agent', 'data-protection');
});
afterAll(() => town.stop());

test('the register of processing has a line for each request type and for what stands beside them, with all its columns', async () => {
  const json = await agentGet(town, clerk, '/protection-des-donnees/registre.json');
  const { controller, officer: named, processings } = (await json.json()) as Register;
  const csv = await (await agentGet(town, clerk, '/protection-des-donnees/registre.csv')).text();
  const page = await (await agentGet(town, clerk, '/protection-des-donnees')).text();

  expect([controller.name, named.email]).toEqual(['Ville-Exemple', 'dpd@ville.example']);
  const ids = processings.map(({ id }) => id);
  expect(ids).toEqual([
    ...requestTypes.map(({ id }) => id),
    ...['drafts', 'accounts', 'supports', 'followers', 'survey', 'agents', 'journal', 'breaches'],
  ]);
  for (const { title, purpose, basis, people, data, recipients, retention, security } of processings) {
    expect([title, purpose, basis, people, recipients, retention].filter((text) => !text)).toEqual([]);
    expect(Math.min(data.length, security.length)).toBeGreaterThan(0);
    expect(page).toContain(title.replaceAll('&', '&amp;'));
    expect(csv).toContain(title);
  }
  const schools = processings.find(({ id }) => id === 'school-enrolment')!;
  expect(schools).toMatchObject({ sector: 'scolaire', data: expect.arrayContaining(['Enfant', 'Carnet de santé']) });
  expect(schools.security[0]).toBe('secteur cloisonné');
  expect(csv.split('\r\n')[1]!.split(';')).toHaveLength(14);
});

test('a breach is written down with its hours, told to the CNIL late with a reason alone, and its changes are journaled', async () => {
  const day = new Date(Date.now() - 80 * 3_600_000);
  const breach = {
    ...moment('awareAt', day),
    nature: 'Clé USB perdue',
    categories: 'Habitants ; pièces d’identité',
    people: '12',
    consequences: 'Usurpation possible',
    measures: 'Clé chiffrée',
    risk: 'high',
  };
  expect((await agentPost(town, officer, '/administration/violations/nouveau', breach)).status).toBe(303);
  const list = await (await agentGet(town, officer, '/administration/violations')).text();
  expect(list).toMatch(/EN RETARD de 8 h 0\d/);
  const [{ id }] = await town.db.query('select id from breach');

  const told = { ...breach, ...moment('notifiedAt', new Date(Date.now() - 60_000)) };
  const refused = await change(id, told);
  expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining('dites pourquoi')]);
  expect((await change(id, { ...told, lateReason: 'Ampleur inconnue' })).status).toBe(303);

  const csv = await (await agentGet(town, officer, '/protection-des-donnees/violations.csv')).text();
  expect(csv).toMatch(/Clé USB perdue;Habitants ; pièces|Clé USB perdue;"Habitants ; pièces/);
  expect(csv).toMatch(/Ampleur inconnue;;Notifiée, 7 h \d\d en retard|Ampleur inconnue;;Notifiée, 8 h 0\d en retard/);
  const entries = await town.db.query(
    `select kind, changes from administration where subject = 'breaches' order by id`,
  );
  expect(entries.map(({ kind }: { kind: string }) => kind)).toEqual(['added', 'changed']);
  expect(entries[1].changes.map(({ field }: { field: string }) => field).sort()).toEqual(['lateReason', 'notifiedAt']);
  await expect(town.db.query('delete from breach')).rejects.toThrow(/stays in the register/);
});

test.each([
  // From the vectors of the law's hours: through the change of clocks, and through Christmas.
  ['2026-03-27T14:00:00Z', '2026-03-30T13:00:00Z', { fr: 'Reste 1 h 00', en: '1 h 00 left' }],
  ['2026-12-24T17:00:00Z', '2026-12-27T17:01:00Z', { fr: 'EN RETARD de 0 h 01', en: 'LATE by 0 h 01' }],
])('a breach known since %s is at %s: %j', (awareAt, now, words) => {
  const row = { awareAt, risk: 'some', notifiedAt: null } as Parameters<typeof stateOf>[0];
  expect(stateOf(row, Date.parse(now))).toEqual(words);
  expect(stateOf({ ...row, risk: 'none' }, Date.parse(now)).fr).toBe('À documenter seulement');
});

test('a breach can not be known tomorrow, nor told before it was known', async () => {
  const tomorrow = new Date(Date.now() + 86_400_000);
  const common = { nature: 'x', categories: 'x', consequences: 'x', measures: 'x', risk: 'some' };
  const post = async (form: Record<string, string>) =>
    (await agentPost(town, officer, '/administration/violations/nouveau', { ...common, ...form })).text();

  expect(await post(moment('awareAt', tomorrow))).toContain('pas encore passé');
  const told = { ...moment('awareAt', new Date()), ...moment('toldAt', new Date(Date.now() - 86_400_000)) };
  expect(await post(told)).toContain('avant que la violation soit connue');
  expect(await post({ ...moment('awareAt', new Date()), 'awareAt.time': 'midi' })).toContain('error');
});

test('breaches are for the managers of data protection and the operators, the register for more', async () => {
  const roads = await anAgent(town, 'manager', 'roads');
  const other = await anAgent(town, 'agent', 'roads');
  const statuses = async (token: string) =>
    Promise.all(
      ['/protection-des-donnees', '/administration/violations', '/protection-des-donnees/violations.csv'].map(
        async (path) => (await agentGet(town, token, path)).status,
      ),
    );

  expect(await statuses(officer)).toEqual([200, 200, 200]);
  expect(await statuses(clerk)).toEqual([200, 403, 403]);
  expect(await statuses(roads)).toEqual([200, 403, 403]);
  expect(await statuses(other)).toEqual([403, 403, 403]);
});

interface Register {
  controller: { name: string };
  officer: { email: string };
  processings: RegisterLine[];
}

test('a town that exists may not leave publisher, host or officer as the demonstration has them', () => {
  const { town: view } = town.services;
  const found = (changes: object) =>
    checks.town({ ...town.services, town: { ...view, demonstration: false, ...changes } }, 'fr');

  expect(found({})).toEqual({
    health: 'wrong',
    details: ['name', 'address', 'email', 'phone', 'director', 'host', 'dataProtection'],
  });
  const own = { name: 'a', address: ['a'], email: 'a', phone: '1', director: 'a', host: ['a'] };
  expect(found({ ...own, dataProtection: { name: 'a', email: 'a', phone: '1' } })).toEqual({
    health: 'look',
    details: ['siret', 'accessibility.planUrl', 'audit', 'certification'],
  });
});

async function change(id: string, form: Record<string, string>) {
  const page = await (await agentGet(town, officer, `/administration/violations/${id}`)).text();
  const seen = /name="seen" value="([^"]+)"/.exec(page)![1]!;
  return agentPost(town, officer, `/administration/violations/${id}`, { ...form, seen });
}

/** An instant in the fields of a form, in the hours of the town hall. */
function moment(name: string, at: Date): Record<string, string> {
  const parts = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone: 'Europe/Paris' });
  const [date, time] = parts.format(at).split(' ') as [string, string];
  const [year, month, day] = date.split('-') as [string, string, string];
  return { [`${name}.year`]: year, [`${name}.month`]: month, [`${name}.day`]: day, [`${name}.time`]: time };
}
