import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aRequest, until } from '../api-client.ts';
import { openTown, shared, type Town } from '../town.ts';

let town: Town;
let account: { email: string; password: string };
let cookie: string;
let taskId: string;
let reference: string;
let trackingCode: string;

beforeAll(async () => {
  town = await openTown();
  account = shared.accounts.find(({ role }) => role === 'agent')!;
  cookie = cookiesOf(await signIn())[0]!.split(';')[0]!;
  ({ reference, trackingCode } = (await town.api.file(aRequest({ fields: { kind: 'extract' } }))).body);
  const token = await town.api.signIn(account.email, account.password);
  taskId = (await until(async () => (await town.api.tasks(token, `?q=${reference}`)).body.items[0], 'the task')).id;
});
afterAll(() => town.stop());

test('who signs in gets a cookie that no script reads and no other site sends', async () => {
  const answer = await signIn();

  expect(answer.status).toBe(303);
  expect(answer.headers.get('location')).toBe('/agent');
  expect(cookiesOf(answer)).toEqual([
    expect.stringMatching(/^guichet_agent=agt_[\w-]{43}; path=\/; samesite=lax; httponly$/),
  ]);
});

test('who opens a request by its code gets a cookie that says nothing of it', async () => {
  const answer = await post('/suivi', { reference, code: trackingCode });

  expect(answer.headers.get('location')).toBe(`/suivi/${reference}`);
  const [cookie] = cookiesOf(answer);
  expect(cookie).toMatch(/^guichet_suivi=[\w-]+; path=\/; expires=[^;]+; samesite=lax; httponly$/);
  expect(Buffer.from(cookie!.split(/[=;]/)[1]!, 'base64url').toString('latin1')).not.toContain('ids');
});

test('a new sign-in gives a new token, and signing out ends it', async () => {
  const other = cookiesOf(await signIn())[0]!.split(';')[0]!;
  expect(other).not.toBe(cookie);

  await post('/agent/deconnexion', { _csrf: await csrf(other) }, { cookie: other });

  const after = await page('/agent', { headers: { cookie: other } });
  expect([after.status, after.headers.get('location')]).toEqual([302, '/agent/connexion?suite=%2Fagent']);
  expect((await page('/agent', { headers: { cookie } })).status).toBe(200);
});

test.each<[from: string, headers: Record<string, string>]>([
  ['another site', { origin: 'https://evil.example' }],
  ['a page without an origin', { origin: 'null' }],
  ['another site, by the browser’s own word', { 'sec-fetch-site': 'cross-site' }],
  ['a neighbour of the site', { 'sec-fetch-site': 'same-site' }],
])('a form that comes from %s is refused, also with the right token', async (_, headers) => {
  const forms: [path: string, fields: Record<string, string>][] = [
    [`/agent/taches/${taskId}/reponse`, { answer: 'issued', _csrf: await csrf(cookie) }],
    ['/agent/connexion', account],
    ['/demarches/birth-certificate', { 'citizen.givenName': 'Camille' }],
    ['/suivi', { reference, code: trackingCode }],
  ];

  for (const [path, fields] of forms) expect((await post(path, fields, { cookie, ...headers })).status).toBe(403);
  expect(await openTasks()).toBe(1);
});

test.each([
  ['no token', {}],
  ['an empty token', { _csrf: '' }],
  ['a made-up token', { _csrf: 'a'.repeat(43) }],
])('an agent’s form with %s is refused', async (_, token) => {
  const paths = [
    `/agent/taches/${taskId}/reponse`,
    `/agent/taches/${taskId}/prise`,
    `/agent/taches/${taskId}/remise`,
    `/agent/demandes/${reference}/documents/${taskId}/revue`,
    `/agent/taches/${taskId}/apercu`,
    `/agent/taches/${taskId}/attribution`,
    `/agent/taches/${taskId}/alerte`,
    `/agent/taches/${taskId}/brouillon`,
    `/agent/demandes/${reference}/transmission`,
    `/agent/demandes/${reference}/reouverture`,
    `/agent/demandes/${reference}/papier`,
    '/agent/saisie/birth-certificate',
    `/agent/demandes/${reference}/notes`,
    `/agent/demandes/${reference}/report`,
    `/agent/demandes/${reference}/frappe`,
    '/agent/deconnexion',
  ];

  for (const path of paths) {
    expect([path, (await post(path, { answer: 'issued', ...token }, { cookie })).status]).toEqual([path, 403]);
  }
  expect(await openTasks()).toBe(1);
});

test('another agent’s token does not open an agent’s form', async () => {
  const other = cookiesOf(await signIn())[0]!.split(';')[0]!;

  const answer = await post(
    `/agent/taches/${taskId}/reponse`,
    { answer: 'issued', _csrf: await csrf(other) },
    { cookie },
  );

  expect(answer.status).toBe(403);
  expect(await openTasks()).toBe(1);
});

test.each([
  '//evil.example',
  '/\\evil.example',
  'https://evil.example',
  'https:evil.example',
  '/agent.evil.example',
  '/agent\\@evil.example',
  '/agent/\\evil.example',
  '\t//evil.example',
  'javascript:alert(1)',
  '',
])('after the sign-in nobody is sent to %j', async (next) => {
  const form = await (await page(`/agent/connexion?suite=${encodeURIComponent(next)}`)).text();
  const answer = await signIn({ next });

  expect(/name="next" value="([^"]*)"/.exec(form)?.[1]).toBe('/agent');
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/agent']);
});

test.each(['/agent', '/agent?q=Lenoir', '/agent/demandes/2026-000001'])(
  'after the sign-in the agent goes on to %s',
  async (next) => {
    expect((await signIn({ next })).headers.get('location')).toBe(next);
  },
);

test.each<[what: string, path: string, status: number, body: string | undefined]>([
  ['a search with two words apart', '/agent?q=a&q=b', 422, undefined],
  ['a reference that is given twice', '/suivi?reference=a&reference=b', 422, undefined],
  ['a reference and a code that are lists', '/suivi', 404, 'reference[]=1&code[]=2'],
  ['a reference that is a tree', '/suivi', 404, 'reference[a][b]=1&code=2'],
  ['a zero byte in a code', '/suivi', 422, 'reference=2026-000001&code=%00'],
  ['a zero byte in an email address', '/agent/connexion', 422, 'email=a%00%40b.fr&password=x'],
  ['a name that is given twice', '/demarches/birth-certificate', 422, 'citizen.givenName=a&citizen.givenName=b'],
  ['a form of 300 KB', '/suivi', 413, `reference=${'a'.repeat(300_000)}`],
  ['an address with a zero byte', '/agent/demandes/%00', 404, undefined],
  ['an address that is no UTF-8', '/agent/demandes/%E0%A4%A', 404, undefined],
  ['a type that nobody offers', '/demarches/constructor', 404, undefined],
  ['a page that is not there', '/nulle-part', 404, undefined],
])('%s gets a page that says so, and no failure', async (_, path, status, body) => {
  const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded' };

  const answer = await page(
    path,
    body === undefined ? { headers } : { method: 'POST', headers, body: `${body}&_csrf=${await csrf(cookie)}` },
  );

  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
});

test.each([
  ['GET', '/suivi/:own'],
  ['GET', '/suivi/:own/confirmation'],
  ['GET', '/suivi/:own/courrier.pdf'],
  ['POST', '/suivi/:own/messages'],
  ['POST', '/suivi/:own/documents'],
])('%s %s opens to no browser that has not given the code', async (method, path) => {
  const answer = await page(path.replace(':own', reference), { method, headers: { cookie: 'guichet_suivi=forged' } });

  expect(answer.status).toBe(404);
});

const page = (path: string, options: RequestInit = {}) => fetch(town.url + path, { redirect: 'manual', ...options });

const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  page(path, { method: 'POST', headers, body: new URLSearchParams(fields) });

const signIn = (fields: Record<string, string> = {}) =>
  post('/agent/connexion', { email: account.email, password: account.password, ...fields });

const cookiesOf = (answer: Response) => answer.headers.getSetCookie();

/** The hidden field that the agent's pages carry. */
async function csrf(cookie: string): Promise<string> {
  const html = await (await page('/agent', { headers: { cookie } })).text();
  return /name="_csrf" value="([^"]+)"/.exec(html)![1]!;
}

async function openTasks(): Promise<number> {
  const [{ count }] = await town.db.query(
    `select count(*)::int from task where id = $1 and state = 'open' and assignee_id is null`,
    [taskId],
  );
  return count;
}
