import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** SHA-256. */
export const hashOf = (value: string | Buffer) => createHash('sha256').update(value).digest();

/** The town's key; where it was changed, the new one, and behind it those that still open what they have sealed. */
export type TownKey = Buffer | readonly [current: Buffer, ...former: Buffer[]];

export const keysOf = (key: TownKey) => (Buffer.isBuffer(key) ? [key] : key) as readonly [Buffer, ...Buffer[]];

/** AES-256-GCM: 12 bytes of nonce, the ciphertext, 16 bytes of tag. */
export function seal(key: TownKey, plain: Buffer): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keysOf(key)[0], nonce);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** The tag tells which key it was. @throws Error when it is none of these, or the bytes were changed */
export function unseal(key: TownKey, sealed: Buffer): Buffer {
  const [current, ...former] = keysOf(key);
  try {
    return unsealBy(current, sealed);
  } catch (error) {
    for (const old of former) if (opens(old, sealed)) return unsealBy(old, sealed);
    throw error;
  }
}

export function opens(key: Buffer, sealed: Buffer): boolean {
  try {
    unsealBy(key, sealed);
    return true;
  } catch {
    return false;
  }
}

/** A mark that only the town can make, by its present key. */
export const markOf = (key: TownKey, text: string) => createHmac('sha256', keysOf(key)[0]).update(text).digest();

/** Whether a mark is the town's, by its present key or a former one. */
export function isMarkOf(key: TownKey, text: string, mark: Buffer): boolean {
  return keysOf(key).some((one) => mark.length === 32 && timingSafeEqual(mark, markOf(one, text)));
}

/**
 * Of what is looked for again by its mark: by the oldest key that is still given, so that it is found for as long as
 * possible.
 */
export const lastingMarkOf = (key: TownKey, text: string) => markOf(keysOf(key).at(-1)!, text);

function unsealBy(key: Buffer, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
}

// No 0 and O, 1 and I and L: the code is read aloud and copied from paper.
const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** Twenty characters of 31, 99 bits, written in fives: `K7QW2-…`. */
export function newTrackingCode(): string {
  const characters: string[] = [];
  while (characters.length < 20) {
    const byte = randomBytes(1)[0]!;
    // Bytes past the last whole multiple would make the first letters likelier.
    if (byte < 248) characters.push(alphabet[byte % 31]!);
  }
  return characters.join('').replace(/(.{5})(?=.)/g, '$1-');
}

/** The code as typed: spaces, hyphens and case do not count. */
export const trackingHashOf = (typed: string) => hashOf(typed.toUpperCase().replace(/[^A-Z0-9]/g, ''));
