/** What people may type, in every field of every form: taken or refused with a sentence, kept as it was, never a 500. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openTown, type Town } from '../town.ts';
import { type FormClient, formClient } from './form-client.ts';

let town: Town;

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
});
afterAll(() => town.stop());

const hardTexts = {
  'ten thousand letters': 'é'.repeat(10_000),
  'emoji of many parts': '👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽',
  'writing from right to left, with marks that turn it': 'שלום \u202eabc\u202c مرحبا',
  'one letter': 'Ý',
  'an apostrophe and marks of HTML': `D'Exemple & <b>"fils"</b>`,
  'a day that does not exist': '31',
  'spaces alone': ' \u00a0 ',
};

test.each(Object.entries(hardTexts))('%s: every field of every form takes it or says what to do', async (_, text) => {
  const { body } = await town.api.call('GET', '/request-types');
  const faults: string[] = [];
  let fields = 0;
  for (const { id, form } of body.items as { id: string; form: { properties: object } }[]) {
    const citizen = formClient(town.url);
    await citizen.begin(id);
    for (const step of [...Object.keys(form.properties), 'coordonnees']) {
      const address = `/demarches/${id}/${step}`;
      const asked = fieldsIn((await citizen.get(address)).html);
      fields += asked.length;
      if (asked.length > 0) faults.push(...(await faultsAfter(citizen, address, asked, text)));
    }
  }

  expect(faults).toEqual([]);
  expect(fields).toBeGreaterThan(80);
});

test.each(Object.entries(hardTexts))('%s: every search and every code is answered by a page', async (_, text) => {
  const citizen = formClient(town.url);
  // An address is never longer than a browser may send.
  const typed = encodeURIComponent(text.slice(0, 300));
  const pages = [
    await citizen.get(`/demarches?q=${typed}`),
    await citizen.get(`/demarches?theme=${typed}&evenement=${typed}`),
    await citizen.get(`/propositions?theme=${typed}&etat=${typed}&ordre=${typed}&page=${typed}`),
    await citizen.get(`/salles/salle-du-parc?semaine=${typed}`),
    await citizen.get(`/demarches/room-booking?fields.room=${typed}&fields.day=${typed}`),
    await citizen.post('/suivi', { reference: text, code: text }),
    await citizen.post('/brouillon', { code: text }),
  ];

  expect(pages.map(({ status, html }) => [status < 500, html.includes('</html>')])).toEqual(
    pages.map(() => [true, true]),
  );
});

interface Field {
  name: string;
  maxLength: number;
}

/** Sends one page with the text in each of its fields, as far as a browser lets it be typed there. */
async function faultsAfter(citizen: FormClient, address: string, fields: Field[], text: string): Promise<string[]> {
  const typed = fields.map(({ name, maxLength }) => [name, wholeSigns(text, maxLength)] as const);
  const sent = await citizen.post(address, Object.fromEntries(typed));
  const helps = sent.status === 303 || (sent.status === 422 && sent.html.includes('govuk-error-summary'));
  const { html } = await citizen.get(address);
  const lost = typed.filter(([, value]) => value.trim() !== '' && !html.includes(escaped(value)));
  return [...(helps ? [] : [`${address}: ${sent.status}`]), ...lost.map(([name]) => `${address}: ${name} is lost`)];
}

/** The fields that a page lets one type into. */
const fieldsIn = (html: string): Field[] =>
  [...html.matchAll(/<(?:textarea|input)[^>]* name="((?:fields|citizen)\.[^"]*)"[^>]*>/g)]
    .filter(([field]) => !field.includes('type="radio"'))
    .map(([field, name]) => ({ name: name!, maxLength: Number(/maxlength="(\d+)"/.exec(field)?.[1] ?? Infinity) }));

/** As much of a text as fits, without half of a sign at its end. */
const wholeSigns = (text: string, most: number) => text.slice(0, most).replace(/[\ud800-\udbff]$/, '');

const escaped = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll("'", '&#x27;')
    .replaceAll('"', '&quot;');
