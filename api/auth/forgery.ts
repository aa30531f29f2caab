/** Whether a browser sent something because the person wanted it, or because another site made it. */
import type { Middleware } from 'koa';
import { isMarkOf, markOf } from '../../db/secrets.ts';
import type { Context } from '../context.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { accountToken, agentToken } from './tokens.ts';

/** Bound to the sessions of the browser, an agent's and a citizen's, so that another site can not know it. */
export function csrfToken(ctx: Context, services: Services): string {
  return markOf(services.key, sessionsOf(ctx, services)).toString('base64url');
}

const sessionsOf = (ctx: Context, services: Services) =>
  `csrf ${agentToken(ctx, services) ?? ''} ${accountToken(ctx, services) ?? ''}`;

/** Refuses what another site has sent, by what the browser says of it. @throws Problem FORGED */
export function refuseForeign(services: Services): Middleware {
  return (ctx, next) => {
    if (!isRead(ctx.method) && isForeign(ctx as unknown as Context, services)) throw new Problem('FORGED');
    return next();
  };
}

/**
 * For pages: besides, who is signed in must send the token that the form was given (`partials/hidden.hbs`). A form with
 * files is read later, by `readMultipart` or `readSmallUpload`, which call `checkToken`. @throws Problem FORGED
 */
export function refuseForgery(services: Services): Middleware {
  const foreign = refuseForeign(services);
  return (plain, next) =>
    foreign(plain, () => {
      const ctx = plain as unknown as Context;
      const { agent, unproven, account } = ctx.state;
      if (!isRead(ctx.method) && (agent || unproven || account) && !provesItself(ctx)) {
        const sessions = sessionsOf(ctx, services);
        ctx.state.isToken = (given) => isMarkOf(services.key, sessions, given);
        const isReadLater = ctx.is('multipart') && formsWithFiles.test(ctx.path);
        if (!isReadLater) checkToken(ctx, ctx.request.body as { _csrf?: unknown } | undefined);
      }
      return next();
    });
}

/** @param fields what was posted, with the hidden field `_csrf` */
export function checkToken({ state }: Context, fields: { _csrf?: unknown } = {}): void {
  if (state.isToken === undefined) return;
  const given = Buffer.from(typeof fields._csrf === 'string' ? fields._csrf : '', 'base64url');
  if (!state.isToken(given)) throw new Problem('FORGED');
}

/** All others are read before, so that a form which is taken for one with files is refused. */
const formsWithFiles =
  /^\/(suivi\/[^/]+\/documents|agent\/demandes\/[^/]+\/documents|agent\/interventions\/.+|administration\/(commune|aiguillage|echange)|demarches\/[^/]+\/pieces-jointes)$/;

/**
 * What waited on a device may outlive every token. Its key is a header that no other site can send; and the form on one
 * page, which is kept for who comes without a line, is the same for everybody.
 */
const provesItself = (ctx: Context) =>
  ctx.get('idempotency-key') !== '' || /^\/demarches\/[^/]+\/hors-ligne$/.test(ctx.path);

const isRead = (method: string) => ['GET', 'HEAD', 'OPTIONS'].includes(method);

/** Old browsers know nothing of `Sec-Fetch-Site`, and older ones say where a form comes from in `Referer` alone. */
function isForeign(ctx: Context, services: Services): boolean {
  const site = ctx.get('sec-fetch-site');
  if (site) return site !== 'same-origin' && site !== 'none';
  const from = ctx.get('origin') || ctx.get('referer');
  return from !== '' && !isOurs(services, from, ctx.host);
}

function isOurs({ town }: Services, from: string, host: string): boolean {
  const origin = URL.canParse(from) ? new URL(from).origin : 'null';
  return [new URL(town.publicUrl).origin, `http://${host}`, `https://${host}`].includes(origin);
}
