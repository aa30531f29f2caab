import { grantRights, migrate, openDatabase, setClock } from '../db/index.ts';
import { clocks } from '../workflows/kit/calendar.ts';
import { readConfig } from './config.ts';

// Brings the schema up to date, sets the town's clock, and gives the users of the other addresses their rights: run it
// before the parts of a new version start, or with another zone.
const { databaseUrl, databaseOwnerUrl, databaseStatisticsUrl, holidayZone } = readConfig();
if (!databaseOwnerUrl) {
  console.error(
    'DATABASE_URL is not set: npm run migrate works on the database that it names, or as the owner that DATABASE_OWNER_URL names; npm start needs no migration.',
  );
  process.exit(1);
}
const db = await openDatabase(databaseOwnerUrl, { poolSize: 2 });
await migrate(db);
await setClock(db, clocks[holidayZone]);
await grantRights(db, { app: databaseUrl, statistics: databaseStatisticsUrl });
await db.destroy();
console.log('The schema is up to date.');
