import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { until } from '../api-client.ts';
import { openTown, type Town } from '../town.ts';
import {
  aBirthCertificate,
  aPhoto,
  type Browser,
  begin,
  close,
  errorSummary,
  fillForm,
  fillIn,
  goOn,
  openBrowser,
  readConfirmation,
  send,
  visitor,
} from './browser.ts';

let town: Town;
let browser: Browser;

beforeAll(async () => {
  [town, browser] = await Promise.all([openTown(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await town?.stop();
});

const visit = () => visitor(browser, town.url);

const aStreetProblem = {
  'fields.category': 'lighting',
  'fields.district': 'centre',
  'fields.place': 'Devant l’école, 3 rue de l’Exemple',
  'fields.description': 'Le lampadaire est éteint.',
  'citizen.givenName': 'Camille',
  'citizen.familyName': 'Exemple',
};
test('a draft left half-way is gone on with at another browser by its link, and nothing is lost, files included', async () => {
  const first = await visit();
  await begin(first, 'street-problem');
  for (const name of ['category', 'district', 'place'] as const) {
    await fillIn(first, { [`fields.${name}`]: aStreetProblem[`fields.${name}`] });
    await goOn(first);
  }
  await fillIn(first, { 'fields.coordinates': 'somewhere' });
  await goOn(first);
  expect(await errorSummary(first)).toEqual([expect.stringContaining('48.8566, 2.3522')]);
  await first.goto('/demarches/street-problem/description');
  await fillIn(first, { 'fields.description': aStreetProblem['fields.description'] });
  await goOn(first);
  await first.setInputFiles('#file-photo', { name: 'réverbère.jpg', mimeType: 'image/jpeg', buffer: aPhoto });
  await goOn(first);
  await fillIn(first, { 'citizen.givenName': 'Camille', 'citizen.email': 'half@' });
  await first.getByRole('button', { name: 'Enregistrer et reprendre plus tard' }).click();
  const link = (await first.getByRole('link', { name: /\/brouillon\// }).getAttribute('href'))!;
  const mail = (await first.getByRole('link', { name: 'M’envoyer le lien par courriel' }).getAttribute('href'))!;
  expect(decodeURIComponent(mail)).toContain(link);

  const other = await visit();
  await other.goto(link);
  // What was wrong comes first, as it was typed; the code has left the address.
  expect(other.url()).toBe(`${town.url}/demarches/street-problem/coordinates`);
  expect(await other.locator('[name="fields.coordinates"]').inputValue()).toBe('somewhere');
  await fillIn(other, { 'fields.coordinates': '' });
  await goOn(other);
  expect(await other.locator('[name="fields.description"]').inputValue()).toBe(aStreetProblem['fields.description']);
  await goOn(other);
  await other.getByText('réverbère.jpg').first().waitFor();
  await goOn(other);
  expect(await other.locator('[name="citizen.givenName"]').inputValue()).toBe('Camille');
  expect(await other.locator('[name="citizen.email"]').inputValue()).toBe('half@');
  await fillIn(other, { 'citizen.familyName': 'Exemple', 'citizen.email': 'half@citoyen.example' });
  await goOn(other);
  await send(other);
  const { reference } = await readConfirmation(other);

  await other.goto(`/suivi/${reference}`);
  const download = other.waitForEvent('download');
  await other.locator('.document').filter({ hasText: 'réverbère.jpg' }).getByRole('link').click();
  const chunks = await (await (await download).createReadStream()).toArray();
  expect(Buffer.concat(chunks)).toEqual(aPhoto);
  await first.goto('/brouillon');
  await fillIn(first, { code: link.split('/').at(-1)!.toLowerCase().replaceAll('-', ' ') });
  await send(first);
  await first.getByText(`c’est la demande ${reference}`).waitFor();
  await close(first, other);
});

test('a document joined to the form is what the process waits for: it goes on at once', async () => {
  const citizen = await visit();
  await fillForm(citizen, 'birth-certificate', aBirthCertificate);
  await citizen.getByRole('link', { name: 'Modifier Documents joints' }).click();
  const file = { name: 'livret.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF') };
  await citizen.setInputFiles('#file-family-record', file);
  await goOn(citizen);
  await citizen.getByText('livret.pdf').waitFor();
  await send(citizen);
  const { reference } = await readConfirmation(citizen);

  const step = await until(async () => {
    const [row] = await town.db.query('select step from request where reference = $1', [reference]);
    return row.step === 'received' ? undefined : row.step;
  }, 'the first wait');
  expect(step).not.toBe('waiting for documents');
  await until(async () => {
    const [row] = await town.db.query(
      `select count(*)::int from task t join request r on r.id = t.request_id
       where r.reference = $1 and t.kind = 'agent' and t.state = 'open'`,
      [reference],
    );
    return row.count === 1 ? true : undefined;
  }, 'the agent’s task');
  await close(citizen);
});

test('two windows send the same form, and both see the one request', async () => {
  const one = await visit();
  await fillForm(one, 'birth-certificate', { ...aBirthCertificate, 'citizen.email': 'two-windows@citoyen.example' });
  const other = await one.context().newPage();
  await other.goto('/demarches/birth-certificate/verifier');
  await send(one);
  const filed = await readConfirmation(one);
  await send(other);

  expect(await readConfirmation(other)).toEqual(filed);
  expect(await requestsOf('two-windows@citoyen.example')).toBe(1);
  await close(one);
});

test('a draft that nobody came back to says that it has expired, and nothing of it is kept', async () => {
  const citizen = await visit();
  await begin(citizen, 'street-problem');
  await citizen.goto('/demarches/street-problem/pieces-jointes');
  await citizen.setInputFiles('#file-photo', { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: aPhoto });
  await goOn(citizen);
  await citizen.getByRole('button', { name: 'Enregistrer et reprendre plus tard' }).click();
  const code = (await citizen.locator('main .code').textContent())!;
  const [[{ id, file }]] = await town.db.query(
    `update draft set expires_at = now() - interval '1 minute' from draft_document
     where draft.id = draft_id returning draft.id, draft_document.id as file`,
  );
  const isStored = async () => (await readdir(town.documents, { recursive: true })).some((name) => name.endsWith(file));
  expect(await isStored()).toBe(true);

  await begin(citizen, 'question');

  expect(await isStored()).toBe(false);
  const [kept] = await town.db.query('select answers_sealed, file_key_sealed, code_sealed from draft where id = $1', [
    id,
  ]);
  expect(Object.values(kept)).toEqual([null, null, null]);
  await citizen.goto('/brouillon');
  await fillIn(citizen, { code });
  await send(citizen);
  await citizen.getByText('Ce brouillon a expiré.').waitFor();
  await citizen.goto('/demarches/street-problem/description');
  await citizen.getByText('Ce formulaire n’est pas ouvert dans ce navigateur.').waitFor();
  await close(citizen);
});

test('a draft is closed on a shared computer, and its code opens it again', async () => {
  const citizen = await visit();
  await begin(citizen, 'question');
  await fillIn(citizen, { 'fields.theme': 'schools' });
  await citizen.getByRole('button', { name: 'Enregistrer et reprendre plus tard' }).click();
  const code = (await citizen.locator('main .code').textContent())!;
  await citizen.getByRole('button', { name: 'Fermer le brouillon sur cet appareil' }).click();
  await citizen.goto('/demarches/question/theme');
  expect(citizen.url()).toMatch(/\/demarches\/question\?/);

  await citizen.goto('/brouillon');
  await fillIn(citizen, { code });
  await send(citizen);
  expect(await citizen.locator('[value="schools"]').isChecked()).toBe(true);
  await citizen.goto('/demarches/question');
  await citizen.getByRole('link', { name: 'Continuer' }).click();
  expect(citizen.url()).toMatch(/\/demarches\/question\/theme$/);
  await close(citizen);
});

async function requestsOf(email: string): Promise<number> {
  const [{ count }] = await town.db.query(
    'select count(*)::int as count from request r join citizen c on c.id = r.citizen_id where c.email = $1',
    [email],
  );
  return count;
}
