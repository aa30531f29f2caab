/** A person who asks for their data gets all of them, and nobody else's. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { columnWords } from '../../api/rights/column-words.ts';
import { otherTables, personalTables } from '../../api/rights/personal-tables.ts';
import { placeInStore } from '../../db/content-store.ts';
import { aPdf, aRequest } from '../api-client.ts';
import { readPdf } from '../templates/read-pdf.ts';
import { openTown, type Town } from '../town.ts';
import { agentGet, agentPost } from './agent-browser.ts';
import { canaries, rowsOfEveryTable } from './canaries.ts';
import { anAgent, aStreetProblem, aTask, cookieOf, kindsOf } from './people.ts';

interface Filed {
  id: string;
  reference: string;
  trackingCode: string;
}

const citizen = {
  givenName: 'Camille',
  familyName: 'Rassemblée',
  email: 'camille.rassemblee@citoyen.example',
  phone: '06 39 98 00 11',
  address: '3 rue du Recueil',
};
let town: Town;
let officer: string;
let officerId: string;
let asked: Filed;
let own: Filed;
let certificate: Filed;
let foreign: Filed;
let namesake: Filed;

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
  officer = await anAgent(town, 'agent', 'data-protection');
  [{ id: officerId }] = await town.db.query(
    `select id from agent where display_name = 'Agent (agent, data-protection)'`,
  );
  asked = await file({ type: 'personal-data', citizen, fields: { right: 'erasure', data: 'Tout ce que vous avez' } });
  own = await file({ ...aStreetProblem({ description: 'canary request.fields' }), citizen });
  certificate = await file(aRequest({ citizen: { ...citizen, phone: undefined, address: undefined } }));
  await town.api.upload(certificate.reference, certificate.trackingCode, { content: `${aPdf}canary` });
  const { email: _, phone: __, ...nameAlone } = citizen;
  namesake = await file(aRequest({ citizen: { ...nameAlone, address: 'canary foreign namesake' } }));
  foreign = await file(aStreetProblem({ description: 'canary foreign request' }));
  await rowsOfEveryTable(town, { own, asked, foreign, officerId, email: citizen.email });
});
afterAll(() => town.stop());

test('each column of each table is given to the person, or is left out for a reason that is said', async () => {
  const columns: { table: string; column: string }[] = await town.db.query(
    `select table_name as table, column_name as column from information_schema.columns where table_schema = 'public'
     and table_name in (select tablename from pg_tables where schemaname = 'public') order by 1, 2`,
  );
  const known = columns.map(({ table, column }) => {
    const personal = personalTables[table];
    if (!personal) return otherTables[table] ? '' : `${table} is in no list`;
    const without = Object.values(personal.without).flat();
    const places = Number(personal.columns.includes(column)) + Number(without.includes(column));
    return places === 1 ? '' : `${table}.${column} is in ${places} lists`;
  });
  expect(known.filter(Boolean)).toEqual([]);
  const given = Object.values(personalTables).flatMap((table) => table.columns);
  const onPaper = given.map((column) => (column === 'answers_sealed' ? 'answers' : column));
  expect(onPaper.filter((column) => !columnWords[column])).toEqual([]);
});

test('nothing is gathered before the identity is certain, nor by agents of another service', async () => {
  const path = `/agent/demandes/${asked.reference}/donnees`;
  const clerk = await anAgent(town, 'agent', 'roads');

  expect((await agentGet(town, officer, path)).status).toBe(403);
  expect((await agentGet(town, clerk, path)).status).toBe(404);
  expect((await take('json')).status).toBe(404);
});

test('an agent confirms each request, and of a sealed sector none by a name alone', async () => {
  await aTask(town, asked.id, { ordinal: 1, name: 'preparing the answer', answers: ['granted', 'refused'] });
  const path = `/agent/demandes/${asked.reference}/donnees`;

  await town.db.query(`update request set received_at = '2026-01-31T10:00:00Z' where id = $1`, [asked.id]);

  const page = await (await agentGet(town, officer, path)).text();
  // By regulation 1182/71: the last of the month is a Saturday, and the extension ends on a working day.
  expect(page).toMatch(/lundi 2 mars 2026[\s\S]*jeudi 30 avril 2026/);
  expect(page).toContain(`name="request.${own.id}"`);
  expect(page).toMatch(new RegExp(`name="request.${namesake.id}"[^>]* disabled`));
  expect(page).toContain('même courriel, même téléphone, même nom');
  expect(page).not.toMatch(/canary|Dominique/);
  // Erasure is what was asked for: its refusal can be taken over.
  expect(page).toMatch(/Obligation légale[\s\S]*art\. 17\.3\.b[\s\S]*CNIL[\s\S]*telerecours/);
  const ticked = [own, certificate, namesake, foreign].map(({ id }) => [`request.${id}`, 'on']);
  const sent = await agentPost(town, officer, path, { ...Object.fromEntries(ticked), address: 'on' });

  expect(sent.status).toBe(303);
  const [{ requests }] = await town.db.query('select requests from collection');
  expect(requests).toEqual([asked.id, own.id, certificate.id]);
  for (const { id } of [own, certificate]) expect(await kindsOf(town, id)).toContain('request read');
  for (const { id } of [foreign, namesake]) expect(await kindsOf(town, id)).not.toContain('request read');
  expect(await kindsOf(town, asked.id)).toContain('data collected');
  // A reading of its own is kept of each, and nothing of what it holds.
  const [{ data }] = await town.db.query(`select string_agg(data::text, '') as data from journal`);
  expect(data).not.toMatch(/canary|Rassemblée/);
});

test('the services that have the confirmed requests are asked to act, each by a note and an email to its own address', async () => {
  const path = `/agent/demandes/${asked.reference}/donnees`;
  const page = await (await agentGet(town, officer, path)).text();
  expect(page).toMatch(/>Tout ce que vous avez<\/textarea>/);
  const ticked = { [`ask.${own.id}`]: 'on', [`ask.${foreign.id}`]: 'on' };

  const empty = await agentPost(town, officer, `${path}/services`, { ...ticked, 'ask-text': '' });
  const none = await agentPost(town, officer, `${path}/services`, { [`ask.${foreign.id}`]: 'on', 'ask-text': 'Non' });
  const sent = await agentPost(town, officer, `${path}/services`, { ...ticked, 'ask-text': 'canary internal ask' });

  expect([empty.status, none.status, sent.status]).toEqual([422, 422, 303]);
  expect(await none.text()).toContain('Choisissez une des réponses proposées.');
  const emails = await town.db.query(
    `select request_id, to_address from email where template = 'data-right-asked' and state = 'queued'`,
  );
  const [{ email }] = await town.db.query(`select email from service where id = 'roads'`);
  expect(emails).toEqual([{ request_id: own.id, to_address: email }]);
  const [{ text }] = await town.db.query('select text from note where request_id = $1 order by at desc limit 1', [
    own.id,
  ]);
  expect(text).toBe('canary internal ask');
  expect(await (await agentGet(town, officer, path)).text()).toContain('Demandé au service le');
});

test('the person takes all of it with the tracking code, as JSON and as a tagged PDF, and nobody else’s', async () => {
  const json = await take('json');
  const text = await json.text();
  expect(json.headers.get('content-disposition')).toContain('attachment');
  expect(json.headers.get('cache-control')).toContain('no-store');
  const { data, leftOut } = JSON.parse(text) as { data: Record<string, unknown[]>; leftOut: string[] };

  expect(Object.keys(data).sort()).toEqual(Object.keys(personalTables).sort());
  for (const canary of canaries) expect(text).toContain(canary);
  for (const value of Object.values(citizen)) expect(text).toContain(value);
  expect(text).not.toMatch(/canary[ -]foreign|canary internal/);
  expect(leftOut.join(' ')).toMatch(/L\. 311-2.*15\.4/);

  const pdf = Buffer.from(await (await take('pdf')).arrayBuffer());
  const paper = readPdf(pdf).text;
  for (const words of ['canary request.fields', 'canary message.text', '3 rue du Recueil', 'Ce qui n’est pas donné'])
    expect(paper.replaceAll(/\s+/g, ' ')).toContain(words);
  expect(pdf.toString('latin1')).toContain('/MarkInfo');
});

test('a ZIP file has all of it and the files themselves, with its size told before', async () => {
  const follow = await (await fetch(`${town.url}/suivi/${asked.reference}`, { headers: await asOwner() })).text();
  const answer = await take('zip');
  const zip = Buffer.from(await answer.arrayBuffer());

  expect(follow).toMatch(/donnees\.zip">Tout, avec les fichiers \(ZIP\)\s: 0,1\sko/);
  expect(answer.headers.get('content-type')).toBe('application/zip');
  expect(Number(answer.headers.get('content-length'))).toBe(zip.length);
  const files = filesIn(zip);
  expect(Object.keys(files)).toEqual([
    'donnees.json',
    'donnees.pdf',
    `fichiers/${certificate.reference}/001-livret.pdf`,
    'fichiers-absents.txt',
  ]);
  expect(files[`fichiers/${certificate.reference}/001-livret.pdf`]!.toString()).toBe(`${aPdf}canary`);
  expect(Object.keys(JSON.parse(files['donnees.json']!.toString()).data)).toContain('request');
  // What is on record and not on the disk is said, and keeps nobody from the rest.
  expect(files['fichiers-absents.txt']!.toString()).toMatch(/canary document\.file_name[\s\S]*canary draft_document/);
  expect(zip.includes('canary foreign')).toBe(false);
});

test('a file that was changed on the disk breaks the archive off, so that half of it does not pass for all', async () => {
  const [{ id }] = await town.db.query(`select id from document where request_id = $1`, [certificate.id]);
  const place = placeInStore(town.documents, id);
  const bytes = await readFile(place);
  await writeFile(place, bytes.fill(0, 12, 14));

  await expect(take('zip').then((answer) => answer.arrayBuffer())).rejects.toThrow();
  await rm(place);
});

test('a stranger, an agent, and anybody after the time gets nothing', async () => {
  const path = `${town.url}/suivi/${asked.reference}/donnees.json`;
  expect((await fetch(path)).status).toBe(404);
  expect((await agentGet(town, officer, `/suivi/${asked.reference}/donnees.json`)).status).toBe(404);
  const cookie = await cookieOf(town, foreign);
  expect((await fetch(path, { headers: { cookie } })).status).toBe(404);

  await town.db.query(`update collection set at = now() - interval '3 months', until = now() - interval '1 minute'`);
  expect((await take('json')).status).toBe(404);
});

const file = async (body: object): Promise<Filed> => (await town.api.file(body as never)).body;

async function take(format: 'json' | 'pdf' | 'zip'): Promise<Response> {
  return fetch(`${town.url}/suivi/${asked.reference}/donnees.${format}`, { headers: await asOwner() });
}

const asOwner = async () => ({ cookie: await cookieOf(town, asked) });

/** By the list at its end, as programs read it (APPNOTE, 4.3.12); what is stored is not compressed. */
function filesIn(zip: Buffer): Record<string, Buffer> {
  const end = zip.lastIndexOf('PK\x05\x06');
  const files: Record<string, Buffer> = {};
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [size, start] = [zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 42)];
    const [name, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const from = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28);
    files[zip.toString('utf8', at + 46, at + 46 + name)] = zip.subarray(from, from + size);
    at += 46 + name + extra + comment;
  }
  return files;
}
