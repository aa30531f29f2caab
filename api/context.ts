import Router, { type RouterContext } from '@koa/router';
import type { Middleware } from 'koa';
import type { AccountRow } from '../db/accounts.ts';
import type { AgentRow } from '../db/agents.ts';
import type { Scope } from '../db/entities/credentials.ts';
import type { Language, TownView } from '../templates/views.ts';

/** What the first middleware has found out about a call. */
export interface State {
  lang: Language;
  /** Signed in, by token (API) or by cookie (pages). */
  agent?: AgentRow;
  /** Signed in, but without the second factor that the role must have: only their own account is open to them. */
  unproven?: AgentRow;
  /** Of the agent; a program has none. */
  session?: { id: string; secondFactor: boolean };
  /** Of the agent's session, when this call has given it a new one. */
  renewedToken?: string;
  /** Of a program that calls for the agent. */
  scopes?: readonly Scope[];
  /** Whether a form brings back what it was given; set for who is signed in at a page. */
  isToken?: (given: Buffer) => boolean;
  /** A citizen who has signed in with an account. */
  account?: AccountRow | undefined;
}
export type Context = RouterContext<State>;
export const newRouter = (prefix?: string) => new Router<State>(prefix === undefined ? {} : { prefix });

/** French, unless the reader asks for English by `?lang=`, by an earlier choice, or by the browser's settings, in a town that has it. */
export function readLanguage(services: { readonly town: Pick<TownView, 'languages'> }): Middleware {
  return async (ctx, next) => {
    const { languages } = services.town;
    const asked = languages.find((language) => language === ctx.query.lang);
    if (asked) ctx.cookies.set('lang', asked, { sameSite: 'lax', maxAge: 365 * 86_400_000 });
    const chosen = asked ?? ctx.cookies.get('lang') ?? ctx.acceptsLanguages(...languages);
    ctx.state.lang = languages.find((language) => language === chosen) ?? 'fr';
    await next();
  };
}
