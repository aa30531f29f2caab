/** A town as one file, from one instance to another. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { checkRoutingTables } from '../activities/routing-check.ts';
import { exportTown, type Importing, importTown } from '../api/administration/transfer.ts';
import { demonstrationTown } from '../api/town/demonstration.ts';
import { migrate } from '../db/index.ts';
import { command } from './command.ts';
import { emptyDatabase } from './db/empty-database.ts';
import { openTown, type Town } from './town.ts';

let town: Town;
let empty: Awaited<ReturnType<typeof emptyDatabase>>;
let folder: string;

beforeAll(async () => {
  [town, empty] = await Promise.all([openTown({ relay: false, worker: false }), emptyDatabase()]);
  await migrate(empty.db);
  folder = await mkdtemp(path.join(tmpdir(), 'guichet-transfer-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await empty.drop();
  await town.stop();
});

test('a dry run says all that an empty town would get and writes nothing; the import gives the same town', async () => {
  await town.db.query(`update resource set closed_from = '2027-01-01' where id = 'salle-du-parc'`);
  await town.db.query('insert into town (settings, changed_at) values ($1, now())', [
    { ...demonstrationTown, name: 'Autre' },
  ]);
  await town.db.query(
    `insert into absence (id, agent_id, first_day, last_day, substitute_id)
     select gen_random_uuid(), a.id, '2027-02-01', '2027-02-05', s.id from agent a, agent s
     where a.email = 'agent@ville.example' and s.email = 'agent2@ville.example'`,
  );
  const exported = (await run(town.databaseUrl, 'export', '--people')).output;
  const before = await countOf(empty.db);

  const tried = await take(empty.url, JSON.parse(exported), '--dry-run');
  const untouched = await countOf(empty.db);
  const taken = await take(empty.url, JSON.parse(exported));

  expect([tried.code, taken.code]).toEqual([0, 0]);
  expect((await take(empty.url, { guichet: 2 })).code).toBe(1);
  expect(tried.output).toContain('agents agent@ville.example added');
  expect(tried.output.replace('would be written; nothing was', 'were written')).toBe(taken.output);
  expect(untouched).toEqual(before);
  expect(await exportTown(empty.db, { people: true })).toEqual(JSON.parse(exported));
  expect(await importTown(empty.db, JSON.parse(exported), importing)).toEqual([]);
  expect(exported).not.toMatch(/argon2|password/i);
});

test('people are in the file only where they are asked for, and a file without them leaves them as they are', async () => {
  const file = await exportTown(town.db, { people: false });

  expect(Object.keys(file)).toEqual(['guichet', 'services', 'closures', 'rooms', 'districts', 'routing', 'town']);
  expect(JSON.stringify(file)).not.toContain('agent@ville.example');
  expect(await importTown(town.db, file, importing)).toEqual([]);
});

test.each<[what: string, change: (file: TownFile) => void, lines: RegExp[]]>([
  [
    'a key that nobody knows',
    (file) => {
      file.rooms[1]!.colour = 'red';
    },
    [/^rooms\.1\.colour: /],
  ],
  [
    'another kind of file',
    (file) => {
      file.guichet = 2;
    },
    [/^guichet: /],
  ],
  [
    'faults in many places',
    (file) => {
      file.services[0]!.email = 'nowhere';
      file.closures[0]!.day = '2027-02-31';
      file.town!.colour = '#ffffff';
      delete file.agents[0]!.role;
    },
    [/^services\.0\.email: /m, /^closures\.0\.day: /m, /^town\.colour .*contrast/m, /^agents\.0\.role: /m],
  ],
  [
    'the last operator closed',
    (file) => {
      for (const agent of file.agents) if (agent.role === 'operator') agent.active = false;
    },
    [/^agents\.\d+\.active: .*last operator/],
  ],
  [
    'an absence of nobody',
    (file) => {
      file.absences[0]!.agent = 'nobody@ville.example';
    },
    [/^absences\.0\.agent: /],
  ],
  [
    'a district to which a round comes that is not there',
    (file) => {
      file.districts[1]!.round = 'salle-du-parc';
    },
    [/^districts\.1\.round: /],
  ],
  [
    'a rule for a district that is not there',
    (file) => {
      file.routing.push({ type: 'resident-parking-permit', rules: [ruleFor('est')] });
    },
    [/^routing: UNKNOWN_OPTION .*"est"/],
  ],
  [
    'a rule for a service that is not there',
    (file) => {
      file.routing[0]!.rules[0]!.service = 'parks';
    },
    [/^routing: UNKNOWN_SERVICE /],
  ],
])('%s is refused with its place, and nothing is written', async (_, change, lines) => {
  const file: TownFile = JSON.parse(JSON.stringify(await exportTown(town.db, { people: true })));
  file.services[2]!.phone = '01 99 00 55 55';
  change(file);

  const refused: Error = await importTown(town.db, file, importing).then(fail, (error) => error);

  for (const line of lines) expect(refused.message).toMatch(line);
  expect(refused.message.split('\n')).toHaveLength(lines.length);
  expect(await town.db.query(`select id from service where phone = '01 99 00 55 55'`)).toEqual([]);
});

test('a rule may name a district that comes with it in the same file', async () => {
  const file: TownFile = JSON.parse(JSON.stringify(await exportTown(empty.db, { people: false })));
  const round = 'encombrants-nord';
  file.districts.push({ id: round, nameFr: 'Nord et centre', nameEn: 'North and centre', round, open: false });
  file.districts.push({ id: 'est', nameFr: 'Est', nameEn: 'East', round: null, open: true });
  file.routing.push({ type: 'resident-parking-permit', rules: [ruleFor('est')] });

  const entries = await importTown(empty.db, file, importing);

  expect(entries.map(({ subject, key, kind }) => [subject, key, kind])).toEqual([
    ['districts', round, 'added'],
    ['districts', 'est', 'added'],
    ['routing', 'resident-parking-permit', 'added'],
  ]);
});

test('the journal of the administration takes no word back', async () => {
  await town.db.query(
    `insert into administration (at, subject, key, kind, changes) values (now(), 'services', 'roads', 'changed', '[]')`,
  );
  for (const statement of [
    'delete from administration',
    `update administration set key = 'waste'`,
    'truncate administration',
  ])
    await expect(town.db.query(statement)).rejects.toThrow('the journal only grows');
});

const importing: Importing = {
  dryRun: false,
  by: undefined,
  routing: { faults: async (...tables) => checkRoutingTables(...tables) },
  lang: 'en',
};
const ruleFor = (district: string) => ({
  id: district,
  conditions: { district: `"${district}"` },
  service: 'parking',
  note: { fr: '', en: '' },
});
const fail = () => {
  throw new Error('the file was taken');
};

type Rows = Record<string, unknown>[];
interface TownFile extends Record<'services' | 'agents' | 'absences' | 'closures' | 'rooms' | 'districts', Rows> {
  guichet: number;
  routing: { type: string; rules: { service: string }[] }[];
  town?: Record<string, unknown>;
}

async function countOf(db: DataSource) {
  const [count] = await db.query(
    `select (select count(*) from service) as services, (select count(*) from agent) as agents,
            (select count(*) from town) as town, (select count(*) from administration) as entries`,
  );
  return count;
}

async function take(databaseUrl: string, file: object, ...more: string[]) {
  const name = path.join(folder, 'town.json');
  await writeFile(name, JSON.stringify(file));
  return run(databaseUrl, 'import', name, ...more);
}

/** `npm run -s admin -- …`, and all that it said. */
const run = (databaseUrl: string, ...args: string[]) => command('administration', args, { DATABASE_URL: databaseUrl });
