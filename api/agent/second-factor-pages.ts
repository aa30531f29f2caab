import { z } from 'zod';
import { findCredentials } from '../../db/agents.ts';
import { enrol, removeSecondFactor, replaceRecoveryCodes } from '../../db/second-factor.ts';
import { hashOf, seal } from '../../db/secrets.ts';
import { clearCookie, openSealed, setSealed } from '../auth/cookies.ts';
import { keyPicture, keyText, newKey, newRecoveryCodes, stepOf } from '../auth/second-factor.ts';
import { checkCode, mustProve, newSessionToken } from '../auth/sign-in.ts';
import { requireAgent, requireSession, setAgentCookie } from '../auth/tokens.ts';
import { type Context, newRouter } from '../context.ts';
import { show } from '../page.ts';
import { Problem, problemText } from '../problems.ts';
import type { Services } from '../services.ts';
import { showAccount } from './account-view.ts';
import { formOf, seeOther } from './request-page.ts';

const page = '/agent/compte/second-facteur';

/** An agent sets the second factor up, takes it off, and gets recovery codes. */
export function secondFactorPages(services: Services) {
  return newRouter()
    .get(page, async (ctx) => {
      const { agent } = requireSession(ctx);
      if ((await findCredentials(services.db, { id: agent.id }))?.otpSealed) return seeOther(ctx, '/agent/compte');
      // The same again in the other language: a telephone may have read it.
      const key = offeredKey(ctx, services, agent.id) ?? newKey();
      setSealed(ctx, services, keyCookie, { of: agent.id, key: key.toString('base64') }, keyMs);
      showEnrolment(ctx, services, key);
    })
    .get(`${page}/image`, (ctx) => {
      const { agent } = requireSession(ctx);
      ctx.type = 'image/svg+xml';
      ctx.set('Cache-Control', 'no-store');
      const key = offeredKey(ctx, services, agent.id);
      if (!key) throw new Problem('NOT_FOUND');
      ctx.body = keyPicture(key, { town: services.town.name, email: agent.email });
    })
    .post(page, (ctx) => postEnrolment(ctx, services))
    .post(`${page}/retrait`, (ctx) =>
      withCode(ctx, services, async (agentId) => {
        if (mustProve(services, requireAgent(ctx))) throw new Problem('FORBIDDEN');
        await removeSecondFactor(services.db, agentId);
        setAgentCookie(ctx, services, null);
        seeOther(ctx, '/agent/connexion');
      }),
    )
    .post(`${page}/codes`, (ctx) =>
      withCode(ctx, services, async (agentId) => {
        const { codes, hashes } = newRecoveryCodes();
        await services.db.transaction((on) => replaceRecoveryCodes(on, agentId, hashes));
        show(ctx, services, 'recovery-codes', { codes, isNew: false }, '/agent/compte');
      }),
    );
}

/** The key counts once a code of it has been typed: nobody is locked out by a picture that no telephone has read. */
async function postEnrolment(ctx: Context, services: Services): Promise<void> {
  const { agent, sessionId } = requireSession(ctx);
  const { code = '' } = formOf(ctx);
  // Who has one already takes that off first: a session alone must not replace it.
  if ((await findCredentials(services.db, { id: agent.id }))?.otpSealed) return seeOther(ctx, '/agent/compte');
  const key = offeredKey(ctx, services, agent.id);
  if (!key) throw new Problem('FORGED');
  const step = stepOf(key, code);
  if (step === undefined) return showEnrolment(ctx, services, key, problemText('OTP_REFUSED', ctx.state.lang));
  const { codes, hashes } = newRecoveryCodes();
  const [otpSealed, token] = [seal(services.key, key), newSessionToken()];
  await services.db.transaction((on) =>
    enrol(on, { agentId: agent.id, otpSealed, step, codeHashes: hashes, sessionId, tokenHash: hashOf(token) }),
  );
  setAgentCookie(ctx, services, token);
  clearCookie(ctx, services, keyCookie);
  show(ctx, services, 'recovery-codes', { codes, isNew: true }, '/agent/compte');
}

function showEnrolment(ctx: Context, services: Services, key: Buffer, error?: string): void {
  const { agent } = requireSession(ctx);
  const errors = error === undefined ? [] : [{ href: '#code', text: error }];
  const view = { key: keyText(key), pictureUrl: `${page}/image`, mustProve: mustProve(services, agent), errors };
  show(ctx, services, 'second-factor', view, page);
  if (error !== undefined) ctx.status = 422;
}

/** What weakens the account, or opens it, is done with a code. */
async function withCode(ctx: Context, services: Services, act: (agentId: string) => Promise<void>): Promise<void> {
  const { id } = requireAgent(ctx);
  const { code = '' } = formOf(ctx);
  const agent = await findCredentials(services.db, { id });
  if (!agent?.otpSealed) return seeOther(ctx, '/agent/compte');
  try {
    await checkCode(ctx, services, agent, code);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const text = problemText(error.code, ctx.state.lang);
    const status = error.status === 401 ? 422 : error.status;
    return showAccount(ctx, services, { errors: [{ href: '#code', text }], status });
  }
  await act(id);
}

/** The key that this browser was shown for the agent; undefined when that was too long ago. */
function offeredKey(ctx: Context, services: Services, agentId: string): Buffer | undefined {
  const kept = keySchema.safeParse(openSealed(ctx, services, keyCookie)?.value).data;
  return kept?.of === agentId ? Buffer.from(kept.key, 'base64') : undefined;
}

const keySchema = z.object({ of: z.string(), key: z.string() });

const keyCookie = 'guichet_cle';
const keyMs = 15 * 60_000;
