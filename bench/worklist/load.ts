import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { shapesOfAllTypes } from './shapes.ts';
import * as statements from './statements.ts';

/** So many in one transaction: each request holds a lock while its journal is written. */
const inOne = 1000;

/**
 * Fills a town with requests of every type at every place where one may stand, with what was answered and written before.
 * Set by set, and through every trigger and constraint. The same seed gives the same requests. They are made up, and
 * their people's names say so; nothing is told to the engine, so that no process runs them: they are there to be read.
 */
export async function loadRequests(
  db: DataSource,
  { open, ended, seed }: { open: number; ended: number; seed: number },
): Promise<void> {
  await db.query('create table shape (number integer primary key, data jsonb not null)');
  try {
    const shapes = await shapesOfAllTypes();
    await db.query(
      'insert into shape select n - 1, data from jsonb_array_elements($1::jsonb) with ordinality as each (data, n)',
      [JSON.stringify(shapes)],
    );
    const sealed = randomBytes(64);
    for (let from = 0; from < open + ended; from += inOne) {
      const to = Math.min(from + inOne, open + ended) - 1;
      await db.transaction(async (on) => {
        const { draw, ...written } = statements;
        await on.query(draw, [from, to, seed, open, shapes.length]);
        await on.query(written.people);
        await on.query(written.requests, [sealed]);
        for (const statement of [written.redirections, written.answered, written.waiting, written.ends])
          await on.query(statement);
        for (const statement of [written.messages, written.emails, written.journal]) await on.query(statement);
      });
    }
  } finally {
    await db.query('drop table shape');
  }
  await db.query('vacuum analyze');
}
