/** `npm run record-histories`: stores what the histories of tests/replay do not show yet; what they show stays as it is. */
import { parseArgs } from 'node:util';
import { readConfig } from './config.ts';
import { type Coverage, coverageOf } from './histories/coverage.ts';
import { recordPaths, recordTurn } from './histories/record.ts';
import { historiesFolder, keyBeside, storedRuns } from './histories/stored.ts';
import { oneLine, stoppedBySignals } from './simulation/program.ts';
import { typeGiven } from './simulation/scenario.ts';

const usage = `npm run record-histories             what is missing of every type, through the real engine
npm run record-histories -- <type>    of one type
npm run record-histories -- --check   says what is missing and what no longer replays, and records nothing`;

const signal = stoppedBySignals();

try {
  const given = read(process.argv.slice(2));
  if (!given) console.log(usage);
  else process.exitCode = given.check ? await check() : await record(given.types);
} catch (error) {
  console.error(oneLine(error));
  process.exitCode = 1;
}
// The engine's library keeps a handle after a replay.
process.exit();

function read(args: string[]): { types: string[]; check: boolean } | undefined {
  const options = { check: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } } as const;
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  return values.help
    ? undefined
    : { types: positionals.length > 0 ? [typeGiven(positionals).id] : [], check: values.check };
}

/** A type that has no history yet is told and fails nothing: it may be an hour old. */
async function check(): Promise<number> {
  const { replayed, broken, types, turnsMissing } = await coverage();
  console.log(`${replayed} histories replay.`);
  for (const { name, because } of broken) console.error(`${name} no longer replays: ${because}`);
  for (const { type } of types.filter(({ histories }) => histories === 0)) {
    console.log(`${type.id} has none yet: npm run record-histories -- ${type.id}`);
  }
  const missing = types
    .filter(({ histories }) => histories > 0)
    .flatMap(({ type, missing }) => missing.map((thing) => `${type.id}: no history passes ${thing}`));
  missing.push(...turnsMissing.map((turn) => `no history shows a request that is ${turn}`));
  for (const line of missing) console.error(line);
  if (missing.length > 0) console.error('Record them with "npm run record-histories", and commit them.');
  return broken.length + missing.length > 0 ? 1 : 0;
}

async function record(only: readonly string[]): Promise<number> {
  const { types, turnsMissing } = await coverage();
  const wanted = types.filter(
    ({ type, missing }) => missing.length > 0 && (only.length === 0 || only.includes(type.id)),
  );
  let files = 0;
  const wrote = (file: string) => {
    files += 1;
    console.log(`tests/replay/${file}`);
  };
  const recording = { town: { config: readConfig(), signal, key: await key() }, folder: historiesFolder, wrote };
  if (wanted.length > 0) await recordPaths(wanted, recording);
  for (const turn of only.length === 0 ? turnsMissing : []) await recordTurn(turn, recording);
  console.log(files === 0 ? 'Nothing is missing.' : `${files} histories recorded.`);
  return 0;
}

async function coverage(): Promise<Coverage> {
  return coverageOf(storedRuns(historiesFolder), await key());
}

async function key(): Promise<Buffer> {
  const kept = await keyBeside(historiesFolder);
  if (!kept) throw new Error(`the key of the stored histories, ${historiesFolder}/key, is not there: restore it`);
  return kept;
}
