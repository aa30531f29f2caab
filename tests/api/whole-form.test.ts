import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openTown, type Town } from '../town.ts';

let town: Town;

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
});
afterAll(() => town.stop());

const aStreetProblem = {
  'fields.category': 'lighting',
  'fields.district': 'centre',
  'fields.place': 'Devant l’école, 3 rue de l’Exemple',
  'fields.description': 'Le lampadaire est éteint.',
  'citizen.givenName': 'Camille',
  'citizen.familyName': 'Exemple',
};
const aPhoto = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');

test('the same sending many times at once is one request with its files, and each time the same answer', async () => {
  const key = '4f5b1c0e-7c0d-4a3e-9f39-000000000001';
  const sendings = await Promise.all(Array.from({ length: 6 }, () => post(key)));
  const answers = (await Promise.all(sendings.map((answer) => answer.json()))) as { text: string; url: string }[];
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0]!.text).toMatch(/^Envoyé\u00a0: c’est la demande \d{4}-\d{6}\. Code de suivi\u00a0: [\w-]+\.$/);
  expect(answers[0]!.url).toMatch(/^\/suivi\/\d{4}-\d{6}\/confirmation$/);
  expect(await filed()).toEqual([{ files: ['photo.jpg'], timed: false }]);
});

test.each<
  [what: string, status: number, key: string, changes: Record<string, string>, headers: Record<string, string>]
>([
  ['an answer longer than any question takes', 413, '1', { 'fields.description': 'a'.repeat(100_001) }, {}],
  ['more answers than any form has', 413, '2', Object.fromEntries(names(300)), {}],
  ['a form that another site sent', 403, '3', {}, { 'sec-fetch-site': 'cross-site' }],
  ['a sending without a key', 422, '', {}, { 'idempotency-key': '' }],
])('%s is refused whole', async (_, status, key, changes, headers) => {
  const before = await filed();
  const answer = await post(`4f5b1c0e-7c0d-4a3e-9f39-10000000000${key}`, changes, headers);
  expect(answer.status).toBe(status);
  expect(await filed()).toEqual(before);
});

function names(count: number): [string, string][] {
  return Array.from({ length: count }, (_, index) => [`fields.more.${index}`, 'a']);
}

/** As a browser's queue sends it. */
function post(key: string, changes: Record<string, string> = {}, headers: Record<string, string> = {}) {
  const body = new FormData();
  for (const [name, value] of Object.entries({ ...aStreetProblem, ...changes })) body.append(name, value);
  body.append('file.photo', new Blob([aPhoto], { type: 'image/jpeg' }), 'photo.jpg');
  return fetch(`${town.url}/demarches/street-problem/hors-ligne`, {
    method: 'POST',
    body,
    headers: { accept: 'application/json', 'accept-language': 'fr', 'idempotency-key': key, ...headers },
  });
}

const filed = () =>
  town.db.query(
    `select form_seconds is not null as timed, array(select file_name from document d where d.request_id = r.id) as files
     from request r`,
  );
