/**
 * Signed heads of all journals. A chain by itself shows what was changed in its middle, and not that its last rows are gone,
 * nor that whoever can write anything has written it anew: what was signed yesterday does.
 *
 * `digest = SHA-256(digest of the head before, 32 zero bytes for the first; then UTF-8: "<number> <ISO 8601> <chains>
 * <entries>\n", and for each chain that has grown since, by its id: "<chain> <number of its last row> <hash in hex>\n")`,
 * signed by Ed25519. So the last head vouches for all of them, and only its key must be known.
 */
import { createHash, createPrivateKey, createPublicKey, hkdfSync, type KeyObject, sign, verify } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { townChain } from './journal.ts';
import type { Fault } from './journal-check.ts';
import { firstRow, rows, type Sql } from './sql.ts';

/** A head as it is kept elsewhere: one line of JSON, bytes in base64. */
export interface KeptHead {
  number: number;
  at: string;
  chains: number;
  entries: number;
  digest: string;
  publicKey: string;
  signature: string;
}

/** The key that signs heads, always the same from the town's key: nothing more has to be kept, and nobody needs it to verify. */
export function signingKey(townKey: Buffer): KeyObject {
  const seed = Buffer.from(hkdfSync('sha256', townKey, Buffer.alloc(0), 'guichet journal head', 32));
  // A private key of Ed25519 in PKCS #8 is these bytes and the seed.
  const key = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

export const publicKeyOf = (key: KeyObject): Buffer =>
  createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);

/**
 * Writes the head of this moment.
 * @param ageMs when the last one is younger, nothing is written
 * @returns undefined when nothing was written, also where another process writes just now
 */
export function writeHead(db: DataSource, key: KeyObject, ageMs = 0): Promise<KeptHead | undefined> {
  return db.transaction('REPEATABLE READ', async (on) => {
    const { alone } = (await firstRow<{ alone: boolean }>(
      on,
      `select pg_try_advisory_xact_lock(hashtext('guichet journal head')) as alone`,
    ))!;
    const last = await firstRow<{ number: number; at: Date; digest: Buffer }>(
      on,
      'select number, at, digest from journal_head order by number desc limit 1',
    );
    if (!alone || (last && Date.now() - last.at.getTime() < ageMs)) return undefined;
    await on.query('set local statement_timeout = 0');
    return addHead(on, last, key);
  });
}

async function addHead(
  on: Sql,
  last: { number: number; digest: Buffer } | undefined,
  key: KeyObject,
): Promise<KeptHead> {
  const number = (last?.number ?? 0) + 1;
  const counts = (await firstRow<{ chains: number; entries: string }>(on, leavesStatement, { number }))!;
  const head = { number, at: new Date(), chains: counts.chains, entries: Number(counts.entries) };
  const digest = await digestOf(head, last?.digest, leavesOf(on, number));
  const publicKey = publicKeyOf(key);
  const signature = sign(null, digest, key);
  await rows(
    on,
    `with head as (
       insert into journal_head (number, at, chains, entries, digest, public_key, signature)
       values (:number, :at, :chains, :entries, :digest, :publicKey, :signature)
     )
     select 1`,
    { ...head, digest, publicKey, signature },
  );
  return keptHead({ ...head, digest, publicKey, signature });
}

/** Ends that have grown; what became shorter stays as the older head has it, and is found by that. */
const leavesStatement = `
  with ends as (
    (select distinct on (request_id) request_id as chain, seq, hash from journal order by request_id desc, seq desc)
    union all
    (select '${townChain}'::uuid, seq, hash from administration order by seq desc limit 1)
  ), leaves as (
    insert into journal_leaf (head, chain, seq, hash)
    select :number::int, chain, seq, hash from ends
    where seq > coalesce((select max(l.seq) from journal_leaf l where l.chain = ends.chain), 0)
  )
  select count(*)::int as chains, coalesce(sum(seq), 0)::text as entries from ends`;

interface Leaf {
  chain: string;
  seq: number;
  hash: Buffer;
  /** What the chain's row of this number says now; null where there is none. */
  present: Buffer | null;
}

const pageSize = 4_000;

async function* leavesOf(on: Sql, head: number): AsyncGenerator<Leaf> {
  let after: string | null = null;
  for (;;) {
    const page: Leaf[] = await rows<Leaf>(
      on,
      `select l.chain, l.seq, l.hash, coalesce(j.hash, a.hash) as present
       from journal_leaf l
       left join journal j on j.request_id = l.chain and j.seq = l.seq
       left join administration a on l.chain = '${townChain}' and a.seq = l.seq
       where l.head = :head and (:after::uuid is null or l.chain > :after) order by l.chain limit ${pageSize}`,
      { head, after },
    );
    yield* page;
    if (page.length < pageSize) return;
    after = page.at(-1)!.chain;
  }
}

interface HeadFacts {
  number: number;
  at: Date;
  chains: number;
  entries: number;
}

async function digestOf(head: HeadFacts, before: Buffer | undefined, leaves: AsyncIterable<Leaf>): Promise<Buffer> {
  const hash = createHash('sha256').update(before ?? Buffer.alloc(32));
  hash.update(`${head.number} ${head.at.toISOString()} ${head.chains} ${head.entries}\n`);
  for await (const { chain, seq, hash: end } of leaves) hash.update(`${chain} ${seq} ${end.toString('hex')}\n`);
  return hash.digest();
}

interface HeadRow extends HeadFacts {
  digest: Buffer;
  publicKey: Buffer;
  signature: Buffer;
}

const keptHead = ({ number, at, chains, entries, digest, publicKey, signature }: HeadRow): KeptHead => ({
  number,
  at: at.toISOString(),
  chains,
  entries,
  digest: digest.toString('base64'),
  publicKey: publicKey.toString('base64'),
  signature: signature.toString('base64'),
});

export interface HeadsChecked {
  heads: number;
  /** The last one; undefined where there is none yet. */
  lastHead: KeptHead | undefined;
}

/** Each head against its signature, the one before it, and the chains of today. */
export async function checkHeads(
  on: Sql,
  { trusted, kept }: { trusted: readonly Buffer[] | undefined; kept: readonly KeptHead[] },
  tell: (fault: Fault) => void,
): Promise<HeadsChecked> {
  const heads = await rows<HeadRow & { entries: string }>(
    on,
    'select number, at, chains, entries, digest, public_key as "publicKey", signature from journal_head order by number',
  );
  const digests = new Map(heads.map(({ number, digest }) => [number, digest.toString('base64')]));
  let before: HeadRow | undefined;
  for (const row of heads) {
    const head = { ...row, entries: Number(row.entries) };
    const told = head.number === (before?.number ?? 0) + 1;
    const digest = await digestOf(head, before?.digest, told ? seen(on, head.number, tell) : leavesOf(on, head.number));
    if (!told || !digest.equals(head.digest) || !isSigned(head)) tell(headFault(head.number));
    before = head;
  }
  if (before && trusted && !trusted.some((key) => key.equals(before!.publicKey))) tell(headFault(before.number));
  for (const { number, digest } of kept) if (digests.get(number) !== digest) tell(headFault(number));
  return { heads: heads.length, lastHead: before && keptHead(before) };
}

const headFault = (number: number): Fault => ({ chain: undefined, from: number, to: number, kind: 'head' });

/** The leaves of a head, each compared with its chain as it goes by. */
async function* seen(on: Sql, head: number, tell: (fault: Fault) => void): AsyncGenerator<Leaf> {
  for await (const leaf of leavesOf(on, head)) {
    if (!leaf.present?.equals(leaf.hash)) tell(await leafFault(on, leaf));
    yield leaf;
  }
}

async function leafFault(on: Sql, { chain, seq, present }: Leaf): Promise<Fault> {
  const state = (await firstRow<{ last: number; sealed: number }>(
    on,
    `select greatest((select max(seq) from journal where request_id = :chain::uuid),
                     (select max(seq) from administration where :chain::uuid = '${townChain}'), 0) as last,
            coalesce((select max(seq) from journal_leaf where chain = :chain::uuid and seq < :seq::int), 0) as sealed`,
    { chain, seq },
  ))!;
  if (!present && state.last < seq)
    return { chain, from: Math.max(state.last, state.sealed) + 1, to: seq, kind: 'gone' };
  return { chain, from: state.sealed + 1, to: seq, kind: 'rewritten' };
}

function isSigned({ digest, publicKey, signature }: HeadRow): boolean {
  if (publicKey.length !== 32) return false;
  // A public key of Ed25519 in SPKI is these bytes and itself.
  const key = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), publicKey]);
  return verify(null, digest, createPublicKey({ key, format: 'der', type: 'spki' }), signature);
}
