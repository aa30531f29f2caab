/** `npm run check:running`: would the requests that are under way go on with the types of this working tree? */

import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { openRuns, replayRuns } from '../activities/replay.ts';
import { openDatabase } from '../db/index.ts';
import { recordedSteps } from '../db/recorded-steps.ts';
import type { PayloadKey } from '../workflows/payload-codec.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import type { Addresses } from './embedded/announce.ts';
import { addressesFile, keyFile } from './embedded/data-folder.ts';
import { keyBeside, storedRuns } from './histories/stored.ts';
import { printVerdicts } from './running/report.ts';
import { type Verdict, verdictOn } from './running/verdict.ts';

const usage = `npm run check:running                    the open requests of the instance that runs
npm run check:running -- --files <folder>  histories stored by "temporal workflow show --output json"`;

try {
  const files = folderGiven();
  const config = readConfig();
  const verdicts = files ? await onFiles(files, await keyOf(config, files)) : await onInstance(config);
  printVerdicts(verdicts, files ?? 'the running instance');
  process.exit(verdicts.some(({ would }) => would === 'break') ? 1 : 0);
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}

function folderGiven(): string | undefined {
  try {
    return parseArgs({ options: { files: { type: 'string' } } }).values.files;
  } catch (error) {
    throw new ConfigError(`${(error as Error).message}\n${usage}`);
  }
}

async function onFiles(folder: string, key: PayloadKey): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for await (const run of replayRuns(storedRuns(folder), key)) verdicts.push(verdictOn(run));
  return verdicts;
}

/** A history does not hold the names of its steps; the database does, so that a renamed step is seen too. */
async function onInstance(config: Config): Promise<Verdict[]> {
  const addresses = await readAddresses(config.dataDir);
  const address = config.temporalAddress ?? addresses?.temporal;
  const databaseUrl = config.databaseUrl ?? addresses?.database;
  if (!address || !databaseUrl) {
    throw new ConfigError(`No Guichet runs with the data folder ${config.dataDir}: start it with npm start, \
give its GUICHET_DATA, or give TEMPORAL_ADDRESS, DATABASE_URL and GUICHET_KEY.`);
  }
  const engine = { address, namespace: config.temporalNamespace, tls: config.temporalTls, key: await keyOf(config) };
  const db = await openDatabase(databaseUrl);
  const verdicts: Verdict[] = [];
  for await (const run of replayRuns(openRuns(engine), engine.key)) {
    verdicts.push(verdictOn(run, await recordedSteps(db, run.requestId)));
  }
  await db.destroy();
  return verdicts;
}

async function readAddresses(dataDir: string): Promise<Addresses | undefined> {
  return JSON.parse(await readFile(addressesFile(dataDir), 'utf8').catch(() => 'null')) ?? undefined;
}

/** A folder of stored histories may have their key beside them; otherwise it is the instance's. */
async function keyOf({ key, dataDir }: Config, files = dataDir): Promise<PayloadKey> {
  const beside = await keyBeside(files);
  if (files !== dataDir && beside) return beside;
  const kept = key ?? beside ?? (await keyBeside(dataDir));
  if (kept) return kept;
  throw new ConfigError(`Histories are encrypted, and ${keyFile(dataDir)} is not there: give the town's GUICHET_KEY.`);
}
