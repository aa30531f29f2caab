import type { Middleware } from 'koa';
import type { Logger } from 'pino';
import type { Language } from '../templates/views.ts';
import { Problem, problemOf, problemText, sayWhenToRetry } from './problems.ts';

/** `application/problem+json` (RFC 9457) for everything under the API. */
export function answerWithProblems(log: Logger): Middleware {
  return async (ctx, next) => {
    try {
      await next();
      if (ctx.status === 404 && ctx.body === undefined) throw new Problem('NOT_FOUND');
      if (ctx.status === 405 || ctx.status === 501) throw new Problem('METHOD_NOT_ALLOWED');
    } catch (error) {
      const problem = problemOf(error, log);
      const lang = ctx.state.lang as Language;
      ctx.status = problem.status;
      if (problem.status === 503) ctx.set('Retry-After', '30');
      sayWhenToRetry(ctx, problem);
      if (problem.status === 401) ctx.set('WWW-Authenticate', 'Bearer');
      ctx.body = {
        type: 'about:blank',
        title: problemText(problem.code, lang),
        status: problem.status,
        code: problem.code,
        ...problem.extra,
      };
      ctx.type = 'application/problem+json';
    }
  };
}
