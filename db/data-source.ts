import { DataSource, DefaultNamingStrategy, type Table } from 'typeorm';
import * as entities from './entities/index.ts';
import * as migrations from './migrations/index.ts';

/**
 * Opens a pool on the application's database.
 * @param url `postgres://…`; @param options.poolSize connections at most (10); @param options.migrations names of those
 * that `migrate` may use (all)
 * @throws the driver's error when the database can not be reached or the sign-in is refused
 */
export function openDatabase(
  url: string,
  options: { poolSize?: number; migrations?: readonly string[] } = {},
): Promise<DataSource> {
  return new DataSource({
    type: 'postgres',
    url,
    poolSize: options.poolSize ?? 10,
    entities: Object.values(entities),
    migrations: Object.values(migrations).filter(({ name }) => options.migrations?.includes(name) ?? true),
    migrationsTableName: 'migration',
    namingStrategy: new PostgresNames(),
    synchronize: false,
    connectTimeoutMS: 5_000,
    applicationName: 'guichet',
    // A statement that hangs would hold a worker's slot and a request's lock with it.
    extra: { statement_timeout: 10_000, idle_in_transaction_session_timeout: 30_000 },
    poolErrorHandler: () => {
      // The pool drops a connection that the server closed; the next query opens another or fails with its own error.
    },
  }).initialize();
}

/** Brings the schema up to date; safe to run by several processes at once and again. */
export async function migrate(db: DataSource): Promise<void> {
  const lock = db.createQueryRunner();
  try {
    await lock.query(`select pg_advisory_lock(hashtext('guichet migration'))`);
    await db.runMigrations({ transaction: 'each' });
  } finally {
    await lock.query(`select pg_advisory_unlock(hashtext('guichet migration'))`);
    await lock.release();
  }
}

/** Names of all migrations, in their order. */
export const migrationNames = (): string[] => Object.values(migrations).map(({ name }) => name);

/** Foreign keys are called as PostgreSQL calls them, so that a test can compare the entities with the migrations. */
class PostgresNames extends DefaultNamingStrategy {
  override foreignKeyName(table: Table | string, columns: string[]): string {
    return `${this.getTableName(table)}_${columns.join('_')}_fkey`;
  }
}
