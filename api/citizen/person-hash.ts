import { lastingMarkOf, type TownKey } from '../../db/secrets.ts';

/**
 * Tells one person's acts on one request from another's, by the email address, which is kept nowhere. Different for
 * each request and purpose: nobody can be followed from one proposal to another.
 */
export function personHash(
  key: TownKey,
  purpose: 'support' | 'comment' | 'follow',
  requestId: string,
  email: string,
): Buffer {
  return lastingMarkOf(key, `${purpose} ${requestId} ${email.toLowerCase()}`);
}
