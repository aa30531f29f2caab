/** Entry for someone else, as a browser and a program send it: who may, for which moment, and once. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { problemText } from '../../api/problems.ts';
import { addDays, addDuration, civilDate, instantAt } from '../../workflows/kit/calendar.ts';
import { readPdf } from '../templates/read-pdf.ts';
import { openTown, type Town } from '../town.ts';
import { agentGet, agentPost } from './agent-browser.ts';
import { anAgent, problem } from './people.ts';

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

test('a letter of some days ago is due from the day on which it came; the journal says who typed it in, and when', async () => {
  const day = addDays(civilDate(Date.now(), 'metropole'), -9);
  const receivedAt = new Date(instantAt(day, 'metropole', 12)).toISOString();

  const filed = await town.api.file({ ...aQuestion(), channel: 'post', receivedAt }, { token: reception });

  const calendar = { zone: 'metropole', closures: await town.services.closures('reception') } as const;
  expect(filed.body.dueOn).toBe(addDuration(day, '5 working days', calendar));
  const journal = await town.db.query(
    `select kind, at, actor, agent_id is not null as named from journal where request_id = $1 order by seq`,
    [filed.body.id],
  );
  expect(journal).toEqual([
    { kind: 'request received', at: new Date(receivedAt), actor: 'agent', named: true },
    { kind: 'request entered', at: expect.any(Date), actor: 'agent', named: true },
  ]);
  expect(Date.now() - journal[1].at.getTime()).toBeLessThan(60_000);
  const { body } = await town.api.request(filed.body.reference, filed.body.trackingCode);
  expect(body.receivedAt).toBe(receivedAt);
  expect(body.timeline.map(({ kind }: { kind: string }) => kind)).toEqual(['request received']);
});

test('a citizen says of no request when it came', async () => {
  const receivedAt = new Date(Date.now() - 60_000).toISOString();

  const { status, body } = await town.api.file({ ...aQuestion(), receivedAt });

  expect({ status, body }).toEqual(problem(401, 'SIGN_IN_REQUIRED'));
});

test.each<[moment: string, message: string, receivedAt: () => unknown]>([
  ['a future', 'Ce moment doit être passé, puisque la demande est là.', () => inDays(1)],
  ['a too old', 'Ce moment date de plus d’un an. Vérifiez l’année.', () => inDays(-366)],
  ['an impossible', 'Indiquez un jour et une heure réels.', () => '2026-02-30T12:00:00Z'],
  ['an unclear', 'Indiquez un jour et une heure réels.', () => '2026-02-03'],
  ['a numeric', 'Indiquez un jour et une heure réels.', () => 1_760_000_000],
])('%s moment of contact is refused, and nothing is stored', async (_, message, receivedAt) => {
  const before = await requestCount();

  const { status, body } = await town.api.file({ ...aQuestion(), receivedAt: receivedAt() }, { token: reception });

  expect({ status, body }).toEqual(problem(422, 'INVALID', { errors: [{ field: 'receivedAt', message }] }));
  expect(await requestCount()).toBe(before);
});

test('a page that is sent twice files one request, and says so when something was changed in between', async () => {
  const form = { ...aQuestionForm(), once: randomUUID(), channel: 'counter', language: 'en' };
  const before = await requestCount();

  const [first, second] = await Promise.all([
    post(reception, '/agent/saisie/question', form),
    post(reception, '/agent/saisie/question', form),
  ]);
  const changed = await post(reception, '/agent/saisie/question', {
    ...form,
    'fields.question': 'Et mon second souci ?',
  });

  expect([first.status, second.status]).toEqual([303, 303]);
  expect(second.headers.get('location')).toBe(first.headers.get('location'));
  expect(changed.status).toBe(422);
  const page = await changed.text();
  expect(page).toContain('Cette saisie est déjà enregistrée.');
  expect(page).toContain('Et mon second souci ?');
  expect(page).not.toContain(form.once);
  expect(await requestCount()).toBe(before + 1);
  const [request] = await town.db.query('select channel, language from request order by id desc limit 1');
  expect(request).toEqual({ channel: 'counter', language: 'en' });
});

test('what is typed wrong is told beside each field, and all of it stays', async () => {
  const form = {
    ...aQuestionForm(),
    'fields.theme': '',
    'citizen.phone': '12',
    receivedAt: '2199-01-01',
    receivedTime: '08:00',
  };

  const answer = await post(reception, '/agent/saisie/question', form);

  const page = await answer.text();
  expect(answer.status).toBe(422);
  for (const id of ['fields-theme', 'citizen-phone', 'receivedAt']) {
    expect(page).toContain(`href="#${id}"`);
    expect(page).toContain(`id="${id}-error"`);
  }
  for (const value of ['12', '2199-01-01', '08:00', 'Andrée']) expect(page).toContain(`value="${value}"`);
  expect(page).toContain('Quand la rue sera-t-elle refaite ?');
});

test.each<[what: string, status: number, code: 'UNKNOWN_REQUEST_TYPE' | 'FORBIDDEN', path: string]>([
  ['a type that is not there', 404, 'UNKNOWN_REQUEST_TYPE', '/agent/saisie/unicorn'],
  ['a type that every object has', 404, 'UNKNOWN_REQUEST_TYPE', '/agent/saisie/__proto__'],
  ['a type of a service that the agent does not serve', 403, 'FORBIDDEN', '/agent/saisie/birth-certificate'],
])('%s is entered by nobody', async (_, status, code, path) => {
  const before = await requestCount();

  const answers = [await get(reception, path), await post(reception, path, aQuestionForm())];

  for (const answer of answers) {
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(problemText(code, 'fr'));
  }
  expect(await requestCount()).toBe(before);
});

test('who enters nothing has no such page, and who is not signed in is asked to', async () => {
  const technician = await anAgent(town, 'technician', 'reception');

  const refused = await get(technician, '/agent/saisie');
  const asked = await fetch(`${town.url}/agent/saisie`, { redirect: 'manual' });
  const worklist = await (await get(technician, '/agent')).text();

  expect(refused.status).toBe(403);
  expect(asked.headers.get('location')).toBe('/agent/connexion?suite=%2Fagent%2Fsaisie');
  expect(worklist).not.toContain('href="/agent/saisie"');
});

test('who has typed a request in hands over its receipt with the code, also when another service has it by then', async () => {
  const location = (await post(reception, '/agent/saisie/question', aQuestionForm())).headers.get('location')!;
  const reference = location.split('/').at(-1)!;
  await town.db.query(`update request set service_id = 'roads' where reference = $1`, [reference]);

  const page = await (await get(reception, location)).text();
  const receipt = await get(reception, `${location}/recepisse.pdf`);

  const code = /[A-HJKMNP-Z2-9]{5}(-[A-HJKMNP-Z2-9]{5}){3}/.exec(page)![0];
  expect(page).toContain('La demande est maintenant à un autre service.');
  expect(readPdf(Buffer.from(await receipt.arrayBuffer())).text.replace(/\s+/g, ' ')).toContain(code);
  expect((await get(reception, `/agent/demandes/${reference}`)).status).toBe(404);
  const colleague = await anAgent(town, 'counter', 'reception');
  for (const path of [location, `${location}/recepisse.pdf`, `${location}/courrier.pdf`]) {
    expect((await get(colleague, path)).status).toBe(404);
  }
});

test.each([
  ['as it is printed', (reference: string) => reference],
  ['without its hyphen', (reference: string) => reference.replace('-', '')],
  ['with spaces around', (reference: string) => ` ${reference.replace('-', ' ')} `],
])('a reference %s opens its request for who may see it, and is nothing for others', async (_, typed) => {
  const { reference } = (await town.api.file(aQuestion())).body;
  const query = encodeURIComponent(typed(reference));

  const [jump, start] = [`/agent/ouvrir?reference=${query}`, `/agent/saisie?demarche=${query}`];

  expect((await get(reception, jump)).headers.get('location')).toBe(`/agent/demandes/${reference}`);
  expect((await get(reception, start)).headers.get('location')).toMatch(/^\/agent\/ouvrir\?reference=/);
  const foreign = await get(registry, jump);
  const none = await get(registry, '/agent/ouvrir?reference=2026-999999');
  expect([foreign.status, none.status]).toEqual([404, 404]);
  const said = async (answer: Response) => /<main[\s\S]*<\/main>/.exec(await answer.text())![0];
  expect(await said(foreign)).toBe(await said(none));
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

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

async function requestCount(): Promise<number> {
  const [{ count }] = await town.db.query('select count(*)::int as count from request');
  return count;
}

const get = (token: string, path: string) => agentGet(town, token, path);
const post = (token: string, path: string, form: Record<string, string>) => agentPost(town, token, path, form);
