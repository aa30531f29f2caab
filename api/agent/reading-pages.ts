import { readingsOf } from '../../db/journal.ts';
import { dateAndTime } from '../../templates/format.ts';
import { can } from '../auth/policy.ts';
import { newRouter } from '../context.ts';
import { show } from '../page.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { entitled } from './request-page.ts';

/** Who has read a request of a sector where that is kept: for the service's manager, who answers for it. */
export function readingPages(services: Services) {
  return newRouter().get('/agent/demandes/:reference/consultations', async (ctx) => {
    const { request, agent } = await entitled(ctx, services);
    if (!can(agent, 'see readings', request)) throw new Problem('FORBIDDEN');
    const readings = (await readingsOf(services.db, request.id)).map(({ at, agent, fileName }) => ({
      at: dateAndTime(at, ctx.state.lang, services.zone),
      agent,
      fileName: fileName ?? undefined,
    }));
    show(ctx, services, 'readings', { reference: request.reference, readings });
  });
}
