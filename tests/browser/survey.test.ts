import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { linkSeal } from '../../db/email-links.ts';
import { aStreetProblem, ends } from '../api/people.ts';
import { openTown, shared, type Town } from '../town.ts';
import { type Browser, close, errorSummary, fillIn, openBrowser, type Page, send, signIn, visitor } from './browser.ts';
import { faultsOf } from './faults.ts';

let town: Town;
let browser: Browser;

beforeAll(async () => {
  [town, browser] = await Promise.all([openTown({ relay: false, worker: false }), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await town?.stop();
});

test('the link in an email opens the survey alone, where an opinion is given and changed', async () => {
  const request = await anEndedRequest();
  const citizen = await visitor(browser, town.url);

  await citizen.goto(`/suivi/${request.reference}/avis/${linkSeal(town.key, 'survey', request.id)}`);
  await fillIn(citizen, { comment: 'Trop long, mais réparé.' });
  await send(citizen);
  expect(await errorSummary(citizen)).toHaveLength(1);
  await fillIn(citizen, { score: '2' });
  await send(citizen);
  await citizen.getByText('Merci, votre avis est enregistré.').waitFor();
  await fillIn(citizen, { score: '4' });
  await send(citizen);
  await citizen.getByText('Merci, votre avis est enregistré.').waitFor();
  expect(await kept(request.id)).toEqual([{ score: 4, comment: 'Trop long, mais réparé.' }]);
  await citizen.getByRole('link', { name: 'Retour à la demande' }).click();
  await citizen.locator('#code').waitFor();
  await close(citizen);
});

test('at another browser, without a link, a citizen gives the code, then an opinion, and changes it', async () => {
  const request = await anEndedRequest();
  const citizen = await visitor(browser, town.url);

  await citizen.goto(`/suivi/${request.reference}/avis`);
  await fillIn(citizen, { code: request.trackingCode });
  await send(citizen);
  expect(new URL(citizen.url()).pathname).toBe(`/suivi/${request.reference}/avis`);
  await fillIn(citizen, { score: '2', comment: 'Trop long, mais réparé.' });
  await send(citizen);
  await citizen.getByText('Merci, votre avis est enregistré.').waitFor();
  expect(await citizen.locator('[name="comment"]').inputValue()).toBe('Trop long, mais réparé.');
  await fillIn(citizen, { score: '4' });
  await send(citizen);
  await citizen.getByText('Merci, votre avis est enregistré.').waitFor();

  expect(await kept(request.id)).toEqual([{ score: 4, comment: 'Trop long, mais réparé.' }]);
  await close(citizen);
});

test('after the end the follow-up page leads to the survey, and the agents of the service read what was said', async () => {
  const request = await anEndedRequest();
  const citizen = await openedBy(request);
  await citizen.getByRole('link', { name: 'Donner mon avis' }).click();
  await fillIn(citizen, { score: '5', comment: 'Merci à l’équipe.' });
  await send(citizen);

  const office = await visitor(browser, town.url);
  const manager = shared.accounts.find(({ role }) => role === 'manager')!;
  await signIn(office, manager);
  await office.goto(`/agent/demandes/${request.reference}`);
  await office.getByText('5/5, Très satisfait').waitFor();
  expect(await office.locator('main').textContent()).toContain('Merci à l’équipe.');
  await close(citizen, office);
});

test('what was typed stays when the score is missing', async () => {
  const citizen = await openedBy(await anEndedRequest(), '/avis');

  await fillIn(citizen, { comment: 'Sans note.' });
  await send(citizen);

  expect((await errorSummary(citizen))[0]).toContain('Choisissez une des réponses proposées.');
  expect(await citizen.locator('[name="comment"]').inputValue()).toBe('Sans note.');
  await close(citizen);
});

test('before the end and after fourteen days the page says so, and a withdrawn request is not asked about', async () => {
  const open = (await town.api.file(aStreetProblem())).body;
  const late = await anEndedRequest(15);
  const withdrawn = await anEndedRequest();
  await town.db.query('update request set withdrawn_at = now() where id = $1', [withdrawn.id]);

  const early = await openedBy(open, '/avis');
  await early.getByText('quand la demande sera terminée').waitFor();
  const closed = await openedBy(late, '/avis');
  await closed.getByText('Le délai de 14 jours').waitFor();
  for (const page of [early, closed]) expect(await page.locator('main form').count()).toBe(0);
  for (const request of [open, late, withdrawn]) {
    await early.goto('/suivi');
    await fillIn(early, { reference: request.reference, code: request.trackingCode });
    await send(early);
    expect(await early.getByRole('link', { name: 'Donner mon avis' }).count()).toBe(0);
  }
  await close(early, closed);
});

test('a code that is right leads nowhere else than asked', async () => {
  const request = await anEndedRequest();
  const answer = await fetch(`${town.url}/suivi`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ reference: request.reference, code: request.trackingCode, suite: '/evil.example' }),
  });

  expect(answer.headers.get('location')).toBe(`/suivi/${request.reference}`);
});

test.each(['fr-FR', 'en-GB'])(
  'survey and help keep the rules of WCAG 2.2 AA and fit a telephone (%s)',
  async (locale) => {
    const options = { locale, javaScriptEnabled: true, bypassCSP: true };
    const request = await anEndedRequest();
    const citizen = await openedBy(request, '/avis', options);
    const faults = [await faultsOf(citizen, locale.slice(0, 2))];
    await send(citizen);
    await errorSummary(citizen);
    faults.push(await faultsOf(citizen, locale.slice(0, 2)));
    for (const path of [
      '/aide',
      '/accessibilite',
      '/donnees-personnelles',
      '/mentions-legales',
      '/modalites-utilisation',
      `/suivi/${request.reference}`,
    ]) {
      await citizen.goto(path);
      await citizen.evaluate(`document.querySelectorAll('details').forEach((details) => { details.open = true; })`);
      faults.push(await faultsOf(citizen, locale.slice(0, 2)));
    }

    expect(faults.flat()).toEqual([]);
    await close(citizen);
  },
);

async function anEndedRequest(daysAgo = 0): Promise<{ id: string; reference: string; trackingCode: string }> {
  const { body } = await town.api.file(aStreetProblem());
  await ends(town, body.id, { daysAgo });
  return body;
}

/** A browser that has opened the request by its code, at its page or one behind it. */
async function openedBy(
  { reference, trackingCode }: { reference: string; trackingCode: string },
  page = '',
  options = {},
): Promise<Page> {
  const citizen = await visitor(browser, town.url, options);
  await citizen.goto('/suivi');
  await fillIn(citizen, { reference, code: trackingCode });
  await send(citizen);
  if (page) await citizen.goto(`/suivi/${reference}${page}`);
  return citizen;
}

const kept = (id: string) => town.db.query('select score, comment from survey where request_id = $1', [id]);
