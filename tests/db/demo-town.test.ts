import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { type DemoAccount, migrate, seedDemoTown } from '../../db/index.ts';
import { services } from '../../workflows/services.ts';
import { emptyDatabase } from './empty-database.ts';

let db: DataSource;
let drop: () => Promise<void>;

beforeAll(async () => {
  ({ db, drop } = await emptyDatabase());
  await migrate(db);
});
afterAll(() => drop());

test('a town that was filled before gets what has come since, and keeps its accounts and their passwords', async () => {
  const { 'civil-status': civilStatus } = services;
  let kept: DemoAccount[] = [];
  await seedDemoTown(db, { 'civil-status': civilStatus, roads: services.roads }, async (accounts) => {
    kept = accounts;
  });
  const before = await db.query('select email, password_hash from agent order by email');
  await db.query(`delete from membership where service_id = 'roads'`);

  for (const _ of [1, 2]) await seedDemoTown(db, services, () => Promise.reject(new Error('accounts made again')));

  expect(kept.map(({ role }) => role)).toContain('manager');
  expect(await db.query('select email, password_hash from agent order by email')).toEqual(before);
  const known = await db.query('select id from service order by id');
  expect(known.map(({ id }: { id: string }) => id)).toEqual(Object.keys(services).sort());
  // What the operator has changed since stays as it is.
  expect(await servedBy('responsable@ville.example')).toEqual(
    Object.keys(services)
      .filter((id) => id !== 'roads')
      .sort(),
  );
  expect(await servedBy('technicien@ville.example')).toEqual(['cleanliness', 'green-spaces']);
  expect(await db.query('select id from resource')).toHaveLength(5);
});

async function servedBy(email: string): Promise<string[]> {
  const members = await db.query(
    'select service_id from membership join agent on agent.id = agent_id where email = $1 order by service_id',
    [email],
  );
  return members.map(({ service_id }: { service_id: string }) => service_id);
}
