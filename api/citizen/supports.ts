import { z } from 'zod';
import { findRequest } from '../../db/requests.ts';
import { addSupport } from '../../db/supports.ts';
import { required } from '../forms.ts';
import { type Answer, once } from '../idempotency.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { personHash } from './person-hash.ts';

export const supportSchema = z.strictObject(
  { email: z.email({ error: 'email' }).max(254, { error: 'too long' }) },
  required,
);

export interface Supported {
  supports: number;
  threshold: number;
}

/**
 * Counts one person's support for a request that is open to the public's. The address is checked for its form alone:
 * that it is the sender's own, and the pages of proposals, come with the citizens' part of the portal.
 *
 * @throws Problem NOT_FOUND, the same for a request that gathers no supports as for none
 */
export async function support(
  services: Services,
  { reference, email, key }: { reference: string; email: string; key: string | undefined },
): Promise<Answer<Supported>> {
  const request = await findRequest(services.db, { reference });
  if (!request) throw new Problem('NOT_FOUND');
  const supporterHash = personHash(services.key, 'support', request.id, email);
  const call = { scope: `support ${request.id}`, key, body: { of: request.id, by: supporterHash.toString('hex') } };
  return once(services, call, async (transaction) => {
    const counted = await addSupport(transaction, { requestId: request.id, supporterHash, at: new Date() });
    if (!counted) throw new Problem('NOT_FOUND');
    const { supports, threshold, added } = counted;
    return { status: added ? 201 : 200, body: { supports, threshold } };
  });
}
