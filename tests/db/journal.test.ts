import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { pino } from 'pino';
import type { EntityManager } from 'typeorm';
import { journalActivities } from '../../activities/journal-check.ts';
import { newId } from '../../db/ids.ts';
import { journalOf } from '../../db/journal.ts';
import { checkJournals, type Fault } from '../../db/journal-check.ts';
import { headsFile } from '../../db/kept-heads.ts';
import { addMessage } from '../../db/messages.ts';
import type { Sql } from '../../db/sql.ts';
import { agentGet, agentPost } from '../api/agent-browser.ts';
import { anAgent } from '../api/people.ts';
import { aRequest } from '../api-client.ts';
import { openTown, type Town } from '../town.ts';

let town: Town;
/** The request whose journal, of three entries, is looked at; others stand beside it. */
let id: string;

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
});
beforeEach(async () => {
  id = await aChain(3);
});
afterAll(() => town.stop());

test.each([
  `update journal set kind = 'nothing'`,
  'update journal set data = data',
  'delete from journal',
  'truncate journal',
  'truncate request cascade',
])('the database itself refuses: %s', async (statement) => {
  const before = await journalOf(town.db, id);

  const refused = town.db.query(statement);

  await expect(refused).rejects.toMatchObject({
    code: '23001',
    message: expect.stringMatching(/^the journal only grows: /),
  });
  expect(await journalOf(town.db, id)).toEqual(before);
});

test('an entry’s place in the chain is given by the database, whatever a program asks for', async () => {
  await town.db.query(
    `insert into journal (request_id, seq, at, kind, actor, previous_hash, hash)
     values ($1, 77, now(), 'message sent', 'citizen', '\\x00', '\\x00')`,
    [id],
  );

  expect((await journalOf(town.db, id)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  expect(await faults()).toEqual([]);
});

test('twenty writers at once leave a chain without a gap', async () => {
  await Promise.all(Array.from({ length: 20 }, (_, index) => write(id, `Message ${index}`)));

  const journal = await journalOf(town.db, id);
  expect(journal.map(({ seq }) => seq)).toEqual(Array.from({ length: 23 }, (_, index) => index + 1));
  expect(await faults()).toEqual([]);
});

test('a transaction that is rolled back leaves no gap', async () => {
  await town.db
    .transaction(async (on) => {
      await addMessage(on, { id: newId(), requestId: id, author: 'citizen', text: 'Jamais', at: new Date() });
      throw new Error('changed my mind');
    })
    .catch(() => {});
  await write(id, 'Pour de bon');

  expect((await journalOf(town.db, id)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  expect(await faults()).toEqual([]);
});

test.each<[what: string, statement: string, fault: Omit<Fault, 'chain'>]>([
  ['another kind', `update journal set kind = 'task answered' where request_id = $1 and seq = 2`, changed(2)],
  [
    'another time, by a microsecond',
    `update journal set at = at + interval '1 microsecond' where request_id = $1 and seq = 2`,
    changed(2),
  ],
  ['another actor', `update journal set actor = 'process' where request_id = $1 and seq = 2`, changed(2)],
  [
    'another agent',
    `update journal set agent_id = (select id from agent limit 1) where request_id = $1 and seq = 2`,
    changed(2),
  ],
  ['other data', `update journal set data = '{"message": 1}' where request_id = $1 and seq = 2`, changed(2)],
  [
    'a first entry of its own',
    `update journal set previous_hash = sha256('x') where request_id = $1 and seq = 1`,
    changed(1),
  ],
  [
    'a forged entry whose hash was computed anew',
    `update journal j set kind = 'forged', hash = journal_hash(jsonb_populate_record(j, '{"kind": "forged"}'))
     where request_id = $1 and seq = 2`,
    { from: 2, to: 2, kind: 'rewritten' },
  ],
  [
    'its first entry missing',
    `delete from journal where request_id = $1 and seq = 1`,
    { from: 1, to: 1, kind: 'missing' },
  ],
  [
    'its second entry missing',
    `delete from journal where request_id = $1 and seq = 2`,
    { from: 2, to: 2, kind: 'missing' },
  ],
  ['no entry left', `delete from journal where request_id = $1`, { from: 1, to: 1, kind: 'missing' }],
  [
    'an entry more',
    `insert into journal select request_id, 4, at, 'added', actor, agent_id, data, hash, sha256('x')
     from journal where request_id = $1 and seq = 3`,
    changed(4),
  ],
])('a journal with %s, done behind the database’s back, is found with its number', async (_, statement, fault) => {
  await behindTheBack(async (on) => {
    await on.query(statement, [id]);

    expect(await faults(on)).toContainEqual({ chain: id, ...fault });
  });

  expect(await faults()).toEqual([]);
});

test.each<[what: string, statement: string]>([
  ['another hash', `update journal set hash = sha256('x') where request_id = $1 and seq = 2`],
  ['two entries that changed places', `update journal set seq = 5 - seq where request_id = $1 and seq in (2, 3)`],
])('a journal with %s is found', async (_, statement) => {
  await behindTheBack(async (on) => {
    // Swapping two keys passes through a conflict that only a deferred one would forgive.
    await on.query('alter table journal drop constraint journal_pkey');
    await on.query(statement, [id]);

    expect(await faults(on)).toContainEqual({ chain: id, ...changed(2) });
  });
});

/** Acts as somebody with the keys of the database, and leaves no trace for the next test. */
test('each night a fault becomes an alarm, which stays until somebody has seen it, whatever is found later', async () => {
  const operator = await anAgent(town, 'operator', 'civil-status');
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(line) });
  const { checkJournals: night } = journalActivities({ ...town.services, log, headsFile: headsFile(town.dataDir) });
  const pageOf = async (address: string) => (await agentGet(town, operator, address)).text();
  const seen = (form: Record<string, string>) => agentPost(town, operator, '/exploitation/journal', form);
  const [{ reference }] = await town.db.query('select reference from request where id = $1', [id]);
  const [{ kind }] = await town.db.query('select kind from journal where request_id = $1 and seq = 2', [id]);
  expect(await pageOf('/exploitation')).toContain('Pas encore vérifiés');

  expect(await night()).toMatchObject({ faults: 0 });
  expect(await pageOf('/exploitation')).toMatch(/lignes relues[^.]*\. Rien d’anormal/);
  await forge(2, 'forged');
  expect(await night()).toMatchObject({ faults: 1 });
  await forge(2, kind);
  expect(await night()).toMatchObject({ faults: 0 });

  expect(await pageOf('/exploitation')).toMatch(/role="alert".*Un journal n’est plus tel qu’il a été écrit/);
  expect(await pageOf('/exploitation/configuration')).toMatch(/Intégrité des journaux <strong class="[^"]*wrong/);
  const page = await pageOf('/exploitation/journal');
  expect(page).toContain(`demande ${reference}, ligne 2 : changé ou ajouté`);
  expect(await (await fetch(`${town.url}/metrics`)).text()).toMatch(/^guichet_journal_faults 1$/m);
  expect(JSON.parse(lines.at(-1)!)).toMatchObject({ level: 50, faults: 1, found: [{ chain: id, from: 2 }] });
  const number = /name="number" value="(\d+)"/.exec(page)![1]!;
  expect(await (await seen({ number, reason: '' })).text()).toContain('id="reason-error"');
  expect((await seen({ number, reason: 'Essai de la sauvegarde' })).headers.get('location')).toContain('fait=vu');
  expect((await seen({ number, reason: 'Encore' })).status).toBe(409);

  expect(await pageOf('/exploitation')).not.toContain('role="alert"');
  expect(await pageOf('/exploitation/journal')).toMatch(/Vu par .*Essai de la sauvegarde/);
  // What is known is no alarm each night; more than that is.
  await forge(2, 'forged');
  await night();
  expect(await pageOf('/exploitation')).toContain('déjà signalées et vues');
  await forge(3, 'forged');
  await night();
  expect(await pageOf('/exploitation')).toContain('role="alert"');
});

/** Commits, as the owner of the database could. */
const forge = (seq: number, kind: string) =>
  town.db.transaction(async (on) => {
    await on.query('alter table journal disable trigger journal_keep');
    await on.query('update journal set kind = $3 where request_id = $1 and seq = $2', [id, seq, kind]);
    await on.query('alter table journal enable trigger journal_keep');
  });

async function behindTheBack(act: (on: EntityManager) => Promise<void>): Promise<void> {
  const undo = new Error('undo');
  const done = town.db.transaction(async (on) => {
    await on.query(`set local session_replication_role = replica`);
    await act(on);
    throw undo;
  });
  await expect(done).rejects.toBe(undo);
}

function changed(row: number): Omit<Fault, 'chain'> {
  return { from: row, to: row, kind: 'changed' };
}

async function faults(on: Sql = town.db): Promise<Fault[]> {
  const found: Fault[] = [];
  await checkJournals(on, { found: (fault) => found.push(fault) });
  return found;
}

async function aChain(entries: number): Promise<string> {
  const { body } = await town.api.file(aRequest());
  for (let entry = 1; entry < entries; entry++) await write(body.id, `Message ${entry}`);
  return body.id;
}

const write = (requestId: string, text: string) =>
  addMessage(town.db, { id: newId(), requestId, author: 'citizen', text, at: new Date() });
