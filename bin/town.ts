import { isDeepStrictEqual } from 'node:util';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { demonstrationTown } from '../api/town/demonstration.ts';
import { type TownTypes, townTypes } from '../api/town/types.ts';
import { listDistricts } from '../db/districts.ts';
import { findTown } from '../db/town.ts';
import { townView } from '../templates/town-words.ts';
import type { TownView } from '../templates/views.ts';

/** The demonstration town as its pages, emails and letter show it. */
export const townOf = (publicUrl: string): TownView => townView(demonstrationTown, publicUrl);

/** How often each part looks whether the settings have changed, in milliseconds. */
export const townChecksMs = 5_000;

export interface FollowedTypes {
  /** As the districts are now: to be asked for each time. */
  readonly types: TownTypes;
  stop(): void;
}

/** Reads the town's districts, and again when they have changed; a database that is away leaves them as they are. */
export async function followTypes(db: DataSource, log: Logger, checksMs = townChecksMs): Promise<FollowedTypes> {
  let types = townTypes(await listDistricts(db));
  const read = async () => {
    const districts = await listDistricts(db);
    if (!isDeepStrictEqual(districts, types.districts)) types = townTypes(districts);
  };
  const stop = repeated(read, checksMs, log, 'districts');
  return {
    get types() {
      return types;
    },
    stop,
  };
}

export interface FollowedTown {
  /** As the settings are now: to be asked for each time. */
  readonly view: TownView;
  stop(): void;
}

/** Reads the town's settings, and again when they have changed; a database that is away leaves them as they are. */
export async function followTown(
  db: DataSource,
  publicUrl: string,
  log: Logger,
  checksMs = townChecksMs,
): Promise<FollowedTown> {
  let view = townOf(publicUrl);
  let changedAt: Date | undefined;
  const read = async () => {
    const found = await findTown(db, changedAt);
    if (!found) return;
    view = townView(found.settings, publicUrl);
    changedAt = found.changedAt;
  };
  await read();
  const stop = repeated(read, checksMs, log, 'settings');
  return {
    get view() {
      return view;
    },
    stop,
  };
}

/** @returns what ends it */
function repeated(read: () => Promise<void>, everyMs: number, log: Logger, what: string): () => void {
  const failed = ({ code }: { code?: string }) => log.warn({ code }, `the town’s ${what} could not be read`);
  const checks = setInterval(() => void read().catch(failed), everyMs);
  return () => clearInterval(checks);
}
