import { hurryAll } from '../../db/operation.ts';
import { seeOther } from '../agent/request-page.ts';
import { requireInTown } from '../auth/tokens.ts';
import { type Context, newRouter } from '../context.ts';
import type { Services } from '../services.ts';
import { showConfiguration } from './configuration-page.ts';
import { postResending, showEmails } from './emails-page.ts';
import { postSeen, showJournal } from './journal-page.ts';
import { showOverview } from './overview.ts';
import { postRepair, repairs, showOperatedRequest } from './request-page.ts';
import { postBeginAll, showRuns } from './runs-page.ts';

/** What the operator looks at and mends; nothing here says who asked for what, or why. */
export function operatorPages(services: Services) {
  const see = (answer: (ctx: Context, services: Services) => Promise<void>) => async (ctx: Context) => {
    requireInTown(ctx, 'operate');
    await answer(ctx, services);
  };
  const router = newRouter()
    .get('/exploitation', see(showOverview))
    .post('/exploitation/file', see(postHurry))
    .get('/exploitation/courriels', see(showEmails))
    .post('/exploitation/courriels/:id/renvoi', see(postResending))
    .get('/exploitation/executions', see(showRuns))
    .post('/exploitation/executions', see(postBeginAll))
    .get('/exploitation/configuration', see(showConfiguration))
    .get('/exploitation/journal', see(showJournal))
    .post('/exploitation/journal', see(postSeen))
    .get('/exploitation/demandes/:reference', see(showOperatedRequest));
  for (const repair of repairs) {
    router.post(
      `/exploitation/demandes/:reference/${repair}`,
      see((ctx) => postRepair(ctx, services, repair)),
    );
  }
  return router;
}

async function postHurry(ctx: Context, { db }: Services): Promise<void> {
  await hurryAll(db);
  seeOther(ctx, '/exploitation?fait=file');
}
