/** Three journeys from the first page to the follow-up by the keys alone, and what a screen reader is told on the way. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mondayOfWeek, weekOf } from '../../api/public/weeks.ts';
import { addDays, civilDate } from '../../workflows/kit/calendar.ts';
import { aStreetProblem } from '../api/people.ts';
import { openTown, type Town } from '../town.ts';
import { aPhoto, type Browser, close, openBrowser, readConfirmation, reloadUntil, visitor } from './browser.ts';
import { type Keys, keysOf } from './keys.ts';

let town: Town;
let browser: Browser;

beforeAll(async () => {
  [town, browser] = await Promise.all([openTown(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await town?.stop();
});

const pdf = { name: 'livret.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF') };
const photo = { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: aPhoto };

test('a birth certificate is found, asked for, followed and completed by the keys alone', async () => {
  const keys = await at('/');
  const search = await keys.write('Que cherchez-vous ?', 'acte de naissance');
  expect(search).toMatchObject({ role: 'searchbox', description: expect.stringMatching(/^Par exemple : acte/) });
  await keys.enter();
  await keys.intoMain();
  await keys.take('Copie ou extrait d’acte de naissance');
  await keys.intoMain();
  await keys.take('Commencer');

  await keys.intoMain();
  await keys.take('Continuer');
  await errorLeadsTo(keys, 'Document souhaité', 'Choisissez une des réponses proposées.');
  expect(await keys.focused()).toEqual({
    role: 'radio',
    name: 'Copie intégrale',
    description: '',
    groups: ['Document souhaité, Erreur : Choisissez une des réponses proposées.'],
  });
  await keys.press('Space');
  await keys.press('ArrowDown');
  expect((await keys.focused()).name).toBe('Extrait avec filiation');
  expect((await keys.step()).name).toBe('Continuer');
  expect((await keys.step('Shift+Tab')).name).toBe('Extrait avec filiation');
  await keys.take('Continuer');

  await keys.intoMain();
  await keys.choose('Son parent ou grand-parent');
  await keys.take('Continuer');
  expect(await keys.title()).toMatch(/^Personne concernée par l’acte – Copie ou extrait d’acte de naissance – /);
  await keys.intoMain();
  await keys.write('Prénoms', 'Camille');
  await keys.write('Nom de naissance', 'Exemple');
  expect(await keys.write('Jour', '31')).toMatchObject({
    role: 'textbox',
    groups: ['Date de naissance, Par exemple, 27 3 1985.', 'Personne concernée par l’acte'],
  });
  await keys.write('Mois', '2');
  await keys.write('Année', '1990');
  await keys.take('Continuer');
  await errorLeadsTo(keys, 'Date de naissance', 'Indiquez une date réelle : jour, mois et année.');
  expect((await keys.focused()).name).toBe('Jour');
  await keys.write('Mois', '1');
  await keys.take('Continuer');

  await keys.intoMain();
  await keys.write('Noms et prénoms des parents', 'Dominique et Sacha Exemple');
  await keys.take('Continuer');
  await keys.intoMain();
  await keys.take('Continuer');
  await keys.intoMain();
  await keys.take('Continuer');
  await contacts(keys, 'camille.touches@citoyen.example');
  await keys.intoMain();
  await keys.to('Modifier Document souhaité');
  await keys.take('Envoyer la demande');

  await keys.page.getByRole('heading', { level: 1, name: 'Votre demande est enregistrée' }).waitFor();
  const { reference } = await readConfirmation(keys.page);
  await keys.intoMain();
  await keys.take('Suivre la demande');
  await reloadUntil(keys.page, 'En attente de documents');
  await keys.intoMain();
  await keys.attach('Votre fichier : Livret de famille ou pièce d’identité', pdf);
  await keys.take('Envoyer le document');
  await keys.page.getByRole('status').getByText('Votre document a été reçu.').waitFor();
  await keys.intoMain();
  await keys.write('Votre message', 'Merci.');
  await keys.take('Envoyer le message');
  await keys.page.getByRole('status').getByText('Votre message a été envoyé au service.').waitFor();
  expect(await keys.title()).toContain(`${reference} – Copie ou extrait d’acte de naissance – `);
  await close(keys.page);
});

test('a street problem is reported beside one that is near, with a photo, by the keys alone', async () => {
  await town.api.file(aStreetProblem({ category: 'lighting', place: '3 rue de l’Exemple' }));
  const keys = await at('/demarches/street-problem');
  await keys.take('Commencer');
  await keys.intoMain();
  await keys.choose('Éclairage en panne');
  await keys.take('Continuer');
  await keys.intoMain();
  await keys.choose('Centre');
  await keys.take('Continuer');
  await keys.intoMain();
  await keys.take('Continuer');
  await errorLeadsTo(keys, 'Lieu', 'Remplissez ce champ.');
  expect(await keys.focused()).toEqual({
    role: 'textbox',
    name: 'Lieu',
    description: 'Rue et numéro, ou un repère tout proche. Erreur : Remplissez ce champ.',
    groups: [],
  });
  await keys.type('3 rue de l’Exemple');
  await keys.enter();
  await keys.intoMain();
  await keys.take('Continuer');
  await keys.intoMain();
  await keys.write('Ce que vous avez vu', 'Le lampadaire est éteint.');
  await keys.take('Continuer');
  await keys.intoMain();
  await keys.attach(/^Choisir un fichier Photo du problème/, photo);
  await keys.take('Joindre ces fichiers et en choisir d’autres');
  await keys.intoMain();
  await keys.to('Retirer photo.jpg');
  await keys.take('Continuer');
  await contacts(keys);
  await keys.intoMain();
  await keys.take('Envoyer la demande');

  expect(await keys.title()).toMatch(/^Ce problème est peut-être déjà signalé – /);
  await keys.intoMain();
  await keys.to(/^C’est le même problème : suivre ce signalement/);
  await keys.take('Non, c’est un autre problème');
  expect((await readConfirmation(keys.page)).reference).toMatch(/^\d{4}-\d{6}$/);
  await close(keys.page);
});

test('a room is booked from its calendar, and its two documents are sent, by the keys alone', async () => {
  const week = weekOf(addDays(mondayOfWeek(weekOf(civilDate(Date.now(), 'metropole')))!, 14));
  const keys = await at(`/salles/salle-du-parc?semaine=${week}`);
  await keys.take(/^Libre : réserver, .*, Matin, de 8 h à 13 h$/);
  await keys.intoMain();
  await keys.take('Commencer');
  await keys.intoMain();
  expect(await keys.to(/^Salle du parc/)).toMatchObject({ role: 'radio', groups: ['Salle'] });
  await keys.take('Continuer');
  await keys.intoMain();
  expect((await keys.to('Jour')).groups).toEqual([
    expect.stringMatching(/^Jour, Un mois à l’avance, si possible. Par exemple, 27 3 \d{4}\.$/),
  ]);
  await keys.take('Continuer');
  await keys.intoMain();
  await keys.take('Continuer');
  await keys.intoMain();
  await keys.write('Objet de la réservation', 'Assemblée générale');
  await keys.take('Continuer');
  await keys.intoMain();
  await keys.write('Nombre de personnes attendues', 'quarante');
  await keys.take('Continuer');
  await errorLeadsTo(keys, 'Nombre de personnes attendues', 'Écrivez un nombre entier, en chiffres, comme 40.');
  await keys.press('Control+A');
  await keys.type('40');
  await keys.take('Continuer');
  await keys.intoMain();
  await keys.take('Continuer');
  await contacts(keys);
  await keys.intoMain();
  await keys.take('Envoyer la demande');

  await keys.intoMain();
  await keys.take('Suivre la demande');
  await reloadUntil(keys.page, 'En attente de documents');
  for (const title of ['Chèque de caution', 'Attestation d’assurance responsabilité civile']) {
    await keys.intoMain();
    expect((await keys.to('Quel document envoyez-vous ?')).role).toBe('combobox');
    await keys.type(title);
    await keys.attach(/^Votre fichier/, pdf);
    await keys.take('Envoyer le document');
    await keys.page.getByRole('status').getByText('Votre document a été reçu.').waitFor();
  }
  await close(keys.page);
});

/** Somebody at their keyboard, past the links that every page begins with. */
async function at(address: string): Promise<Keys> {
  const keys = await keysOf(await visitor(browser, town.url));
  await keys.page.goto(address);
  await keys.intoMain();
  return keys;
}

/** The title says it, the summary has the focus and is announced, and its link leads to the field. */
async function errorLeadsTo(keys: Keys, field: string, error: string): Promise<void> {
  expect(await keys.title()).toMatch(/^Erreur : /);
  await keys.page.locator('.govuk-error-summary:focus').waitFor();
  await keys.page.getByRole('alert').getByRole('heading', { name: 'Il y a un problème' }).waitFor();
  expect(await keys.step()).toMatchObject({ role: 'link', name: `${field} : ${error}` });
  await keys.press('Enter');
}

async function contacts(keys: Keys, email = ''): Promise<void> {
  await keys.intoMain();
  await keys.write('Prénom', 'Camille');
  await keys.write('Nom', 'Exemple');
  await keys.write('Adresse électronique (facultatif)', email);
  await keys.take('Continuer');
}
