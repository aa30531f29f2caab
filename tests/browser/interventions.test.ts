import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { aStreetProblem, kindsOf } from '../api/people.ts';
import { until } from '../api-client.ts';
import { openTown, type Town } from '../town.ts';
import { type Browser, close, errorSummary, openBrowser, reloadUntil, signIn, visitor } from './browser.ts';
import { cached, cacheNames, keptEntries, untilKept } from './kept.ts';
import { type Line, openLine } from './line.ts';
import { aPhotoOnItsSide } from './photos.ts';
import {
  accountOf,
  colleagueAccount,
  decide,
  type Filed,
  finish,
  mend,
  onFoot,
  openVisit,
  shownFrom,
  sideBySide,
  stateOf,
  stepOf,
} from './visits.ts';

let town: Town;
let browser: Browser;
let line: Line;
let photo: { name: string; mimeType: string; buffer: Buffer };

let filed: Filed;
let place: string;
let tests = 0;

beforeAll(async () => {
  [town, browser] = await Promise.all([openTown(), openBrowser()]);
  line = await openLine(town.url);
  photo = { name: 'travaux.jpg', mimeType: 'image/jpeg', buffer: await aPhotoOnItsSide(browser, 1000) };
});
beforeEach(async () => {
  tests += 1;
  place = `${tests} rue de la Démonstration`;
  filed = (await town.api.file(aStreetProblem({ place, coordinates: '48.8566, 2.3522' }))).body;
});
afterAll(async () => {
  await browser?.close();
  await line?.close();
  await town?.stop();
});

test('two steps in order: each is started, proved by photos of 12 MB and done, and the service sees it all', async () => {
  const large = { ...photo, buffer: await aPhotoOnItsSide(browser, 12_000_000) };
  await decide(town, filed, 'to secure and repair');
  const technician = await onFoot(browser, town.url);
  const office = await visitor(browser, town.url, { javaScriptEnabled: true });
  await signIn(office, colleagueAccount);
  await openVisit(technician, 'Mise en sécurité', place);

  await technician.getByRole('button', { name: 'Commencer' }).click();
  await technician.getByText('Intervention commencée.').waitFor();
  await office.goto(`/agent/demandes/${filed.reference}`);
  await stepOf(office, 'Mise en sécurité').getByText('En cours').waitFor();
  await stepOf(office, 'Réparation').getByText('À venir').waitFor();
  await openVisit(technician, 'Mise en sécurité', place);
  await technician.setInputFiles('#file-photo-before', large);
  await technician.getByRole('button', { name: 'Envoyer les photos sans terminer' }).click();
  await technician.getByText('Photos reçues.').waitFor();
  await technician.getByText('Photos déjà reçues : Photo avant travaux').waitFor();
  await technician.setInputFiles('#file-photo-of-the-works', large);
  await finish(technician, { answer: 'done', note: 'Barrière posée.' });
  await technician.getByText('Compte rendu enregistré.').waitFor();

  // The photo of the first step proves nothing of the second.
  await reloadUntil(technician, place);
  await openVisit(technician, 'Réparation', place);
  await finish(technician, { answer: 'done' });
  await technician.getByText('Ajoutez d’abord : Photo des travaux.').waitFor();
  await technician.setInputFiles('#file-photo-of-the-works', photo);
  await finish(technician, { answer: 'done' });
  await technician.getByText('Compte rendu enregistré.').waitFor();

  await office.reload();
  const secured = stepOf(office, 'Mise en sécurité');
  for (const words of ['Fait', 'Technicien de démonstration', 'Barrière posée.'])
    await secured.getByText(words).first().waitFor();
  await stepOf(office, 'Réparation').getByText('Fait').waitFor();
  expect(await secured.getByRole('link').count()).toBe(2);
  const shown = await shownFrom(technician, (await secured.getByRole('link').first().getAttribute('href'))!);
  expect(shown).toEqual({ width: 1920, height: 2300, bytes: expect.any(Number), tells: false });
  expect(shown.bytes).toBeGreaterThan(12_000_000);
  expect((await kindsOf(town, filed.id)).filter((kind) => kind === 'intervention started')).toHaveLength(1);
  await close(technician, office);
}, 120_000);

test('without a line a round is read, started and reported, is sent once, and is gone with the session or the day', async () => {
  const [first, second] = await sideBySide(town, filed.id);
  const telephone = await onFoot(browser, line.url);
  await untilKept(telephone, `/agent/interventions/${first}`);
  await untilKept(telephone, `/agent/interventions/${second}`);
  line.cut();
  await telephone.goto('/agent/interventions');
  await openVisit(telephone, 'Réparation', place);
  await telephone.getByRole('button', { name: 'Commencer' }).click();
  await telephone.getByText('Pas encore envoyé').waitFor();
  await telephone.setInputFiles('#file-photo-of-the-works', photo);
  await finish(telephone, { answer: 'done', note: 'Fait sans réseau.' });
  await telephone.getByText('Pas encore envoyé').nth(1).waitFor();
  const told = await cached(telephone);
  expect(told.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['/agent/interventions', `/agent/interventions/${first}`]),
  );
  expect(told.filter(({ text }) => /Camille|citoyen\.example/.test(text))).toEqual([]);

  await mend(line, telephone);
  await telephone.getByText('Compte rendu enregistré.').waitFor();
  const kinds = await kindsOf(town, filed.id);
  for (const kind of ['intervention started', 'document received'])
    expect(kinds.filter((one) => one === kind)).toHaveLength(1);
  expect(await stateOf(town, first)).toEqual({ state: 'answered', answer: 'done', note: 'Fait sans réseau.' });
  expect(await stateOf(town, second)).toMatchObject({ state: 'open' });

  const yesterday = `round ${new Date(Date.now() - 86_400_000).toDateString()}`;
  await telephone.evaluate(
    `caches.open('${yesterday}').then((cache) => cache.put('/agent/interventions', new Response('')))`,
  );
  await telephone.goto('/agent/interventions');
  await until(async () => !(await cacheNames(telephone)).includes(yesterday) || undefined, 'yesterday erased');
  await telephone.getByRole('button', { name: 'Se déconnecter' }).click();
  await until(
    async () => !(await cacheNames(telephone)).some((name) => name.startsWith('round')) || undefined,
    'erased',
  );
  line.cut();
  await telephone.goto('/agent/interventions');
  await telephone.getByRole('heading', { name: 'Pas de réseau' }).waitFor();
  line.mend();
  await close(telephone);
});

test('what comes after a colleague has answered is told with the name, and stays until it is thrown away', async () => {
  const [first] = await sideBySide(town, filed.id);
  const telephone = await onFoot(browser, line.url);
  await untilKept(telephone, `/agent/interventions/${first}`);
  line.cut();
  await openVisit(telephone, 'Réparation', place);
  await telephone.setInputFiles('#file-photo-of-the-works', photo);
  await finish(telephone, { answer: 'done', note: 'J’y étais aussi.' });
  await telephone.getByText('Pas encore envoyé').waitFor();
  const token = await town.api.signIn(colleagueAccount.email, colleagueAccount.password);
  await town.api.answer(first, { answer: 'not possible' }, { token });

  await mend(line, telephone);
  await telephone.getByText('Agent de démonstration à la voirie a déjà répondu').waitFor();
  await telephone.getByText('J’y étais aussi.').waitFor();
  expect(await telephone.getByRole('link', { name: 'travaux.jpg' }).getAttribute('download')).toBe('travaux.jpg');
  expect(await kindsOf(town, filed.id)).not.toContain('document received');
  await telephone.goto('/agent/interventions');
  await telephone.getByText('J’y étais aussi.').waitFor();
  await telephone.getByRole('button', { name: 'Supprimer sans envoyer' }).click();
  await until(async () => (await keptEntries(telephone)).length === 0 || undefined, 'thrown away');
  await close(telephone);
});

test('what is wrong in a report is said, and what was typed and each good photo stay', async () => {
  const [first, second] = await sideBySide(town, filed.id);
  const technician = await onFoot(browser, town.url, { javaScriptEnabled: false });
  await technician.goto(`/agent/interventions/${first}`);
  await technician.setInputFiles('#file-photo-before', photo);
  await technician.setInputFiles('#file-photo-of-the-works', { ...photo, buffer: Buffer.from('a text') });
  await finish(technician, { answer: 'done', note: 'Rebouché.' });
  expect(await errorSummary(technician)).toEqual(['Envoyez un fichier PDF, JPEG ou PNG.']);
  expect(await technician.locator('#note').inputValue()).toBe('Rebouché.');
  await technician.getByText('Photos déjà reçues : Photo avant travaux').waitFor();
  await technician.setInputFiles('#file-photo-of-the-works', {
    ...photo,
    buffer: Buffer.concat([photo.buffer, Buffer.alloc(15_000_000)]),
  });
  await finish(technician, {});
  expect(await errorSummary(technician)).toEqual([expect.stringContaining('15 Mo')]);

  await technician.goto(`/agent/interventions/${second}`);
  await technician.getByRole('button', { name: 'Terminer l’intervention' }).click();
  expect(await errorSummary(technician)).toEqual(['Choisissez une des réponses proposées.']);
  await finish(technician, { answer: 'not possible' });
  expect(await errorSummary(technician)).toEqual(['Choisissez une des réponses proposées.']);
  await technician.locator('#reason').selectOption('other');
  await finish(technician, {});
  expect(await errorSummary(technician)).toEqual(['Remplissez ce champ.']);
  await technician.locator('#reason').selectOption('no access');
  await finish(technician, { note: 'Portail fermé.' });
  await technician.getByText('Compte rendu enregistré.').waitFor();
  const [{ reply }] = await town.db.query('select reply from task where id = $1', [second]);
  expect(reply).toBe('Accès impossible');
  expect(await stateOf(town, second)).toEqual({ state: 'answered', answer: 'not possible', note: 'Portail fermé.' });
  await close(technician);
});

test('with a script a report that is wrong comes back as it was, and nothing of it waits', async () => {
  const [first] = await sideBySide(town, filed.id);
  const technician = await onFoot(browser, town.url);
  await technician.goto(`/agent/interventions/${first}`);
  await finish(technician, { answer: 'done', note: 'Rebouché.' });
  await technician.getByText('Ajoutez d’abord : Photo des travaux.').waitFor();
  expect(await technician.locator('#note').inputValue()).toBe('Rebouché.');
  expect(await keptEntries(technician)).toEqual([]);
  await technician.setInputFiles('#file-photo-of-the-works', photo);
  await finish(technician, {});
  await technician.getByText('Compte rendu enregistré.').waitFor();
  await close(technician);
});

test('a round is open to who may do it, and a visit to nobody of another service', async () => {
  const [first] = await sideBySide(town, filed.id);
  const statuses = await Promise.all(
    ['accueil@ville.example', 'agent2@ville.example', 'concepteur@ville.example'].map(async (email) => {
      const page = await visitor(browser, town.url);
      await signIn(page, accountOf(email));
      const found = [];
      for (const path of ['/agent/interventions', `/agent/interventions/${first}`, `/agent/interventions/${tests}`])
        found.push((await page.goto(path))!.status());
      await close(page);
      return found;
    }),
  );
  expect(statuses).toEqual([
    [403, 404, 404],
    [200, 404, 404],
    [403, 404, 404],
  ]);
  const headers = { accept: 'application/json', 'idempotency-key': 'of nobody' };
  const body = new FormData();
  body.set('answer', 'done');
  const out = await fetch(`${town.url}/agent/interventions/${first}`, { method: 'POST', headers, body });
  expect([out.status, await out.json()]).toEqual([
    401,
    { text: 'Connectez-vous : cela partira ensuite.', url: '/agent/connexion?suite=/agent/interventions' },
  ]);
  const technician = await onFoot(browser, town.url);
  const status = await technician.evaluate<number>(`(async () => {
    const body = new FormData();
    body.set('agent', 'somebody else');
    const headers = ${JSON.stringify(headers)};
    return (await fetch('/agent/interventions/${first}', { method: 'POST', headers, body })).status;
  })()`);
  expect(status).toBe(401);
  expect(await stateOf(town, first)).toMatchObject({ state: 'open' });
  await close(technician);
});
