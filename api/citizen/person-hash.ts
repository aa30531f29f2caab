import { createHmac } from 'node:crypto';

/**
 * Tells one person's acts on one request from another's, by the email address, which is kept nowhere. Different for
 * each request and purpose: nobody can be followed from one proposal to another.
 */
export function personHash(
  key: Buffer,
  purpose: 'support' | 'comment' | 'follow',
  requestId: string,
  email: string,
): Buffer {
  return createHmac('sha256', key).update(`${purpose} ${requestId} ${email.toLowerCase()}`).digest();
}
