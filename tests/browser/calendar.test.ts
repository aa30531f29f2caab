/** The calendars that everybody reads, used without a script. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mondayOfWeek, weekOf } from '../../api/public/weeks.ts';
import { addDays, civilDate } from '../../workflows/kit/calendar.ts';
import { openTown, type Town } from '../town.ts';
import {
  type Browser,
  close,
  fillPages,
  openBrowser,
  type Page,
  readConfirmation,
  reloadUntil,
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

test('a room is booked from its calendar, which then says that the period is taken, and not by whom', async () => {
  const citizen = await visitor(browser, town.url);
  const day = addDays(mondayOfWeek(weekOf(civilDate(Date.now(), 'metropole')))!, 15);
  const { cell, row } = cellsOf(citizen, day);
  await citizen.goto('/');
  await citizen.getByRole('contentinfo').getByRole('link', { name: 'Disponibilité des salles' }).click();
  await citizen.getByRole('link', { name: /Salle du parc/ }).click();
  for (const _ of [1, 2]) await citizen.getByRole('link', { name: 'Semaine suivante' }).first().click();
  expect(new URL(citizen.url()).searchParams.get('semaine')).toBe(weekOf(day));
  await cell('Matin').getByRole('link').click();

  // What the calendar knew is filled in; each page is shown all the same.
  await citizen.locator('main form[action^="/demarches/room-booking"] button').click();
  expect(await citizen.locator('[name="fields.room"]:checked').inputValue()).toBe('salle-du-parc');
  await fillPages(citizen, {
    'fields.purpose': 'Assemblée générale',
    'fields.attendance': '40',
    'citizen.givenName': 'Camille',
    'citizen.familyName': 'Exemple',
  });
  expect((await citizen.locator('main').textContent())!).toContain('Matin, de 8 h à 13 h');
  await send(citizen);
  await readConfirmation(citizen);

  await citizen.goto(`/salles/salle-du-parc?semaine=${weekOf(day)}`);
  await reloadUntil(citizen, /^Pris$/);
  expect((await row.textContent())!.replace(/\s+/g, ' ')).toMatch(/Pris Libre.* Libre.* Pris/);
  expect(await citizen.content()).not.toMatch(/Camille|Assemblée|20\d\d-\d{6}/);
  await citizen.goto('/encombrants/nord');
  expect(await citizen.locator('table').count()).toBe(8);
  expect(await citizen.getByRole('link', { name: /places libres/ }).count()).toBeGreaterThan(90);
  for (const address of ['salle-inconnue', 'salle-du-parc?semaine=2026-W99', 'salle-du-parc?semaine=2020-W10']) {
    expect((await citizen.goto(`/salles/${address}`))!.status()).toBe(404);
  }
  await close(citizen);
});

/** A day's row in a calendar, and its cell of a period. */
function cellsOf(page: Page, day: string) {
  const name = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'full', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00Z`),
  );
  const row = page.getByRole('row', { name: new RegExp(name.replace(/ 1 /, ' 1er ')) });
  return { row, cell: (period: string) => row.locator(`td[data-label^="${period}"]`) };
}
