import type { RouterContext } from '@koa/router';
import type { Middleware } from 'koa';
import { Problem } from '../problems.ts';
import { operations } from '../public/operations.ts';

/**
 * What a program may do with an agent's token: the scopes that it was given, and nothing that asks for none. What the
 * agent may not do, no scope opens.
 */
export const requireScope: Middleware = (ctx, next) => {
  const given: readonly string[] | undefined = ctx.state.scopes;
  if (!given) return next();
  const { matched = [] } = ctx as Pick<RouterContext, 'matched'>;
  const route = matched.find(({ methods }) => methods.includes(ctx.method));
  const name = `${ctx.method === 'HEAD' ? 'GET' : ctx.method} ${String(route?.path).replace(/(?<=.)\/$/, '')}`;
  const operation = operations[name];
  if (operation?.who === 'all') return next();
  if (operation && given.includes(operation.scope)) return next();
  throw new Problem('SCOPE_MISSING', { scope: operation?.scope });
};
