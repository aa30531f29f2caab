/** `npm run keys:rotate`: seals by GUICHET_KEY what the keys of GUICHET_KEY_OLD have sealed in the database; may be stopped and run again. */
import { pino } from 'pino';
import { rotateKeys } from '../db/key-rotation.ts';
import { keysOf } from '../db/secrets.ts';
import { readConfig } from './config.ts';
import { writeAndKeep } from './journal-heads.ts';
import { openRunningDatabase } from './running-database.ts';

try {
  const config = readConfig();
  if (!config.key || keysOf(config.key).length === 1) {
    throw new Error('give the new key in GUICHET_KEY and the former ones, with commas, in GUICHET_KEY_OLD');
  }
  const db = await openRunningDatabase(config);
  let [renewed, lost] = [0, 0];
  for await (const column of rotateKeys(db, config.key)) {
    renewed += column.renewed;
    lost += column.lost;
    const { table, column: name, values } = column;
    console.log(`${`${table}.${name}`.padEnd(36)}${values} values, ${column.renewed} sealed anew`);
  }
  // What a former key has signed is vouched for by the present one's head.
  await writeAndKeep({ db, townKey: config.key, dataDir: config.dataDir, log: pino({ level: 'silent' }) });
  await db.destroy();
  console.log(
    lost > 0
      ? `${lost} values are opened by none of these keys: keep all keys, and look for the one that is missing.`
      : `${renewed} values sealed anew. The former keys still open the engine's histories, links in emails that have been sent, and cookies: keep them in GUICHET_KEY_OLD until the requests that were open today have ended.`,
  );
  process.exitCode = lost > 0 ? 1 : 0;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}
