import { isMarkOf, markOf, type TownKey } from './secrets.ts';

/** What a link opens: the whole request, or only the survey after its end. A seal of the one is none of the other. */
export type Opens = 'follow' | 'survey';

/** How long it does. */
const validMs = 30 * 86_400_000;

/** The last part of a link that opens without a code: until when, and the town's seal over that, the id and what it opens. */
export function linkSeal(key: TownKey, opens: Opens, requestId: string, now = Date.now()): string {
  const until = Math.floor((now + validMs) / 1000);
  const expiry = Buffer.alloc(5);
  expiry.writeUIntBE(until, 0, 5);
  return Buffer.concat([expiry, markOf(key, sealedText(opens, requestId, until))]).toString('base64url');
}

/** Whether a seal is this town's, of this request and not expired; of no request (`undefined`) none is. */
export function isSealOf(
  key: TownKey,
  opens: Opens,
  requestId: string | undefined,
  seal: string,
  now = Date.now(),
): boolean {
  const bytes = Buffer.from(seal, 'base64url');
  if (bytes.length !== 37) return false;
  const until = bytes.readUIntBE(0, 5);
  const right = isMarkOf(key, sealedText(opens, requestId ?? '', until), bytes.subarray(5));
  return right && requestId !== undefined && until * 1000 > now;
}

const sealedText = (opens: Opens, requestId: string, until: number) => `${opens} ${requestId} ${until}`;
