import { createHash, randomBytes } from 'node:crypto';
import { lastingMarkOf, type TownKey } from './secrets.ts';

/** UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds, then random, so that ids sort by creation and pack well in an index. */
export function newId(atMs = Date.now()): string {
  return datedId(atMs, randomBytes(16));
}

/** The same for bytes that are not random: a demonstration that is made again has the same ids. @param bytes sixteen */
export function datedId(atMs: number, bytes: Buffer): string {
  bytes.writeUIntBE(atMs, 0, 6);
  return asUuid(bytes, 7);
}

/**
 * The id of what a request's step number `ordinal` makes: its task, its email. A step that runs twice makes the same
 * id twice, and the second insert finds the first.
 */
export function stepId(requestId: string, ordinal: number, what: string): string {
  return asUuid(createHash('sha256').update(`${requestId}/${ordinal}/${what}`).digest().subarray(0, 16), 8);
}

/** The id of what the holder of `key` makes: who sends it again makes the same one, and nobody can choose it. */
export function keyedId(townKey: TownKey, key: string): string {
  return asUuid(lastingMarkOf(townKey, key).subarray(0, 16), 8);
}

function asUuid(bytes: Buffer, version: 7 | 8): string {
  bytes[6] = (bytes[6]! & 0x0f) | (version << 4);
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
