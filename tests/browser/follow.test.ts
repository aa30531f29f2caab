/** After sending: the follow-up page as its citizen uses it, with scripts and without. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aRequest, until } from '../api-client.ts';
import { fileIn } from '../request-types/journey.ts';
import { openTown, shared, type Town } from '../town.ts';
import { type Browser, close, errorSummary, fillIn, openBrowser, type Page, send, signIn, visitor } from './browser.ts';
import { faultsOf } from './faults.ts';

let town: Town;
let browser: Browser;
let token: string;
const agent = shared.accounts.find(({ role }) => role === 'agent')!;

beforeAll(async () => {
  [town, browser] = await Promise.all([openTown(), openBrowser()]);
  token = await town.api.signIn(agent.email, agent.password);
});
afterAll(async () => {
  await browser?.close();
  await town?.stop();
});

test('an agent’s message comes by email, whose link opens the request without a code, and the answer reaches the agent', async () => {
  const request = await filed();
  await write(request, 'Il manque la page 2.');
  const email = await until(
    () => town.mail.received(request.email).find(({ subject }) => /message/i.test(subject)),
    'the email',
  );
  const link = /http\S+\/lien\/[\w-]+/.exec(email.text)![0].replace(/^http:\/\/[^/]+/, '');
  const citizen = await visitor(browser, town.url);

  await citizen.goto(link);
  expect(new URL(citizen.url()).pathname).toBe(`/suivi/${request.reference}`);
  await citizen.getByText('Il manque la page 2.').waitFor();
  const words = 'مرحبا، voici la page 2 👍 de O’Exemple';
  await citizen.locator('#text').fill(words);
  await citizen.getByRole('button', { name: 'Envoyer le message' }).click();
  await citizen.getByText('Votre message a été envoyé au service.').waitFor();

  const office = await visitor(browser, town.url);
  await signIn(office, agent);
  await office.goto(`/agent/demandes/${request.reference}`);
  await office.getByText(words).waitFor();
  await close(citizen, office);
});

test('an agent’s message to a request that has ended is delivered too', async () => {
  const request = await filed({ fields: { kind: 'extract' } });
  const task = await until(async () => {
    const { body } = await town.api.tasks(token, `?q=${request.reference}`);
    return body.items[0];
  }, 'the task');
  await town.api.answer(task.id, { answer: 'issued' }, { token });
  await until(
    async () => (await town.api.request(request.reference, token)).body.status === 'ended' || undefined,
    'the end',
  );

  await write(request, 'Le pli est revenu : vérifiez votre adresse.');

  await until(() => town.mail.received(request.email).find(({ subject }) => /message/i.test(subject)), 'the email');
});

test('an open page shows what an agent writes without being read again, and takes no words from under the hands', async () => {
  const request = await filed();
  const citizen = await follow(request, { javaScriptEnabled: true });
  await write(request, 'Premier message.');
  await citizen.getByText('Premier message.').waitFor();
  expect(await citizen.locator('.live').textContent()).toBe('La page vient d’être mise à jour.');

  await citizen.locator('#text').fill('Je réponds');
  await write(request, 'Second message.');
  const news = citizen.getByRole('link', { name: 'Du nouveau sur votre demande. Recharger la page' });
  await news.waitFor();
  expect(await citizen.locator('#text').inputValue()).toBe('Je réponds');
  expect(await citizen.evaluate('document.activeElement.id')).toBe('text');
  expect(await citizen.getByText('Second message.').count()).toBe(0);

  await news.click();
  await citizen.getByText('Second message.').waitFor();
  await close(citizen);
});

test('ten thousand characters are refused with how many may be, and come back to be shortened', async () => {
  const request = await filed();
  const citizen = await follow(request);
  const long = `${'é'.repeat(9_990)} 👍 עברית`;

  await citizen.locator('#text').fill(long);
  await citizen.getByRole('button', { name: 'Envoyer le message' }).click();

  expect(await errorSummary(citizen)).toEqual([expect.stringMatching(/5\s000 signes au plus/)]);
  expect(await citizen.locator('#text').inputValue()).toBe(long);
  await close(citizen);
});

test('what was typed is corrected on its form; a mistake comes back, and so does what came too late', async () => {
  const request = await filed();
  const citizen = await follow(request);
  await citizen.getByRole('link', { name: 'Corriger ce que j’ai saisi' }).click();
  await fillIn(citizen, { 'fields.person.givenName': 'É', 'citizen.phone': 'abc' });
  await send(citizen);
  expect(await errorSummary(citizen)).toEqual([expect.stringContaining('Téléphone')]);
  expect(await citizen.locator('[name="fields.person.givenName"]').inputValue()).toBe('É');

  await fillIn(citizen, { 'citizen.phone': '01 99 00 00 01' });
  await send(citizen);
  await citizen.getByText('Votre correction est enregistrée.').waitFor();
  await citizen.getByText('Vous avez corrigé votre demande').waitFor();

  await citizen.goto(`/suivi/${request.reference}/correction`);
  await fillIn(citizen, { 'fields.parents': 'Trop tard' });
  await town.api.upload(request.reference, request.trackingCode);
  const task = await until(async () => {
    const { body } = await town.api.tasks(token, `?q=${request.reference}`);
    return body.items[0];
  }, 'the task');
  await town.api.call('POST', `/tasks/${task.id}/claim`, { token });
  await send(citizen);
  expect(await errorSummary(citizen)).toEqual([expect.stringContaining('ne se corrige plus en ligne')]);
  expect(await citizen.locator('[name="fields.parents"]').inputValue()).toBe('Trop tard');
  await citizen.goto(`/suivi/${request.reference}`);
  expect(await citizen.getByText('Corriger ce que j’ai saisi').count()).toBe(0);
  await close(citizen);
});

test('what is booked is on the page, in a calendar’s file, and attached to the email that confirms it', async () => {
  const room = await fileIn(town, 'room-booking');
  await room.waitsAt('waiting for documents');
  await room.sends('deposit', 'insurance-certificate');
  await room.agent('checking the documents', 'approved');

  const email = await until(
    () =>
      town.mail
        .received()
        .find(({ text, subject }) => /^Réservation confirmée/.test(subject) && text.includes(room.reference)),
    'the confirmation',
  );
  const [file] = email.attachments;
  expect(file).toMatchObject({ filename: `rendez-vous-${room.reference}.ics`, contentType: 'text/calendar' });
  expect(file!.content.toString()).toContain('STATUS:CONFIRMED\r\n');
  const link = /http\S+\/lien\/[\w-]+/.exec(email.text)![0].replace(/^http:\/\/[^/]+/, '');
  const citizen = await visitor(browser, town.url);
  await citizen.goto(link);
  await citizen.getByRole('link', { name: 'Ajouter à mon agenda (fichier .ics)' }).waitFor();
  await close(citizen);
});

test('several files of one piece, one refused and a newer one, stand as the newest does', async () => {
  const request = await filed();
  await town.api.upload(request.reference, request.trackingCode, { name: 'flou.pdf' });
  const { body } = await town.api.request(request.reference, token);
  const review = `/requests/${request.reference}/documents/${body.documents[0].id}/review`;
  await town.api.call('POST', review, { token, json: { accepted: false, reason: 'La photo est floue.' } });
  const citizen = await follow(request);
  const pieces = citizen.locator('h2:has-text("Vos pièces") + ul');
  expect(await pieces.textContent()).toMatch(/Refusé\s+Motif\s: La photo est floue\./);

  await town.api.upload(request.reference, request.trackingCode, { name: 'net.pdf' });
  await citizen.reload();

  expect(await pieces.textContent()).toMatch(/Reçu\s*$/);
  expect(await citizen.locator('.document__detail', { hasText: /flou|net/ }).count()).toBe(2);
  await close(citizen);
});

test.each(['fr-FR', 'en-GB'])('what these pages add keeps the rules and fits a telephone (%s)', async (locale) => {
  const request = await filed();
  const options = { locale, javaScriptEnabled: true, bypassCSP: true };
  const citizen = await follow(request, options);
  const faults: Record<string, string[]> = {};
  const look = async (name: string) => {
    faults[name] = await faultsOf(citizen, locale.slice(0, 2));
  };

  await citizen.locator('#text').fill('…');
  await write(request, 'Bonjour');
  await citizen.locator('.live a').waitFor();
  await look('news');
  await citizen.goto(`/suivi/${request.reference}/correction`);
  await look('correction');
  await fillIn(citizen, { 'citizen.familyName': '', 'fields.person.birthDate.day': '40' });
  await send(citizen);
  await errorSummary(citizen);
  await look('correction with errors');
  await citizen.goto(`/suivi/${request.reference}/lien/expired`);
  await errorSummary(citizen);
  await look('link refused');
  await citizen.goto(`/suivi/${request.reference}/confirmation`);
  await look('confirmation');

  expect(Object.entries(faults).filter(([, found]) => found.length > 0)).toEqual([]);
  await close(citizen);
});

interface Filed {
  id: string;
  reference: string;
  trackingCode: string;
  email: string;
}

/** A birth certificate that waits for its document. */
async function filed(changes: Parameters<typeof aRequest>[0] = {}): Promise<Filed> {
  const body = aRequest(changes);
  const { body: made } = await town.api.file(body);
  await until(async () => {
    const { step } = (await town.api.request(made.reference, made.trackingCode)).body;
    return step !== 'received' || undefined;
  }, 'the first step');
  return { ...made, email: (body.citizen as { email: string }).email };
}

const write = async ({ reference }: Filed, text: string) => {
  const { status } = await town.api.call('POST', `/requests/${reference}/messages`, { token, json: { text } });
  expect(status).toBe(201);
};

/** The follow-up page of a request, opened by its code. */
async function follow({ reference, trackingCode }: Filed, options = {}): Promise<Page> {
  const citizen = await visitor(browser, town.url, options);
  await citizen.goto(`/suivi/${reference}`);
  await fillIn(citizen, { reference, code: trackingCode });
  await send(citizen);
  await citizen.locator('#text').waitFor();
  return citizen;
}
