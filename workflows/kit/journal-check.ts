import { journal } from './activities.ts';

/** Each night: every row of the journals is compared with its hash and with the signed heads. It is told numbers alone. */
export function journalCheckV1(): Promise<{ entries: number; faults: number }> {
  return journal.checkJournals();
}

export interface JournalActivities {
  /** Reads all of it, and keeps what was found. */
  checkJournals(): Promise<{ entries: number; faults: number }>;
}
