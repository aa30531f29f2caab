/** Every picture of the agents' guide, in the order of its pages: who looks at what, and which part is shown. */

import { fillIn, type Page } from './browser.ts';
import type { Subjects } from './guide-town.ts';

export interface Picture {
  name: string;
  /** Whose browser: an address of the demonstration; nobody's before the sign-in. */
  who?: string;
  telephone?: true;
  /** Goes where the picture is taken. @returns what stands at the top of it, as a selector */
  open(page: Page, subjects: Subjects): Promise<string>;
}

const agent = 'agent@ville.example';
const manager = 'responsable@ville.example';
const counter = 'accueil@ville.example';

export const guidePictures: readonly Picture[] = [
  { name: 'connexion', open: (page) => at(page, '/agent') },
  {
    name: 'liste',
    who: agent,
    async open(page) {
      await page.goto('/agent?view=services');
      return 'form[data-batch]';
    },
  },
  {
    name: 'filtres',
    who: agent,
    async open(page) {
      await page.goto('/agent?view=services');
      await unfold(page, 'Quartier, canal, ancienneté, agent');
      return 'main';
    },
  },
  { name: 'decision', who: agent, open: (page, { certificate }) => request(page, certificate, 'section.task') },
  {
    name: 'pieces',
    who: agent,
    async open(page, { certificate }) {
      await request(page, certificate, '#documents');
      await unfold(page, 'Refuser ce document');
      return 'ul.documents:has(.review)';
    },
  },
  {
    name: 'apercu',
    who: agent,
    async open(page, { certificate }) {
      await request(page, certificate, '#reply');
      await page.locator('#reply').fill('Votre acte est prêt. Il part demain par la poste.');
      await page.locator('input[name="answer"][value="issued"]').check();
      await page.getByRole('button', { name: 'Aperçu du courriel' }).click();
      await page.locator('.preview').waitFor();
      return 'main';
    },
  },
  {
    name: 'transmission',
    who: agent,
    open: (page, { twice }) => unfolded(page, twice, 'Transmettre à un autre service'),
  },
  { name: 'delai', who: agent, open: (page, { twice }) => unfolded(page, twice, 'Suspendre ou prolonger le délai') },
  {
    name: 'doublon',
    who: agent,
    open: (page, { twice }) => unfolded(page, twice, 'Joindre à une autre demande de la personne'),
  },
  { name: 'reprise', who: manager, open: (page) => at(page, '/administration/reprise') },
  {
    name: 'saisie',
    who: counter,
    async open(page) {
      await page.goto('/agent/saisie/question?canal=phone');
      await fillIn(page, { 'citizen.givenName': 'Claude', 'citizen.familyName': 'Exemple' });
      return 'main';
    },
  },
  {
    name: 'papier',
    who: counter,
    open: (page, { awaiting }) => unfolded(page, awaiting, 'Une pièce est arrivée sur papier'),
  },
  {
    name: 'lettres',
    who: agent,
    async open(page) {
      await page.goto('/agent/courriers');
      return 'main form';
    },
  },
  {
    name: 'intervention',
    who: 'technicien@ville.example',
    telephone: true,
    async open(page) {
      await page.goto('/agent/interventions');
      for (const summary of await page.locator('main details > summary').all()) await summary.click();
      return 'main';
    },
  },
  { name: 'visa', who: manager, open: (page, { complaint }) => request(page, complaint, 'section.task') },
  {
    name: 'lot',
    who: agent,
    async open(page) {
      await page.goto('/agent?view=services&type=question');
      for (const box of await page.locator('tbody input[type="checkbox"]').all()) await box.check();
      await page.getByRole('button', { name: 'Traiter les lignes cochées' }).click();
      return '[data-choices]';
    },
  },
  {
    name: 'consultations',
    who: manager,
    open: (page, { certificate }) => at(page, `/agent/demandes/${certificate}/consultations`),
  },
];

async function at(page: Page, address: string): Promise<string> {
  await page.goto(address);
  return 'main';
}

async function request(page: Page, reference: string, part: string): Promise<string> {
  await page.goto(`/agent/demandes/${reference}`);
  await page.locator(part).first().waitFor();
  return part;
}

async function unfolded(page: Page, reference: string, summary: string): Promise<string> {
  await request(page, reference, 'main');
  await unfold(page, summary);
  return `details:has(> summary:has-text("${summary}"))`;
}

const unfold = (page: Page, summary: string) => page.locator('summary', { hasText: summary }).first().click();
