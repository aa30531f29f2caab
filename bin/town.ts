import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { demonstrationTown } from '../api/town/demonstration.ts';
import { findTown } from '../db/town.ts';
import { townView } from '../templates/town-words.ts';
import type { TownView } from '../templates/views.ts';

/** The demonstration town as its pages, emails and letter show it. */
export const townOf = (publicUrl: string): TownView => townView(demonstrationTown, publicUrl);

/** How often each part looks whether the settings have changed, in milliseconds. */
export const townChecksMs = 5_000;

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
  const checks = setInterval(
    () =>
      void read().catch(({ code }: { code?: string }) => log.warn({ code }, 'the town’s settings could not be read')),
    checksMs,
  );
  return {
    get view() {
      return view;
    },
    stop: () => clearInterval(checks),
  };
}
