import type { DataSource } from 'typeorm';

/** Where an erasure leaves former versions of rows. */
const touched =
  'citizen, request, task, document, message, note, comment, correction, email, survey, redirection, postponement, follower';

/**
 * After an erasure: lets PostgreSQL reuse the space of what is gone, in tables and indexes, and forget the values that
 * its statistics had sampled, which every reader of `pg_stats` sees. The bytes themselves stay in the files of the
 * database until they are written over; no statement and no dump shows them.
 */
export async function reuseErasedSpace(db: DataSource): Promise<void> {
  const connection = db.createQueryRunner();
  try {
    // Longer than any other statement may take.
    await connection.query('set statement_timeout = 0');
    await connection.query(`vacuum (analyze) ${touched}`);
  } finally {
    await connection.query('reset statement_timeout');
    await connection.release();
  }
}
