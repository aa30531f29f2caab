/** Texts of somebody who means harm, in every place that is shown again: pages, emails, tables, letters. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { agentGet } from '../api/agent-browser.ts';
import { anAgent, cookieOf } from '../api/people.ts';
import { until } from '../api-client.ts';
import { addresses, formulas, headers, scripts, together } from '../hostile-texts.ts';
import { readPdf } from '../templates/read-pdf.ts';
import { openTown, type Town } from '../town.ts';
import { type Browser, openBrowser } from './browser.ts';
import { administer, type Filed, fileAs, mailsOf, write } from './hostile-town.ts';
import { aTriedBrowser } from './tried-browser.ts';

let town: Town;
let browser: Browser;
let agent: string;
let filed: Filed[];

beforeAll(async () => {
  [town, browser] = await Promise.all([openTown(), openBrowser()]);
  agent = await anAgent(town, 'manager', 'participation');
  filed = await Promise.all(
    together.map(async (texts, index) => {
      // A name is short: each gets one of the texts.
      const [givenName, familyName = givenName, address = givenName] = texts as [string, ...string[]];
      const email = `citizen-${index}@citoyen.example`;
      return (await fileAs(town, { givenName, familyName, address, email }, texts.join(' '), texts.at(-1)))!;
    }),
  );
  for (const [index, one] of filed.entries()) await write(town, agent, one, together[index]!);
  await administer(town, scripts.join(' ').slice(0, 1_000));
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await town?.stop();
});

test('no page runs, loads or obeys what anybody has typed into it', async () => {
  const tried = await aTriedBrowser(browser, town.url);
  const administrator = await anAgent(town, 'operator', 'participation');
  await tried.as('guichet_agent', agent);
  const paths = filed.flatMap(({ reference }) => [`/agent/demandes/${reference}`, `/propositions/${reference}`]);
  const searches = together.map((texts) => encodeURIComponent(texts.join(' ')));
  for (const path of [
    ...paths,
    ...['/agent', '/agent?etat=ended', '/agent/reponses-types', '/agent/compte', '/propositions', '/pilotage'],
    ...searches.flatMap((text) => [
      `/agent?q=${text}`,
      `/demarches?q=${text}&theme=${text}`,
      `/suivi?reference=${text}`,
    ]),
    ...searches.flatMap((text) => [`/agent/connexion?suite=${text}`, `/demarches/${text}`, `/${text}?lang=${text}`]),
  ])
    await tried.look(path);
  for (const { reference, trackingCode } of filed) await tried.follow(reference, trackingCode);
  await tried.as('guichet_agent', administrator);
  for (const subject of ['services', 'agents', 'salles', 'quartiers', 'fermetures', 'absences', 'commune', 'journal'])
    await tried.look(`/administration/${subject}`);
  for (const path of [
    '/administration/salles/hostile',
    '/administration/quartiers/hostile',
    '/demarches/street-problem/hors-ligne',
    '/agent/interventions',
    '/administration/services/participation',
    '/salles',
    '/exploitation/comptes',
    '/',
  ])
    await tried.look(path);

  expect(tried.faults).toEqual([]);
  expect(tried.looked()).toBeGreaterThan(80);
}, 180_000);

test('no email carries a live element of what was typed, and its plain text has it as it was', async () => {
  const mails = await until(() => mailsOf(town, filed), 'the emails');
  const tried = await aTriedBrowser(browser, town.url);
  for (const { html, subject } of mails) await tried.show(html, subject);

  expect(tried.faults).toEqual([]);
  expect(mails.some(({ text }) => text.includes(together[0]![0]!))).toBe(true);
}, 60_000);

test('a spreadsheet runs nothing of a table, and a letter nothing of its texts', async () => {
  for (const [index, text] of formulas.entries())
    await fileAs(town, { givenName: text, familyName: text, email: `table-${index}@citoyen.example` }, text);
  const listed = async () => {
    const table = await (await agentGet(town, agent, '/agent/liste.csv')).text();
    return table.split('\r\n').length > formulas.length + 1 ? table : undefined;
  };
  const table = await until(listed, 'the rows');
  const cells = cellsOf(table.replace('\uFEFF', ''));
  expect(cells.length).toBeGreaterThan(formulas.length * 4);
  expect(cells.filter((cell) => /^[\s\u00a0]*[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(cell))).toEqual([]);

  for (const { reference, trackingCode } of filed.slice(0, 6)) {
    const cookie = await cookieOf(town, { reference, trackingCode });
    const answer = await fetch(`${town.url}/suivi/${reference}/recepisse.pdf`, { headers: { cookie } });
    const { raw } = readPdf(Buffer.from(await answer.arrayBuffer()));
    expect(raw.startsWith('%PDF-')).toBe(true);
    expect(raw).not.toMatch(/\/(JS|JavaScript|Launch|OpenAction|AA|EmbeddedFile)\b|\/URI \(javascript/);
  }
});

test('an email has its own headers and one recipient, whatever stands in a name, an address or a title', async () => {
  const usual = (await fileAs(town, { givenName: 'Camille', email: 'usual@citoyen.example' }))!;
  const pattern = await until(() => town.mail.received(usual.email)[0], 'the usual email');
  const refused: string[] = [];
  const taken: Filed[] = [];
  for (const [index, text] of headers.entries()) {
    const one = await fileAs(town, { givenName: text, familyName: text, email: `name-${index}@citoyen.example` }, text);
    if (one) taken.push(one);
    else refused.push(text);
  }
  for (const [index, address] of addresses.entries()) {
    const one = await fileAs(town, { givenName: 'Camille', email: address.replace('camille', `c${index}`) });
    if (one) taken.push(one);
    else refused.push(address);
  }
  const ids = taken.map(({ id }) => id);
  const settled = () =>
    town.db
      .query(`select 1 from email where request_id = any($1) and state = 'sent'`, [ids])
      .then((rows) => (rows.length === ids.length ? true : undefined));
  await until(settled, 'all emails');

  for (const text of [...headers.slice(0, 3), headers[4]!, ...addresses.slice(0, 4)]) expect(refused).toContain(text);
  const mails = town.mail.received().filter(({ text }) => taken.some(({ reference }) => text.includes(reference)));
  expect(mails.length).toBe(taken.length);
  expect(taken.length).toBeGreaterThanOrEqual(8);
  for (const mail of mails) {
    expect(mail.headerNames).toEqual(pattern.headerNames);
    expect(mail.recipients).toHaveLength(1);
    expect(mail.to).not.toMatch(/evil\.example$/);
    expect(mail.subject).toMatch(/^Demande reçue : Faire une proposition \(\d{4}-\d{6}\)$/);
    expect(mail.headers.from).toBe(pattern.headers.from);
  }
});

/** Of a table whose cells are separated by semicolons. */
const cellsOf = (table: string) =>
  [...table.matchAll(/"((?:[^"]|"")*)"|([^;\r\n]+)/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain!,
  );
