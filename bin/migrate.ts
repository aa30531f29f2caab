import { migrate, openDatabase } from '../db/index.ts';
import { readConfig } from './config.ts';

// Brings the schema of DATABASE_URL up to date: run it before the parts of a new version start.
const { databaseUrl } = readConfig();
if (!databaseUrl) {
  console.error(
    'DATABASE_URL is not set: npm run migrate works on the database that it names; npm start needs no migration.',
  );
  process.exit(1);
}
const db = await openDatabase(databaseUrl, { poolSize: 2 });
await migrate(db);
await db.destroy();
console.log('The schema is up to date.');
