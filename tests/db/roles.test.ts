/** Who may do what in the database: rights that hold also when code, or somebody who took it over, wants more. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { openDatabase } from '../../db/index.ts';
import { aRequest } from '../api-client.ts';
import { openTown, type Town } from '../town.ts';

let town: Town;
let app: DataSource;
let statistics: DataSource;

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
  app = town.services.db;
  statistics = await openDatabase(town.statisticsUrl, { poolSize: 1 });
  await town.api.file(aRequest());
});
afterAll(async () => {
  await statistics.destroy();
  await town.stop();
});

test.each([
  'update journal set data = data',
  'delete from journal',
  'truncate journal',
  'alter table journal disable trigger all',
  'drop trigger journal_chain on journal',
  'create or replace function journal_refuse() returns trigger language plpgsql as $$ begin return new; end $$',
  'set session_replication_role = replica',
  'delete from administration',
  'update journal_head set digest = digest',
  'delete from journal_leaf',
  'update journal_check set faults = 0',
  'truncate request cascade',
  'create table mine (id integer)',
  'alter table request add column mine integer',
  'drop table request cascade',
  'delete from migration',
  `copy request to program 'cat'`,
  'create role other superuser',
])('the parts may not: %s', async (statement) => {
  await expect(app.query(statement)).rejects.toMatchObject({ code: '42501' });
});

test('what is not the owner’s may be read and written by the parts, table by table', async () => {
  const rights = await town.db.query(
    `select c.relname as name,
            concat_ws(',', case when has_table_privilege('guichet_app', c.oid, 'select') then 'select' end,
              case when has_table_privilege('guichet_app', c.oid, 'insert') then 'insert' end,
              case when has_table_privilege('guichet_app', c.oid, 'update') then 'update' end,
              case when has_table_privilege('guichet_app', c.oid, 'delete') then 'delete' end) as rights
     from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by c.relname`,
  );

  const others = rights.filter(({ rights }: { rights: string }) => rights !== 'select,insert,update,delete');
  expect(others).toEqual(
    expect.arrayContaining([
      { name: 'administration', rights: 'select,insert' },
      { name: 'journal', rights: 'select,insert' },
      { name: 'journal_head', rights: 'select,insert' },
      { name: 'journal_leaf', rights: 'select,insert' },
      { name: 'migration', rights: 'select' },
    ]),
  );
  expect(others.every(({ rights }: { rights: string }) => rights.startsWith('select'))).toBe(true);
});

test('who reads figures sees what was asked, and nobody who asked', async () => {
  const [figures] = await statistics.query('select * from statistics_request');

  expect(figures).toMatchObject({ type: 'birth-certificate', service: 'civil-status', status: 'open' });
  expect(Object.keys(figures).filter((column) => /id|name|reference|fields|search|sealed|hash/.test(column))).toEqual(
    [],
  );
  const tables: { name: string }[] = await town.db.query(
    `select c.relname as name from pg_class c where c.relkind in ('r', 'v') and c.relnamespace = 'public'::regnamespace
       and has_table_privilege('guichet_statistics', c.oid, 'select') order by 1`,
  );
  expect(tables.map(({ name }) => name)).toEqual([
    'closure',
    'service',
    'statistics_request',
    'statistics_survey',
    'statistics_task',
  ]);
});

test.each(['select * from citizen', 'select fields from request', 'select * from email', 'delete from service'])(
  'who reads figures may not: %s',
  async (statement) => {
    await expect(statistics.query(statement)).rejects.toMatchObject({ code: '42501' });
  },
);
