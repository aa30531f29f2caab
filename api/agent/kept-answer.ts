/** What the queue of a device is answered, which shows it in words: `{ text, url }`, also where nothing was taken. */
import type { Context } from '../context.ts';
import { type Problem, problemText, sayWhenToRetry } from '../problems.ts';

export const isProgram = (ctx: Context) => ctx.accepts('html', 'json') === 'json';

export function tell(ctx: Context, text: string, url: string): void {
  ctx.set('Cache-Control', 'no-store');
  ctx.body = { text, url };
}

/** By its status the queue knows whether to try again by itself; what it holds stays there in any case. */
export function tellRefusal(
  ctx: Context,
  problem: Problem,
  url: string,
  text: string = problemText(problem.code, ctx.state.lang),
): undefined {
  tell(ctx, text, url);
  ctx.status = problem.status;
  sayWhenToRetry(ctx, problem);
}
