import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { checkOnce, type Fault } from '../db/journal-check.ts';
import { keepCheck, mostKept } from '../db/journal-checks.ts';
import { publicKeyOf, signingKey } from '../db/journal-heads.ts';
import { keptHeads } from '../db/kept-heads.ts';
import { keysOf, type TownKey } from '../db/secrets.ts';
import type { JournalActivities } from '../workflows/kit/journal-check.ts';

export interface JournalServices {
  db: DataSource;
  log: Logger;
  key: TownKey;
  /** Of the heads that are kept outside the database. */
  headsFile: string;
}

export function journalActivities({ db, log, key, headsFile }: JournalServices): JournalActivities {
  return {
    async checkJournals() {
      const at = new Date();
      const first: Fault[] = [];
      const checked = await checkOnce(db, {
        trusted: keysOf(key).map((one) => publicKeyOf(signingKey(one))),
        // Before the journals: what is written to the file meanwhile is not in the state that is looked at.
        kept: await keptHeads(headsFile),
        found: (fault) => first.length < mostKept && first.push(fault),
      });
      await keepCheck(db, { ...checked, at, found: first });
      const { entries, faults } = checked;
      // Also outside the database, whose owner could take the row away.
      if (faults > 0) log.error({ faults, found: first }, 'the journals are not as they were written');
      return { entries, faults };
    },
  };
}
