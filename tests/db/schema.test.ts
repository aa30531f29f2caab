import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { migrate } from '../../db/index.ts';
import { command } from '../command.ts';
import { emptyDatabase } from './empty-database.ts';

let db: DataSource;
let url: string;
let drop: () => Promise<void>;

beforeAll(async () => {
  ({ db, url, drop } = await emptyDatabase());
});
afterAll(() => drop());

test('two processes migrate an empty database at once, and a third time changes nothing', async () => {
  const [first, second] = await Promise.all([migrateInProcess(), migrateInProcess()]);
  const schema = await schemaOf();
  await migrate(db);
  await migrate(db);

  expect([first, second]).toEqual(['The schema is up to date.\n', 'The schema is up to date.\n']);
  expect(schema.length).toBeGreaterThan(100);
  expect(await schemaOf()).toEqual(schema);
  const names = db.migrations.map((migration) => migration.constructor.name);
  const inOrder = names.sort((one, other) => Number(one.match(/\d+$/)) - Number(other.match(/\d+$/)));
  expect(await db.query('select name from migration order by id')).toEqual(inOrder.map((name) => ({ name })));
});

test('the migrations give exactly what the entities say, and the checks of rows beside it', async () => {
  // TypeORM compares checks by name alone: a copy of each beside its entity would prove nothing, so it would drop them.
  const checks = await db.query(
    `select format('ALTER TABLE "%s" DROP CONSTRAINT "%s"', conrelid::regclass, conname) as dropped
     from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace`,
  );

  const { upQueries } = await db.driver.createSchemaBuilder().log();

  const wanted = upQueries.map(({ query }) => query);
  expect(wanted.sort()).toEqual(checks.map(({ dropped }: { dropped: string }) => dropped).sort());
});

test('the way back leads to an empty database, and forth again to the same schema', async () => {
  const schema = await schemaOf();

  for (const _ of db.migrations) await db.undoLastMigration({ transaction: 'each' });
  const emptied = await schemaOf();
  await migrate(db);

  expect(emptied.filter(({ name, definition }) => !/migration/.test(name + definition))).toEqual([]);
  expect(await schemaOf()).toEqual(schema);
});

test('a town that had its districts in the code of the forms has them as rows, and those that requests have go on being read', async () => {
  const isThere = async () => (await db.query(`select to_regclass('district') as there`))[0].there !== null;
  while (await isThere()) await db.undoLastMigration({ transaction: 'each' });
  await db.query(`
    insert into agent (id, email, role, password_hash, display_name)
      values (gen_random_uuid(), 'a@ville.example', 'agent', 'x', 'A');
    insert into resource (id, kind, name_fr, name_en, capacity) values ('encombrants-nord', 'collection', 'T', 'R', 9)`);

  await migrate(db);

  expect(await db.query('select id, name_en as name, round_id as round, open from district order by id')).toEqual([
    { id: 'centre', name: 'Centre', round: 'encombrants-nord', open: true },
    { id: 'nord', name: 'North', round: 'encombrants-nord', open: true },
    { id: 'sud', name: 'South', round: null, open: true },
  ]);
  await db.query('delete from district; delete from resource; delete from agent');
});

/** Every column, constraint, index, trigger and function of ours, as PostgreSQL writes it. */
function schemaOf(): Promise<{ name: string; definition: string }[]> {
  return db.query(
    `select c.relname || '.' || a.attname as name, concat_ws(' ', format_type(a.atttypid, a.atttypmod), a.attnotnull,
            a.attidentity, pg_get_expr(d.adbin, d.adrelid)) as definition
     from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_attrdef d on (d.adrelid, d.adnum) = (c.oid, a.attnum)
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'S') and a.attnum > 0 and not a.attisdropped
     union all select conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
     from pg_constraint where connamespace = 'public'::regnamespace
     union all select indexname, indexdef from pg_indexes where schemaname = 'public'
     union all select tgname, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
     union all select proname, pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace
     order by 1, 2`,
  );
}

/** `npm run migrate`, in a process of its own. @returns what it printed */
async function migrateInProcess(): Promise<string> {
  const { code, stdout, stderr } = await command('migrate', [], { DATABASE_URL: url });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}
