import type { EntityManager } from 'typeorm';
import { keepAnswer, takeKey } from '../db/idempotency.ts';
import { hashOf, seal, unseal } from '../db/secrets.ts';
import { Problem } from './problems.ts';
import type { Services } from './services.ts';

export interface Answer<Body> {
  status: number;
  body: Body;
}

/** Whose key it is and what was sent with it; without a key the effect happens each time. */
export interface Repeatable {
  scope: string;
  key: string | undefined;
  body: unknown;
}

/**
 * Does `effect` in one transaction, once for each key: a repetition, also a simultaneous one, gets the first answer
 * again. A refusal is not kept, so that the same key may be used for the corrected call.
 *
 * @throws Problem IDEMPOTENCY_KEY_REUSED when the key came with another body
 */
export async function once<Body>(
  { db, key: townKey }: Pick<Services, 'db' | 'key'>,
  { scope, key, body }: Repeatable,
  effect: (transaction: EntityManager) => Promise<Answer<Body>>,
): Promise<Answer<Body>> {
  return db.transaction(async (transaction) => {
    if (key === undefined) return effect(transaction);
    // By its hash: a key may be longer than what an index takes.
    const keyHash = hashOf(key).toString('hex');
    const bodyHash = hashOf(JSON.stringify(body));
    const kept = await takeKey(transaction, scope, keyHash, bodyHash);
    if (kept) {
      if (!kept.bodyHash.equals(bodyHash)) throw new Problem('IDEMPOTENCY_KEY_REUSED');
      return { status: kept.status, body: JSON.parse(unseal(townKey, kept.responseSealed).toString()) as Body };
    }
    const answer = await effect(transaction);
    await keepAnswer(
      transaction,
      scope,
      keyHash,
      answer.status,
      seal(townKey, Buffer.from(JSON.stringify(answer.body))),
    );
    return answer;
  });
}
