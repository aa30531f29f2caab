import Router, { type RouterContext } from '@koa/router';
import type { Middleware } from 'koa';
import type { AgentRow } from '../db/agents.ts';
import type { Language } from '../templates/views.ts';

/** What the first middleware has found out about a call. */
export interface State {
  lang: Language;
  /** Signed in, by token (API) or by cookie (pages). */
  agent?: AgentRow;
}
export type Context = RouterContext<State>;
export const newRouter = (prefix?: string) => new Router<State>(prefix === undefined ? {} : { prefix });

/** French, unless the reader asks for English by `?lang=`, by an earlier choice, or by the browser's settings. */
export const readLanguage: Middleware = async (ctx, next) => {
  const asked = ctx.query.lang;
  if (asked === 'fr' || asked === 'en') ctx.cookies.set('lang', asked, { sameSite: 'lax', maxAge: 365 * 86_400_000 });
  const chosen = asked ?? ctx.cookies.get('lang') ?? ctx.acceptsLanguages('fr', 'en');
  ctx.state.lang = chosen === 'en' ? 'en' : 'fr';
  await next();
};
