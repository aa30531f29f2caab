import type { Middleware } from 'koa';
import { accessibilityStateOf } from '../templates/accessibility.ts';
import type { LayoutView, PageName, Pages } from '../templates/views.ts';
import { menuOf } from './agent/navigation.ts';
import { csrfToken } from './auth/forgery.ts';
import type { Context } from './context.ts';
import { Problem, problemOf, problemText, sayWhenToRetry } from './problems.ts';
import { publicPagesIn } from './public/public-pages.ts';
import type { Services } from './services.ts';

/**
 * Answers with a page of `templates/pages`. What is shown to one person is kept by no cache.
 * @param path where the same page is read again, in the other language: a form's own address may take only what is posted
 */
export function show<Name extends PageName>(
  ctx: Context,
  services: Services,
  name: Name,
  view: Pages[Name],
  path = ctx.url,
): void {
  ctx.type = 'html';
  ctx.set('Cache-Control', 'no-store');
  ctx.set('Content-Language', ctx.state.lang);
  ctx.body = services.pages.render(name, layoutOf(ctx, services, path), view);
}

/** For a page with a script: it and what it asks for may come from this host, and still from nowhere else. */
export function allowScript(ctx: Context): void {
  const policy = ctx.response.get('Content-Security-Policy');
  ctx.set('Content-Security-Policy', `${policy};script-src 'self';connect-src 'self';worker-src 'self'`);
}

/** Shows what went wrong as a page; who is not signed in is taken to the sign-in page. */
export function answerWithPages(services: Services): Middleware {
  return async (plain, next) => {
    const ctx = plain as unknown as Context;
    try {
      await next();
      if (ctx.status === 404 && !ctx.body) throw new Problem('NOT_FOUND');
      if (ctx.status === 405 || ctx.status === 501) throw new Problem('METHOD_NOT_ALLOWED');
    } catch (error) {
      const problem = problemOf(error, services.log);
      if (problem.code === 'SIGN_IN_REQUIRED') return ctx.redirect(signInPage(ctx));
      if (problem.code === 'SECOND_FACTOR_REQUIRED') return ctx.redirect('/agent/compte/second-facteur');
      ctx.status = problem.status;
      sayWhenToRetry(ctx, problem);
      const { lang } = ctx.state;
      const view = {
        status: problem.status,
        title: titleOf(problem, lang),
        detail: problemText(problem.code, lang),
      };
      // Whoever shows an error to somebody shows nothing of what was asked with it.
      show(ctx, services, 'error', view, ctx.path);
    }
  };
}

/** An agent's or a citizen's; what was posted can not be gone back to. */
function signInPage(ctx: Context): string {
  const area = ctx.path.startsWith('/compte') ? '/compte' : '/agent';
  return `${area}/connexion?suite=${encodeURIComponent(ctx.method === 'GET' || area === '/agent' ? ctx.url : area)}`;
}

const titles = {
  404: { fr: 'Page introuvable', en: 'Page not found' },
  403: { fr: 'Action refusée', en: 'Not allowed' },
  409: { fr: 'Déjà fait', en: 'Already done' },
  429: { fr: 'Trop d’essais', en: 'Too many attempts' },
  410: { fr: 'Lien périmé', en: 'Link out of date' },
  503: { fr: 'Service indisponible', en: 'Service unavailable' },
} as const;

function titleOf({ status }: Problem, lang: 'fr' | 'en'): string {
  const known = titles[status as keyof typeof titles];
  return known?.[lang] ?? (lang === 'fr' ? 'Une erreur est survenue' : 'Something went wrong');
}

function layoutOf(ctx: Context, services: Services, path: string): LayoutView {
  const { agent, unproven, account, lang } = ctx.state;
  const named = agent ?? unproven;
  return {
    lang,
    town: services.town,
    path,
    agent: named && { displayName: named.displayName, menu: agent ? menuOf(agent, lang) : [] },
    publicPages: publicPagesIn(lang),
    accessibility: accessibilityStateOf(services.town.audit, services.zone),
    account: account ? 'signed in' : services.identity && !named ? 'signed out' : undefined,
    csrf: named || account ? csrfToken(ctx, services) : undefined,
  };
}
