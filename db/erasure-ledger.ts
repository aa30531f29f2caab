import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { DataSource, EntityManager } from 'typeorm';
import type { ContentStore } from './content-store.ts';
import { type KeptList, restoreList } from './elimination.ts';
import { anonymise, type ErasureGround } from './erasing.ts';
import { firstRow, rows } from './sql.ts';

/** One line of the ledger: ids and dates alone. A list comes with its visa, before the erasures that it allows. */
export type LedgerEntry = { list: KeptList } | Erased;
export type Erased = ErasureGround & {
  erased: string;
  /** ISO 8601. */
  at: string;
  /** Whose files are gone. */
  documents: readonly string[];
};

/** A file beside the database and outside of its dumps, which only grows. */
export interface ErasureLedger {
  /** On the disk when it returns. */
  append(entry: LedgerEntry): Promise<void>;
}

/** @param folder the data folder, which a backup of the database does not put back */
export function openLedger(folder: string): ErasureLedger {
  return {
    async append(entry) {
      await mkdir(folder, { recursive: true });
      const file = await open(ledgerFile(folder), 'a', 0o600);
      try {
        // The line feed is first: a line that a crash has cut is left alone, and the next one is whole.
        await file.appendFile(`\n${JSON.stringify(entry)}`);
        await file.sync();
      } finally {
        await file.close();
      }
    },
  };
}

/** Everything that was written, oldest first; nothing where nothing was ever erased. */
export async function readLedger(folder: string): Promise<LedgerEntry[]> {
  const text = await readFile(ledgerFile(folder), 'utf8').catch((error: { code?: string }) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text.split('\n').flatMap(entryOf);
}

/** Adds to the ledger in `folder` what that in `from` knows beside it. @returns how many lines */
export async function mergeLedger(from: string, folder: string): Promise<number> {
  const known = new Set((await readLedger(folder)).map((entry) => JSON.stringify(entry)));
  const missing = (await readLedger(from)).filter((entry) => !known.has(JSON.stringify(entry)));
  const ledger = openLedger(folder);
  for (const entry of missing) await ledger.append(entry);
  return missing.length;
}

/** A line that a crash has cut says nothing that the database was ever told. */
function entryOf(line: string): LedgerEntry[] {
  try {
    return [JSON.parse(line) as LedgerEntry];
  } catch {
    return [];
  }
}

/**
 * Erases again what an older backup has brought back, and puts back the lists that it did not know: to be done by every
 * restore before anybody is let in. Doing it twice changes nothing.
 *
 * @returns how many requests were erased, and how many lists put back
 */
export async function replayErasures(
  db: DataSource,
  store: ContentStore,
  ledger: readonly LedgerEntry[],
): Promise<{ erased: number; lists: number }> {
  const done = { erased: 0, lists: 0 };
  for (const entry of ledger) {
    if ('list' in entry) {
      if (await db.transaction((transaction) => restoreList(transaction, entry.list))) done.lists += 1;
    } else if (await eraseAgain(db, store, entry)) done.erased += 1;
  }
  return done;
}

async function eraseAgain(db: DataSource, store: ContentStore, entry: Erased): Promise<boolean> {
  const { erased: requestId, at, documents } = entry;
  const ground = 'listId' in entry ? { listId: entry.listId } : { decidedBy: entry.decidedBy };
  const found = await db.transaction(async (transaction) => {
    await settle(transaction, requestId, at);
    return anonymise(transaction, requestId, ground, new Date(at));
  });
  // Also where the database knows the erasure: the files may be of an older copy.
  for (const id of new Set([...documents, ...(found ?? [])])) await store.remove(id);
  return found !== undefined;
}

/** Then the request was ended and held by nothing; in an older backup it may still be. */
async function settle(on: EntityManager, requestId: string, at: string): Promise<void> {
  const request = await firstRow(
    on,
    'select 1 from request where id = :requestId and citizen_id is not null for update',
    {
      requestId,
    },
  );
  if (!request) return;
  await rows(on, settleStatement, { requestId, at });
}

const settleStatement = `
  with released as (
    update legal_hold set released_at = :at::timestamptz where request_id = :requestId and released_at is null
  ), cancelled as (
    update task set state = 'cancelled' where request_id = :requestId and state = 'open'
  ), freed as (
    update booking set state = 'released' where request_id = :requestId and state = 'held'
  ), ended as (
    update request set status = 'ended', outcome = 'erased', ended_at = :at::timestamptz, waiting_for = 'nobody'
    where id = :requestId and status = 'open'
  )
  select 1`;

const ledgerFile = (folder: string) => path.join(folder, 'erasures.jsonl');
