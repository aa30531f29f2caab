/** Whether the journals are as they were written: every row of every chain, and every chain as the signed heads have it. */
import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { townChain } from './journal.ts';
import { checkHeads, type HeadsChecked, type KeptHead } from './journal-heads.ts';
import { rows, type Sql } from './sql.ts';

export interface Fault {
  /** The id of a request, `townChain`, or undefined where a head itself does not hold. */
  chain: string | undefined;
  /** Numbers of the first and last row that it is about. */
  from: number;
  to: number;
  /**
   * `changed`: it is not what its hash says. `rewritten`: it is what its hash says, and not what later rows or a head were
   * made from. `missing`: others of the chain are there. `gone`: a head has them, and now the chain is shorter, or no more.
   * `head`: its number in `from`; it was changed, is missing, or was signed by another key.
   */
  kind: 'changed' | 'rewritten' | 'missing' | 'gone' | 'head';
}

export interface Checked extends HeadsChecked {
  chains: number;
  entries: number;
  faults: number;
}

export interface CheckOptions {
  found?: (fault: Fault) => void;
  /** Public keys (raw, 32 bytes) of which one must have signed the last head; any will do where none is given. */
  trusted?: readonly Buffer[] | undefined;
  /** Heads that were kept elsewhere: each must still be there. */
  kept?: readonly KeptHead[];
}

/** `checkJournals` on the state of one moment, while others write. */
export function checkOnce(db: DataSource, options: CheckOptions): Promise<Checked> {
  return db.transaction('REPEATABLE READ', async (on) => {
    await on.query('set transaction read only; set local statement_timeout = 0');
    return checkJournals(on, options);
  });
}

/** Reads all of it once, some thousand rows at a time. @param on a transaction that sees one state, where others write */
export async function checkJournals(on: Sql, { found, trusted, kept }: CheckOptions = {}): Promise<Checked> {
  const checked = { chains: 0, entries: 0, faults: 0 };
  const tell = (fault: Fault) => {
    checked.faults += 1;
    found?.(fault);
  };
  for await (const chain of emptyChains(on)) tell({ chain, from: 1, to: 1, kind: 'missing' });
  await checkChains(requestEntries(on), checked, tell);
  await checkChains(townEntries(on), checked, tell);
  const heads = await checkHeads(on, { trusted, kept: kept ?? [] }, tell);
  return { ...checked, ...heads };
}

interface ChainEntry {
  chain: string;
  seq: number;
  /** All that it says, as it was hashed: put together here, since whoever owns the database owns its functions too. */
  content: string;
  previousHash: Buffer;
  hash: Buffer;
}

async function checkChains(
  entries: AsyncIterable<ChainEntry>,
  checked: { chains: number; entries: number },
  tell: (fault: Fault) => void,
): Promise<void> {
  let before: { chain: string; seq: number; hash: Buffer } | undefined;
  for await (const entry of entries) {
    if (before?.chain !== entry.chain) {
      before = { chain: entry.chain, seq: 0, hash: Buffer.alloc(32) };
      checked.chains += 1;
    }
    checked.entries += 1;
    const fault = faultOf(entry, before);
    if (fault) tell({ chain: entry.chain, ...fault });
    before = entry;
  }
}

function faultOf(entry: ChainEntry, before: { seq: number; hash: Buffer }): Omit<Fault, 'chain'> | undefined {
  const { seq, hash, previousHash, content } = entry;
  if (seq !== before.seq + 1) return { from: before.seq + 1, to: seq - 1, kind: 'missing' };
  const right = createHash('sha256').update(previousHash).update(content).digest();
  if (!hash.equals(right)) return { from: seq, to: seq, kind: 'changed' };
  if (previousHash.equals(before.hash)) return undefined;
  // This row still knows the hash that the one before it had.
  const other = Math.max(before.seq, 1);
  return { from: other, to: other, kind: 'rewritten' };
}

const pageSize = 4_000;

/** Requests that have not even the row of their receipt; a thousand of them say enough. */
async function* emptyChains(on: Sql): AsyncGenerator<string> {
  const found = await rows<{ id: string }>(
    on,
    'select id from request where not exists (select from journal where request_id = request.id) limit 1000',
  );
  for (const { id } of found) yield id;
}

async function* requestEntries(on: Sql): AsyncGenerator<ChainEntry> {
  let after = { chain: townChain, seq: 0 };
  for (;;) {
    const page = await rows<ChainEntry>(
      on,
      `select request_id as chain, seq, previous_hash as "previousHash", hash,
              concat_ws(chr(31), request_id, seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), kind, actor,
                        coalesce(agent_id::text, '-'), data::text) as content
       from journal where (request_id, seq) > (:chain::uuid, :seq) order by request_id, seq limit ${pageSize}`,
      after,
    );
    yield* page;
    if (page.length < pageSize) return;
    after = page.at(-1)!;
  }
}

async function* townEntries(on: Sql): AsyncGenerator<ChainEntry> {
  let seq = 0;
  for (;;) {
    const page = await rows<ChainEntry>(
      on,
      `select '${townChain}' as chain, seq, previous_hash as "previousHash", hash,
              concat_ws(chr(31), seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),
                        coalesce(agent_id::text, '-'), subject, key, kind, changes::text) as content
       from administration where seq > :seq order by seq limit ${pageSize}`,
      { seq },
    );
    yield* page;
    if (page.length < pageSize) return;
    seq = page.at(-1)!.seq;
  }
}
