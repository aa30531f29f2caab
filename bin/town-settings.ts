import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { demonstrationTown } from '../api/town/demonstration.ts';
import { dataUriOf, logoOf } from '../api/town/logo.ts';
import { townFaults, townSettings } from '../api/town/settings.ts';
import { findTown, keepTown } from '../db/town.ts';
import { readConfig } from './config.ts';
import { readJson } from './read-json.ts';
import { openRunningDatabase } from './running-database.ts';
import { townChecksMs } from './town.ts';

// The town's name, contacts, hours, logo and colour: `npm run -s town -- show | set <file.json>`.
const [command, given] = process.argv.slice(2);
try {
  if (command === 'show') await show();
  else if (command === 'set' && given) await set(given);
  else throw new Error('npm run -s town -- show | set <file.json>');
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

/** What `set` takes again: to be kept in a file, changed there, and given back. */
async function show(): Promise<void> {
  const db = await openRunningDatabase(readConfig());
  const kept = await findTown(db).finally(() => db.destroy());
  if (!kept) console.error('No settings are kept yet: these are the demonstration’s.');
  console.log(JSON.stringify(kept?.settings ?? demonstrationTown, undefined, 2));
}

async function set(file: string): Promise<void> {
  const settings = townSettings.safeParse(await withLogo(await readJson(file), dirname(file)));
  if (!settings.success) throw new Error(townFaults(settings.error).join('\n'));
  const db = await openRunningDatabase(readConfig());
  await keepTown(db, { settings: settings.data, changedAt: new Date() }).finally(() => db.destroy());
  console.log(
    `The settings of ${settings.data.name} are kept. Pages and emails show them in ${townChecksMs / 1000} s.`,
  );
}

/** The logo may be given as a file beside the settings. */
async function withLogo(input: unknown, folder: string): Promise<unknown> {
  const { logo: name } = (input ?? {}) as { logo?: unknown };
  if (typeof name !== 'string' || name.startsWith('data:')) return input;
  const content = await readFile(resolve(folder, name)).catch(() => {
    throw new Error(`logo ${name}: there is no such file beside the settings`);
  });
  const logo = logoOf(content);
  if (typeof logo === 'string') throw new Error(`logo ${logo}`);
  return { ...(input as object), logo: dataUriOf(logo) };
}
