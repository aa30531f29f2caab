import { z } from 'zod';
import {
  addFollower,
  type Confirmation,
  openConfirmation,
  openLeaving,
  type ParticipationAct,
  queueConfirmation,
  removeFollower,
} from '../../db/participation.ts';
import { findPublished } from '../../db/publications.ts';
import { findRequest, type RequestRow } from '../../db/requests.ts';
import { addSupport, gathersSupports } from '../../db/supports.ts';
import type { Language } from '../../templates/views.ts';
import { findRequestType } from '../../workflows/request-types/index.ts';
import { type Context, newRouter } from '../context.ts';
import { line, required, withoutBlanks } from '../forms.ts';
import { type Answer, once } from '../idempotency.ts';
import { isId, parse } from '../parse.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { personHash } from './person-hash.ts';

export const addressSchema = z.strictObject(
  {
    email: z
      .email({ error: 'email' })
      .max(254, { error: 'too long' })
      .describe('Gets a link to confirm by; nothing counts before, and nothing is kept of the address'),
  },
  required,
);
export const confirmationSchema = z.strictObject(
  { code: line(2000).describe('The last part of the link in the email') },
  required,
);

/** Supports and followers of requests: what an address asks for, and what its owner has confirmed. */
export function participationRoutes(services: Services) {
  const asking = (act: ParticipationAct) => async (ctx: Context) => {
    await services.limits.support(ctx);
    const { email } = parse(addressSchema, withoutBlanks(ctx.request.body), ctx.state.lang);
    const request = await findRequest(services.db, { reference: ctx.params.reference! });
    const mayBeAsked = request && (act === 'support' || (await isPublished(services, request)));
    if (!mayBeAsked) throw new Problem('NOT_FOUND');
    const answer = await ask(services, { act, request, email, lang: ctx.state.lang, key: keyOf(ctx) });
    ctx.status = answer.status;
    ctx.body = answer.body;
  };
  return newRouter()
    .post('/requests/:reference/supports', asking('support'))
    .post('/requests/:reference/followers', asking('follow'))
    .post('/confirmations', async (ctx) => {
      const { code } = parse(confirmationSchema, withoutBlanks(ctx.request.body), ctx.state.lang);
      const answer = await confirm(services, confirmationOf(services, code));
      ctx.status = answer.status;
      ctx.body = answer.body;
    });
}

const keyOf = (ctx: Context) => ctx.get('idempotency-key') || undefined;

interface Asking {
  act: ParticipationAct;
  request: RequestRow;
  email: string;
  lang: Language;
  key: string | undefined;
}

/**
 * Sends the address a link by which its owner supports or follows a request. The answer is the same for somebody who has
 * done so before: who supports what is nobody's to try out.
 *
 * @throws Problem NOT_FOUND for a request that gathers no supports as for none, REQUEST_ENDED when there is nothing to follow
 */
export async function ask(
  services: Services,
  { act, request, email, lang, key }: Asking,
): Promise<Answer<{ confirmation: 'sent' }>> {
  const hash = personHash(services.key, act, request.id, email);
  const call = { scope: `${act} ${request.id}`, key, body: { of: request.id, by: hash.toString('hex') } };
  return once(services, call, async (transaction) => {
    if (act === 'support' && !(await gathersSupports(transaction, request.id))) throw new Problem('NOT_FOUND');
    if (act === 'follow' && !isOpen(request)) throw new Problem('REQUEST_ENDED');
    const asked = { act, requestId: request.id, email, language: lang };
    await queueConfirmation(transaction, { ...asked, personHash: hash, at: new Date() });
    return { status: 202, body: { confirmation: 'sent' } };
  });
}

/** What the link of an email asks for. @throws Problem LINK_EXPIRED */
export function confirmationOf(services: Services, code: string): Confirmation {
  const found = openConfirmation(services.key, code);
  if (!found) throw new Problem('LINK_EXPIRED');
  return found;
}

export type Confirmed = { act: 'support'; supports: number; threshold: number } | { act: 'follow' };

/**
 * Does what an address has confirmed; 201 the first time, 200 when it had been done. One person's support counts once.
 *
 * @throws Problem SUPPORTS_CLOSED, REQUEST_ENDED
 */
export async function confirm(
  services: Services,
  { act, requestId, email, language }: Confirmation,
): Promise<Answer<Confirmed>> {
  const at = new Date();
  if (act === 'follow') {
    const added = await services.db.transaction((on) => addFollower(on, { requestId, email, language, at }));
    if (!added) throw new Problem('REQUEST_ENDED');
    return { status: 201, body: { act } };
  }
  const supporterHash = personHash(services.key, 'support', requestId, email);
  const counted = await services.db.transaction((on) => addSupport(on, { requestId, supporterHash, at }));
  if (!counted) throw new Problem('SUPPORTS_CLOSED');
  const { supports, threshold, added } = counted;
  return { status: added ? 201 : 200, body: { act, supports, threshold } };
}

/** Ends the news for a follower; done again, it stays done. @throws Problem LINK_EXPIRED for a link that is none of ours */
export async function leave(services: Services, token: string): Promise<void> {
  const id = openLeaving(services.key, token);
  if (!id || !isId(id)) throw new Problem('LINK_EXPIRED');
  await removeFollower(services.db, id);
}

const isOpen = ({ status, withdrawnAt }: RequestRow) => status === 'open' && !withdrawnAt;

/** Whether everybody may read a request. */
export async function isPublished({ db }: Services, { type, revision, reference }: RequestRow): Promise<boolean> {
  const answer = findRequestType(type, revision).publication?.answer;
  return answer !== undefined && (await findPublished(db, { type, answer, reference })) !== undefined;
}
