import { checkCode, checkPassword } from '../auth/sign-in.ts';
import { agentToken, setAgentCookie, signOut } from '../auth/tokens.ts';
import { type Context, newRouter } from '../context.ts';
import { show } from '../page.ts';
import { Problem, problemText, sayWhenToRetry } from '../problems.ts';
import type { Services } from '../services.ts';
import { showLeft } from './identity-pages.ts';
import { formOf, seeOther } from './request-page.ts';
import { forgetHalf, goOn, halfSignedIn, nextOf, showSignIn } from './signing-in.ts';

/** An agent signs in by password, and by a code where there is a second factor; and out. */
export function agentSignInPages(services: Services) {
  return newRouter()
    .get('/agent/connexion', (ctx) => showSignIn(ctx, services, { next: nextOf(ctx.query.suite) }))
    .post('/agent/connexion', (ctx) => postPassword(ctx, services))
    .get('/agent/connexion/code', async (ctx) => {
      const { next } = await halfSignedIn(ctx, services);
      show(ctx, services, 'sign-in-code', { next, errors: [] });
    })
    .post('/agent/connexion/code', (ctx) => postCode(ctx, services))
    .post('/agent/deconnexion', async (ctx) => {
      const idToken = await signOut(services, agentToken(ctx, services) ?? '');
      setAgentCookie(ctx, services, null);
      delete ctx.state.agent;
      if (idToken === undefined) return seeOther(ctx, '/agent/connexion');
      await showLeft(ctx, services, idToken);
    });
}

async function postPassword(ctx: Context, services: Services): Promise<void> {
  const { email = '', password = '', next } = formOf(ctx);
  try {
    const agent = await checkPassword(ctx, services, { email, password });
    await goOn(ctx, services, agent, { next: nextOf(next) });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const errors = [{ href: '#email', text: problemText(error.code, ctx.state.lang) }];
    await showSignIn(ctx, services, { email, next: nextOf(next), errors });
    ctx.status = error.status;
    sayWhenToRetry(ctx, error);
  }
}

async function postCode(ctx: Context, services: Services): Promise<void> {
  const { agent, next, idToken } = await halfSignedIn(ctx, services);
  try {
    await checkCode(ctx, services, agent, formOf(ctx).code ?? '');
    forgetHalf(ctx, services);
    await goOn(ctx, services, agent, { next, idToken, proven: true });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const errors = [{ href: '#code', text: problemText(error.code, ctx.state.lang) }];
    show(ctx, services, 'sign-in-code', { next, errors });
    ctx.status = error.status;
    sayWhenToRetry(ctx, error);
  }
}
