import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a link opens: the whole request, or only the survey after its end. A seal of the one is none of the other. */
export type Opens = 'follow' | 'survey';

/** How long it does. */
const validMs = 30 * 86_400_000;

/** The last part of a link that opens without a code: until when, and the town's seal over that, the id and what it opens. */
export function linkSeal(key: Buffer, opens: Opens, requestId: string, now = Date.now()): string {
  const until = Math.floor((now + validMs) / 1000);
  const expiry = Buffer.alloc(5);
  expiry.writeUIntBE(until, 0, 5);
  return Buffer.concat([expiry, hmacOf(key, opens, requestId, until)]).toString('base64url');
}

/** Whether a seal is this town's, of this request and not expired; of no request (`undefined`) none is. */
export function isSealOf(
  key: Buffer,
  opens: Opens,
  requestId: string | undefined,
  seal: string,
  now = Date.now(),
): boolean {
  const bytes = Buffer.from(seal, 'base64url');
  if (bytes.length !== 37) return false;
  const until = bytes.readUIntBE(0, 5);
  const right = timingSafeEqual(bytes.subarray(5), hmacOf(key, opens, requestId ?? '', until));
  return right && requestId !== undefined && until * 1000 > now;
}

const hmacOf = (key: Buffer, opens: Opens, requestId: string, until: number) =>
  createHmac('sha256', key).update(`${opens} ${requestId} ${until}`).digest();
