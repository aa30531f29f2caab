/** The clock by which the database tells days: of its own, so that figures which others read have the town's days too. */
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { firstRow } from './sql.ts';

/**
 * Sets the town's clock; safe to run again.
 *
 * @param owner signed in as the owner of the schema; @param clock of the time-zone database, `Indian/Reunion`
 * @throws the driver's error where PostgreSQL knows no such clock
 */
export async function setClock(owner: DataSource, clock: string): Promise<void> {
  if ((await clockOf(owner)) === clock) return;
  await owner.transaction(async (on) => {
    await on.query(`select pg_advisory_xact_lock(hashtext('guichet migration')), now() at time zone $1::text`, [clock]);
    await on.query(
      `create or replace function town_clock() returns text language sql stable parallel safe
       return ${pg.escapeLiteral(clock)}`,
    );
  });
}

/** @throws Error in words where the database tells days by another clock than this process does */
export async function requireClock(db: DataSource, clock: string): Promise<void> {
  const kept = await clockOf(db);
  if (kept === clock) return;
  throw new Error(
    `the database tells days by the clock ${kept}, and HOLIDAY_ZONE stands for ${clock}: run npm run migrate with the same HOLIDAY_ZONE as the parts`,
  );
}

const clockOf = async (db: DataSource) =>
  (await firstRow<{ clock: string }>(db, 'select town_clock() as clock'))!.clock;
