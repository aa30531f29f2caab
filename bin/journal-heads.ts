/** The daily head of the journals, also outside the database: whoever can change everything there can not change this. */
import { appendFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { type KeptHead, signingKey, writeHead } from '../db/journal-heads.ts';
import { headsFile } from '../db/kept-heads.ts';
import { keysOf, type TownKey } from '../db/secrets.ts';

const hourMs = 3_600_000;
/** Less than a day, since it is looked at by the hour: the hour of the day stays. */
const dailyMs = 23 * hourMs;
/** A start has other things to do. */
const firstLookMs = 60_000;

export interface HeadKeeping {
  db: DataSource;
  townKey: TownKey;
  dataDir: string;
  log: Logger;
}

/** Writes a head each day, whoever of several processes is first; needs no clock of the operator's. */
export function keepDailyHeads(keeping: HeadKeeping): { stop(): void } {
  const { log } = keeping;
  const look = () =>
    void writeAndKeep(keeping, dailyMs).catch(({ code }: { code?: string }) =>
      log.warn({ code }, 'the journal’s head could not be written'),
    );
  const first = setTimeout(look, firstLookMs);
  const checks = setInterval(look, hourMs);
  return {
    stop() {
      clearTimeout(first);
      clearInterval(checks);
    },
  };
}

/** Writes a head unless there is one that is younger than `ageMs`; adds it to the file and to the log. */
export async function writeAndKeep(
  { db, townKey, dataDir, log }: HeadKeeping,
  ageMs = 0,
): Promise<KeptHead | undefined> {
  const head = await writeHead(db, signingKey(keysOf(townKey)[0]), ageMs);
  if (!head) return undefined;
  log.info({ head }, 'journal head');
  await appendFile(headsFile(dataDir), `${JSON.stringify(head)}\n`, { mode: 0o600 });
  return head;
}
