import { randomBytes } from 'node:crypto';
import bwipjs from 'bwip-js/node';
import { Secret, TOTP } from 'otpauth';
import type { Credentials } from '../../db/agents.ts';
import { takeRecoveryCode, takeStep } from '../../db/second-factor.ts';
import { newTrackingCode, trackingHashOf, unseal } from '../../db/secrets.ts';
import type { Services } from '../services.ts';

/** RFC 6238 as every app on a telephone has it: SHA-1, six digits, half a minute. The key has 160 bits. */
const [algorithm, digits, period, keyBytes] = ['SHA1', 6, 30, 20] as const;
const recoveryCodes = 8;

export const newKey = () => randomBytes(keyBytes);

/** As it is typed into an app: groups of four letters. */
export const keyText = (key: Buffer) => secretOf(key).base32.replace(/(.{4})(?=.)/g, '$1 ');

/** The address that an app reads from the picture, as an SVG. */
export function keyPicture(key: Buffer, { town, email }: { town: string; email: string }): string {
  const text = new TOTP({ ...codeOf(key), issuer: town, label: email }).toString();
  return bwipjs.toSVG({ bcid: 'qrcode', text, scale: 4, padding: 4, backgroundcolor: 'FFFFFF' });
}

/** The half minute that a code is of, which may be the one before or after; undefined for a wrong code. */
export function stepOf(key: Buffer, typed: string): number | undefined {
  const code = typed.replace(/\s/g, '');
  const now = Date.now();
  const delta = /^\d{6}$/.test(code)
    ? new TOTP(codeOf(key)).validate({ token: code, timestamp: now, window: 1 })
    : null;
  return delta === null ? undefined : Math.floor(now / 1000 / period) + delta;
}

/** Takes a code of the app or a recovery code, each once. */
export async function takeCode(
  services: Services,
  { id, otpSealed }: Credentials & { id: string },
  typed: string,
): Promise<boolean> {
  if (!otpSealed) return false;
  if (!/^[\d\s]*$/.test(typed)) return takeRecoveryCode(services.db, id, trackingHashOf(typed));
  const step = stepOf(unseal(services.key, otpSealed), typed);
  return step !== undefined && takeStep(services.db, id, step);
}

/** For a lost telephone: shown once, kept as hashes. */
export function newRecoveryCodes(): { codes: string[]; hashes: Buffer[] } {
  const codes = Array.from({ length: recoveryCodes }, newTrackingCode);
  return { codes, hashes: codes.map(trackingHashOf) };
}

const codeOf = (key: Buffer) => ({ secret: secretOf(key), algorithm, digits, period });
const secretOf = (key: Buffer) => new Secret({ buffer: new Uint8Array(key).buffer });
