/** The pages that everybody reads, used without a script: proposals and reports nearby. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { leavingToken, sealConfirmation } from '../../db/participation.ts';
import { aStreetProblem } from '../api/people.ts';
import { until } from '../api-client.ts';
import type { ReceivedMail } from '../mail-sink.ts';
import { openTown, shared, type Town } from '../town.ts';
import {
  type Browser,
  close,
  errorSummary,
  fillForm,
  fillIn,
  openBrowser,
  type Page,
  readConfirmation,
  reloadUntil,
  send,
  signIn,
  visitor,
} from './browser.ts';
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

test('a proposal is found, supported once however often, commented, followed, and left again', async () => {
  const { reference, id, trackingCode } = await publishedProposal();
  const citizen = await visitor(browser, town.url);
  await citizen.goto('/propositions?etat=gathering&theme=nature');
  await citizen.getByRole('link', { name: 'Un verger' }).click();
  await citizen.getByText('0 soutien sur 50 : il en manque 50.').waitFor();

  await citizen.getByRole('button', { name: 'Soutenir' }).click();
  expect(await errorSummary(citizen)).toEqual([
    'Courriel\u00a0: Écrivez une adresse électronique comme nom@exemple.fr.',
  ]);
  await support(citizen, 'sacha@citoyen.example');
  await citizen.getByText('0 soutien sur 50 : il en manque 50.').waitFor();
  await citizen.goto(linkIn(await mailTo('sacha@citoyen.example', /Confirmez votre soutien/), 'confirmer'));
  await citizen.getByLabel('M’écrire aussi quand cette proposition avance').check();
  await send(citizen);
  await citizen.getByText('1 soutien sur 50 : il en manque 49.').waitFor();
  // The link opened once more, as people do.
  await citizen.goBack();
  await send(citizen);
  await citizen.getByText('1 soutien sur 50 : il en manque 49.').waitFor();

  await citizen.getByRole('button', { name: 'Envoyer le commentaire' }).click();
  expect(await errorSummary(citizen)).toEqual([
    'Votre commentaire\u00a0: Remplissez ce champ.',
    'Courriel\u00a0: Écrivez une adresse électronique comme nom@exemple.fr.',
  ]);
  await fillIn(citizen, { 'comment-text': 'Et des cerisiers ?', 'comment-name': 'Sacha', 'comment-email': 'sacha' });
  await citizen.getByRole('button', { name: 'Envoyer le commentaire' }).click();
  expect(await errorSummary(citizen)).toHaveLength(1);
  expect(await citizen.locator('#comment-text').inputValue()).toBe('Et des cerisiers ?');
  await fillIn(citizen, { 'comment-email': 'sacha@citoyen.example' });
  await citizen.getByRole('button', { name: 'Envoyer le commentaire' }).click();
  await citizen.getByText('Votre commentaire attend d’être relu').waitFor();
  expect(await citizen.getByText('Et des cerisiers ?').count()).toBe(0);
  const office = await visitor(browser, town.url);
  await signIn(office, agent);
  await office.goto(`/agent/demandes/${reference}`);
  expect(await office.content()).not.toContain('sacha@citoyen.example');
  await office.getByRole('button', { name: /Publier/ }).click();
  await reloadUntil(citizen, 'Et des cerisiers ?');

  await town.api.call('POST', `/requests/${reference}/withdraw`, { token: trackingCode });
  const news = await mailTo('sacha@citoyen.example', /^Du nouveau/);
  expect(news.headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
  const leaving = linkIn(news, 'desabonnement');
  expect(news.headers['list-unsubscribe']).toBe(`<${leaving}>`);
  await citizen.goto(leaving);
  await send(citizen);
  await citizen.getByText('Votre adresse est effacée.').waitFor();
  const kept = await town.db.query(`select to_address from email where request_id = $1 and audience = 'public'`, [id]);
  expect(JSON.stringify([kept, await town.db.query('select * from follower')])).not.toContain('sacha@');
  await close(citizen, office);
});

test('who reports what is known already follows the other report instead, or says that it is another problem', async () => {
  const known = (await town.api.file(aStreetProblem({ category: 'tree', place: '12 rue des Lilas' }))).body;
  const citizen = await visitor(browser, town.url);
  await fillForm(citizen, 'street-problem', aReport);
  await send(citizen);
  await citizen.getByText('Ce problème est peut-être déjà signalé').first().waitFor();
  expect(await citizen.content()).not.toMatch(new RegExp(`12 rue des Lilas|${known.reference}|Camille`));
  await citizen.getByRole('link', { name: 'C’est le même problème : suivre ce signalement' }).click();
  await send(citizen);
  expect(await errorSummary(citizen)).toHaveLength(1);
  await fillIn(citizen, { email: 'voisine@citoyen.example' });
  await send(citizen);
  await citizen.getByText('Ouvrez votre messagerie').first().waitFor();
  await citizen.goto(linkIn(await mailTo('voisine@citoyen.example'), 'confirmer'));
  await send(citizen);
  await citizen.getByText('Nous vous écrirons à chaque avancée.').waitFor();

  await answer(known.reference, 'looking at the problem', { answer: 'nothing found', reply: 'Pour vous seul.' });
  const news = await mailTo('voisine@citoyen.example', /^Du nouveau/);
  expect(news.text.replace(/\s+/g, ' ')).toContain('Voici où cela en est : Rien à réparer sur place.');
  expect(news.text + news.html).not.toMatch(/Pour vous seul|Camille|12 rue/);

  await town.api.file(aStreetProblem({ category: 'tree', place: '12 rue des Lilas' }));
  await fillForm(citizen, 'street-problem', aReport);
  await send(citizen);
  await citizen.getByRole('button', { name: 'Non, c’est un autre problème' }).click();
  expect((await readConfirmation(citizen)).reference).toMatch(/^\d{4}-\d{6}$/);
  await close(citizen);
});

test.each(['fr-FR', 'en-GB'])('the pages for everybody keep the rules and fit a telephone (%s)', async (locale) => {
  const { reference, id } = await publishedProposal();
  await town.api.file(aStreetProblem({ category: 'signs' }));
  const page = await visitor(browser, town.url, { locale, javaScriptEnabled: true, bypassCSP: true });
  const faults: Record<string, string[]> = {};
  const look = async (name: string) => {
    faults[name] = await faultsOf(page, locale.slice(0, 2));
  };
  const asked = { act: 'support', requestId: id, email: 'axe@citoyen.example', language: 'fr' } as const;
  const addresses = [
    ...['/', '/salles', '/salles/salle-du-parc', '/encombrants/nord', '/propositions', '/propositions?page=9'],
    `/propositions/${reference}`,
    `/confirmer/${sealConfirmation(town.key, asked)}`,
    `/desabonnement/${leavingToken(town.key, id)}`,
    '/confirmer/none',
  ];
  for (const address of addresses) {
    await page.goto(address);
    await look(address);
  }
  await page.goto(`/propositions/${reference}`);
  await page.locator('form[action$="/commentaires"] button').click();
  await errorSummary(page);
  await look('proposal with errors');
  await fillForm(page, 'street-problem', {
    ...aReport,
    'fields.category': 'signs',
    'fields.place': '1 rue de la Démonstration',
  });
  await send(page);
  await look('reports nearby');
  await page.locator('main .document a').first().click();
  await look('following a report');
  await fillIn(page, { email: 'axe@citoyen.example' });
  await send(page);
  await look('asked to confirm');

  expect(Object.entries(faults).filter(([, found]) => found.length > 0)).toEqual([]);
  expect(Object.keys(faults)).toHaveLength(14);
  await close(page);
});

const aReport = {
  'fields.category': 'tree',
  'fields.district': 'centre',
  'fields.place': 'Devant le 14, rue des lilas',
  'fields.description': 'Une branche pend.',
  'citizen.givenName': 'Sacha',
  'citizen.familyName': 'Exemple',
};

async function support(page: Page, email: string): Promise<void> {
  await fillIn(page, { 'support-email': email });
  await page.getByRole('button', { name: 'Soutenir' }).click();
  await page.getByText('Ouvrez le courriel que nous venons de vous envoyer').waitFor();
}

async function publishedProposal(): Promise<{ id: string; reference: string; trackingCode: string }> {
  const fields = { theme: 'nature', subject: 'Un verger', proposal: 'Vingt arbres.', place: 'Parc de l’Exemple' };
  const filed = (await town.api.file({ ...aStreetProblem(), type: 'proposal', fields })).body;
  await answer(filed.reference, 'moderation', { answer: 'published' });
  await until(async () => {
    const { body } = await town.api.call('GET', `/proposals/${filed.reference}`);
    return body.threshold ? true : undefined;
  }, 'the proposal gathering supports');
  return filed;
}

async function answer(reference: string, name: string, json: object): Promise<void> {
  const task = await until(async () => {
    const { items } = (await town.api.tasks(token, '?limit=100')).body;
    return items.find(
      (item: { reference: string; name: string }) => item.reference === reference && item.name === name,
    );
  }, name);
  const answered = await town.api.answer((task as { id: string }).id, json, { token });
  expect(answered.status).toBe(200);
}

const mailTo = (to: string, subject = /./) =>
  until(() => town.mail.received(to).findLast((mail) => subject.test(mail.subject)), `an email to ${to}`);

const linkIn = ({ text }: ReceivedMail, page: string) => new RegExp(`https?://\\S+/${page}/[\\w.-]+`).exec(text)![0];
