/** `npm run journal:verify` and `npm run journal:head`. */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import { faultText } from '../api/operator/journal-words.ts';
import { type Checked, checkOnce, type Fault } from '../db/journal-check.ts';
import { publicKeyOf, signingKey } from '../db/journal-heads.ts';
import { headsFile, keptHeads } from '../db/kept-heads.ts';
import { namedRequests } from '../db/operation.ts';
import { keysOf, type TownKey } from '../db/secrets.ts';
import { type Config, readConfig } from './config.ts';
import { keyBeside } from './histories/stored.ts';
import { writeAndKeep } from './journal-heads.ts';
import { openRunningDatabase } from './running-database.ts';

const usage = `npm run journal:verify [-- --heads <file>] [-- --public-key <base64>]
npm run journal:head`;

const [command, ...given] = process.argv.slice(2);
try {
  const config = readConfig();
  if (command === 'verify') process.exitCode = await verify(config, optionsIn(given));
  else if (command === 'head') await head(config);
  else throw new Error(usage);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}

interface Options {
  heads?: string | undefined;
  publicKeys: Buffer[];
}

function optionsIn(args: string[]): Options {
  const options = { heads: { type: 'string' }, 'public-key': { type: 'string', multiple: true } } as const;
  const { values } = parseArgs({ args, options });
  return { heads: values.heads, publicKeys: (values['public-key'] ?? []).map((text) => Buffer.from(text, 'base64')) };
}

/** @returns the exit code: 1 when something was found */
async function verify(config: Config, { heads, publicKeys }: Options): Promise<number> {
  const townKey = await townKeyOf(config);
  const trusted = [...publicKeys, ...(townKey ? keysOf(townKey).map((key) => publicKeyOf(signingKey(key))) : [])];
  if (heads && !existsSync(heads)) throw new Error(`there is no file ${heads}`);
  const kept = await keptHeads(heads ?? headsFile(config.dataDir));
  const db = await openRunningDatabase(config);
  const begin = Date.now();
  const faults: Fault[] = [];
  let more = 0;
  const found = (fault: Fault) => (faults.length < 1000 ? faults.push(fault) : more++);
  try {
    const checked = await checkOnce(db, { found, trusted: trusted.length > 0 ? trusted : undefined, kept });
    for (const line of await faultLines(db, faults)) console.log(line);
    if (more > 0) console.log(`… and ${more} more`);
    console.log(
      summary(checked, { kept: kept.length, known: trusted.length > 0, seconds: (Date.now() - begin) / 1000 }),
    );
    return checked.faults > 0 ? 1 : 0;
  } finally {
    await db.destroy();
  }
}

async function faultLines(db: DataSource, faults: readonly Fault[]): Promise<string[]> {
  const ids = [...new Set(faults.flatMap(({ chain }) => chain ?? []))];
  const named = new Map((await namedRequests(db, ids)).map(({ id, reference }) => [id, reference]));
  return faults.map((fault) => faultText(fault, named, 'en'));
}

function summary(
  { chains, entries, faults, heads, lastHead }: Checked,
  { kept, known, seconds }: { kept: number; known: boolean; seconds: number },
): string {
  const head = lastHead ? `, the last of ${lastHead.at} by the key ${lastHead.publicKey}` : '';
  return [
    `${chains} chains, ${entries} rows and ${heads} heads${head} read in ${seconds.toFixed(1)} s`,
    `${kept} heads that were kept elsewhere compared`,
    ...(known ? [] : ['whether that key is the town’s was not looked at: give GUICHET_KEY or --public-key']),
    faults === 0 ? 'nothing is wrong' : `${faults} ${faults === 1 ? 'fault' : 'faults'}`,
  ].join('\n');
}

async function head(config: Config): Promise<void> {
  const townKey = await townKeyOf(config);
  if (!townKey) throw new Error('a head is signed by the town’s key: give GUICHET_KEY');
  const db = await openRunningDatabase(config);
  const keeping = { db, townKey, dataDir: config.dataDir, log: pino({ level: 'silent' }) };
  const written = await writeAndKeep(keeping).finally(() => db.destroy());
  console.log(written ? JSON.stringify(written) : 'another process writes one just now');
}

async function townKeyOf({ key, dataDir }: Config): Promise<TownKey | undefined> {
  return key ?? (await keyBeside(dataDir));
}
