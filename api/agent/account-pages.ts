import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { endSessions } from '../../db/agent-sessions.ts';
import { setPassword } from '../../db/agents.ts';
import { addApiToken, removeApiToken } from '../../db/api-tokens.ts';
import { type Scope, scopes } from '../../db/entities/credentials.ts';
import { newId } from '../../db/ids.ts';
import { passwordHash } from '../../db/passwords.ts';
import { hashOf } from '../../db/secrets.ts';
import { checkPassword, openSession } from '../auth/sign-in.ts';
import { programPrefix, requireAgent, requireSession, setAgentCookie } from '../auth/tokens.ts';
import { type Context, newRouter } from '../context.ts';
import { line, withoutBlanks } from '../forms.ts';
import { isId, parse } from '../parse.ts';
import { Problem, problemText } from '../problems.ts';
import type { Services } from '../services.ts';
import { showAccount } from './account-view.ts';
import { passwordError } from './password-words.ts';
import { formOf, named, seeOther } from './request-page.ts';

/** An agent's own account: password, second factor, open sessions, and the tokens of programs. */
export function agentAccountPages(services: Services) {
  return newRouter()
    .get('/agent/compte', (ctx) => showAccount(ctx, services, { done: String(ctx.query.fait) }))
    .post('/agent/compte/mot-de-passe', (ctx) => postPassword(ctx, services))
    .post('/agent/compte/sessions/fin', async (ctx) => {
      const { agent } = own(ctx);
      await endSessions(services.db, agent.id, 'all');
      setAgentCookie(ctx, services, null);
      seeOther(ctx, '/agent/connexion');
    })
    .post('/agent/compte/sessions/:id/fin', async (ctx) => {
      const { agent } = own(ctx);
      if (isId(ctx.params.id!)) await endSessions(services.db, agent.id, ctx.params.id!);
      seeOther(ctx, '/agent/compte?fait=session');
    })
    .post('/agent/compte/jetons', (ctx) => postToken(ctx, services))
    .post('/agent/compte/jetons/:id/retrait', async (ctx) => {
      const { agent } = own(ctx);
      if (isId(ctx.params.id!)) await removeApiToken(services.db, agent.id, ctx.params.id!);
      seeOther(ctx, '/agent/compte?fait=jeton');
    });
}

function own(ctx: Context): ReturnType<typeof requireSession> {
  requireAgent(ctx);
  return requireSession(ctx);
}

/** With the present one. The database ends all sessions; this browser gets a new one. */
async function postPassword(ctx: Context, services: Services): Promise<void> {
  const { agent } = own(ctx);
  const { current = '', password = '' } = formOf(ctx);
  const { lang } = ctx.state;
  const refuse = (id: string, text: string, status = 422) =>
    showAccount(ctx, services, { errors: [{ href: `#${id}`, text }], status });
  try {
    const { otpSealed } = await checkPassword(ctx, services, { email: agent.email, password: current });
    const fault = passwordError(password, { ...agent, secondFactor: otpSealed !== null }, lang);
    if (fault) return await refuse('password', fault);
    await setPassword(services.db, agent.id, await passwordHash(password));
    const token = await openSession(ctx, services, agent, { secondFactor: ctx.state.session!.secondFactor });
    setAgentCookie(ctx, services, token);
    seeOther(ctx, '/agent/compte?fait=mot-de-passe');
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const wrong = { fr: 'Ce n’est pas votre mot de passe actuel.', en: 'This is not your present password.' };
    const text = error.code === 'SIGN_IN_REFUSED' ? wrong[lang] : problemText(error.code, lang);
    await refuse('current', text, error.status === 401 ? 422 : error.status);
  }
}

async function postToken(ctx: Context, services: Services): Promise<void> {
  const { agent } = own(ctx);
  const form = formOf(ctx);
  const chosen = Object.keys(named(form, 'scope-'));
  const typed = { name: form.name ?? '', scopes: chosen };
  try {
    const { name, days } = parse(tokenSchema, withoutBlanks({ ...form, scopes: chosen }), ctx.state.lang);
    const token = programPrefix + randomBytes(32).toString('base64url');
    const expiresAt = new Date(Date.now() + days * 86_400_000);
    await addApiToken(services.db, {
      id: newId(),
      agentId: agent.id,
      name,
      tokenHash: hashOf(token),
      scopes: chosen as Scope[],
      expiresAt,
    });
    await showAccount(ctx, services, { newToken: { name, token } });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const errors = (error.extra.errors ?? []).map(({ field, message }) => ({
      href: `#${field.startsWith('scopes') ? 'scope-1' : field}`,
      text: message,
    }));
    await showAccount(ctx, services, { errors, typed, status: error.status });
  }
}

/** For how many days a token may work. */
export const tokenDays = ['30', '90', '365'] as const;
const tokenSchema = z.object({
  name: line(100),
  days: z.enum(tokenDays, { error: 'choose' }).transform(Number),
  scopes: z.array(z.enum(scopes, { error: 'choose' })).min(1, 'choose'),
});
