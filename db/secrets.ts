import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** SHA-256. */
export const hashOf = (value: string | Buffer) => createHash('sha256').update(value).digest();

/** AES-256-GCM: 12 bytes of nonce, the ciphertext, 16 bytes of tag. */
export function seal(key: Buffer, plain: Buffer): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** @throws Error when the key is another one or the bytes were changed */
export function unseal(key: Buffer, sealed: Buffer): Buffer {
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
