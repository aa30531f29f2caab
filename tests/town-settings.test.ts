import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createApp } from '../api/app.ts';
import { demonstrationTown } from '../api/town/demonstration.ts';
import { logoOf } from '../api/town/logo.ts';
import { townFaults, townSettings } from '../api/town/settings.ts';
import { type FollowedTown, followTown } from '../bin/town.ts';
import { aRequest, until } from './api-client.ts';
import { command } from './command.ts';
import { openTown, type Town } from './town.ts';

let town: Town;
let folder: string;
let followed: FollowedTown;
let portal: string;
const server = createServer();

beforeAll(async () => {
  town = await openTown();
  folder = await mkdtemp(path.join(tmpdir(), 'guichet-settings-'));
  followed = await followTown(town.db, town.url, town.services.log, 50);
  const app = createApp({
    ...town.services,
    get town() {
      return followed.view;
    },
  });
  server.on('request', app.callback());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  portal = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => town.db.query('delete from town'));
afterAll(async () => {
  followed.stop();
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
  await town.stop();
});

const settings = {
  ...demonstrationTown,
  name: 'Mairie de Trifouilly-Exemple',
  phone: '01 99 00 22 22',
  colour: '#7a1508',
  director: 'La ou le maire de Trifouilly-Exemple',
};

test('what is set is shown by the pages, by the style sheet, and by an email of the worker, without a restart', async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="#7a1508" d="M0 0h9v9z"/></svg>';
  await writeFile(path.join(folder, 'logo.svg'), svg);

  const { code, output } = await set({ ...settings, logo: 'logo.svg' });

  expect([code, output]).toEqual([0, expect.stringContaining('The settings of Mairie de Trifouilly-Exemple are kept')]);
  const home = await until(async () => {
    const html = await page('/');
    return html.includes('Mairie de Trifouilly-Exemple') ? html : undefined;
  }, 'the new name');
  const [, sheet] = /href="(\/apparence\.css\?v[^"]+)"/.exec(home)!;
  const [, logo] = /src="(\/apparence\/logo\?v[^"]+)"/.exec(home)!;
  const style = await fetch(portal + sheet!.replace('&#x3D;', '='));
  expect(style.headers.get('cache-control')).toContain('immutable');
  expect(await style.text()).toContain('--govuk-brand-colour:#7a1508');
  const drawing = await fetch(portal + logo!.replace('&#x3D;', '='));
  expect([drawing.headers.get('content-type'), await drawing.text()]).toEqual(['image/svg+xml', svg]);
  expect(drawing.headers.get('content-security-policy')).toContain('sandbox');
  expect(await page('/mentions-legales')).toContain('La ou le maire de Trifouilly-Exemple');
  // The worker is a process of its own, and looks every five seconds.
  const email = await until(async () => {
    const { citizen } = aRequest();
    await town.api.file(aRequest({ citizen }));
    const { email } = citizen as { email: string };
    const received = await until(() => town.mail.received(email)[0], 'the acknowledgement');
    return received.html.includes('Mairie de Trifouilly-Exemple') ? received : undefined;
  }, 'an email in the new name');
  expect(email.html).toContain('#7a1508');
  expect(email.html).not.toContain('#12505b');
  expect(email.text).toContain('01 99 00 22 22');
}, 60_000);

test('what was shown can be set again, and says the same', async () => {
  await set({ ...settings, logo: `data:image/png;base64,${aPng.toString('base64')}` });
  const shown = JSON.parse((await run('show')).output);

  expect((await set(shown)).code).toBe(0);
  expect(JSON.parse((await run('show')).output)).toEqual(shown);
  expect(shown.name).toBe(settings.name);
});

test('an audit changes what every page says of the site’s accessibility, and the statement has its figures', async () => {
  const lists = { tools: ['axe-core'], environments: ['Firefox et NVDA'], sample: ['Accueil'] };
  const audit = { on: new Date().toISOString().slice(0, 10), by: 'Auditeur d’exemple', rate: 72, ...lists };
  expect((await set({ ...settings, audit })).code).toBe(0);
  await until(async () => ((await page('/aide')).includes('partiellement conforme') ? true : undefined), 'the state');

  const statement = await page('/accessibilite');

  expect(statement).toMatch(/par Auditeur d’exemple révèle que 72\s% des critères/);
  expect(statement).toContain('Firefox et NVDA');
  expect(statement).not.toContain('non conforme');
});

test('a town without English offers none', async () => {
  await set({ ...settings, languages: ['fr'] });
  const home = await until(async () => {
    const html = await page('/?lang=en');
    return html.includes('<html class="govuk-template" lang="fr">') ? html : undefined;
  }, 'French alone');

  expect(home).not.toContain('English');
});

const aPng = Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d', 'hex'), Buffer.from('IHDR'), Buffer.alloc(17)]);
const svgOf = (inner: string, attributes = '') => `<svg xmlns="http://www.w3.org/2000/svg"${attributes}>${inner}</svg>`;

test.each<[what: string, change: object, line: RegExp]>([
  [
    'a colour that is too light',
    { colour: '#ff8800' },
    /^colour is too light to be read: its contrast is 2\.\d, and 4\.5/m,
  ],
  ['a colour by its name', { colour: 'red' }, /^colour is not a colour/m],
  ['no name', { name: '' }, /^name is empty/m],
  ['an address in one line', { address: '1 place' }, /^address is missing: give a list of lines/m],
  ['a telephone number that costs', { phone: '08 92 00 00 00' }, /^phone costs the caller more/m],
  [
    'hours that end before they begin',
    { openingHours: { ...demonstrationTown.openingHours, monday: [['12:00', '08:30']] } },
    /^openingHours\.monday has periods/m,
  ],
  [
    'an hour that does not exist',
    { openingHours: { ...demonstrationTown.openingHours, friday: [['08:30', '25:00']] } },
    /^openingHours\.friday\.0\.1 is not a time/m,
  ],
  ['English alone', { languages: ['en'] }, /^languages must have "fr"/m],
  [
    'a rate of more than all',
    { audit: { on: '2026-11-24', by: 'x', rate: 101, tools: [], environments: [], sample: [] } },
    /^audit\.rate is not a rate/m,
  ],
  ['a setting that nobody knows', { motto: 'x' }, /^motto is no setting of a town/m],
  ['no officer', { dataProtection: undefined }, /^dataProtection is missing/m],
  ['a logo that is none', { logo: 'data:text/html;base64,AAAA' }, /^logo is not "data:image/],
])('%s is refused by the setting’s name', (_, change, line) => {
  const { error } = townSettings.safeParse({ ...settings, ...change });

  expect(townFaults(error!)).toEqual([expect.stringMatching(line)]);
});

test('settings with several faults are refused with a line for each, and those before stay', async () => {
  await set(settings);

  const { code, output } = await set({ ...settings, name: '', email: 'mairie' });

  expect([code, output.trim().split('\n')]).toEqual([
    1,
    [expect.stringMatching(/^name is empty/), expect.stringMatching(/^email is not an email address/)],
  ]);
  expect(await town.db.query(`select settings ->> 'name' as name from town`)).toEqual([{ name: settings.name }]);
});

test.each<[what: string, content: string | Buffer, line: RegExp]>([
  ['a script', svgOf('<script>alert(1)</script>'), /contains <script>/],
  [
    'a script by another name',
    svgOf('<x:script xmlns:x="http://www.w3.org/2000/svg">1</x:script>'),
    /contains <x:script>/,
  ],
  ['an attribute that acts', svgOf('<path d="M0 0"/>', ' onload="alert(1)"'), /acts by itself \(onload\)/],
  ['a foreign page', svgOf('<foreignObject><p>x</p></foreignObject>'), /contains <foreignObject>/],
  ['a link', svgOf('<use href="https://evil.example/a.svg#b"/>'), /leads elsewhere/],
  ['a script as a link', svgOf('<use xlink:href="javascript:alert(1)"/>'), /leads elsewhere/],
  ['a picture from elsewhere', svgOf('<style>path{fill:url(https://evil.example/)}</style>'), /fetches something else/],
  ['an entity', `<!DOCTYPE svg [<!ENTITY a "b">]>${svgOf('')}`, /neither an SVG nor a PNG/],
  ['an entity after the drawing began', svgOf('<!ENTITY a "b">'), /declares a document type/],
  ['a page called a drawing', '<html><script>alert(1)</script></html>', /neither an SVG nor a PNG/],
  ['a JPEG', Buffer.from('ffd8ffe000104a464946', 'hex'), /neither an SVG nor a PNG/],
  ['a drawing of 101 kB', svgOf(`<desc>${'a'.repeat(101_000)}</desc>`), /has \d+ bytes: at most 100000/],
])('a logo with %s is refused', (_, content, line) => {
  expect(logoOf(Buffer.from(content))).toEqual(expect.stringMatching(line));
});

test('a drawing with gradients, styles and links within itself is a logo', () => {
  const inner = '<style>.a{fill:url(#b)}</style><defs><linearGradient id="b"/></defs><use href="#b" class="a"/>';
  expect(logoOf(Buffer.from(`<?xml version="1.0"?><!-- a town -->${svgOf(inner)}`))).toMatchObject({
    mediaType: 'image/svg+xml',
  });
});

test.each<[what: string, args: string[], line: RegExp]>([
  ['no command', [], /show \| set <file\.json>/],
  ['a file that is not there', ['set', '/none.json'], /\/none\.json: there is no such file/],
  ['a file that is no JSON', ['set', import.meta.filename], /is not JSON/],
])('%s is told in one line', async (_, args, line) => {
  const { code, output } = await run(...args);

  expect([code, output]).toEqual([1, expect.stringMatching(line)]);
  expect(output.trim().split('\n')).toHaveLength(1);
});

const page = async (address: string) => (await fetch(portal + address)).text();

async function set(given: object) {
  const file = path.join(folder, 'town.json');
  await writeFile(file, JSON.stringify(given));
  return run('set', file);
}

/** `npm run -s town -- …`, and all that it said. */
const run = (...args: string[]) => command('town-settings', args, { DATABASE_URL: town.databaseUrl });
