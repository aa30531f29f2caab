import { tasksOf } from '../../db/worklist.ts';
import { svgOf } from '../../templates/diagrams/svg.ts';
import { findRequestType } from '../../workflows/request-types/index.ts';
import { newRouter } from '../context.ts';
import { exploredType, readerOf, sendSvg } from '../public/diagrams.ts';
import type { Services } from '../services.ts';
import { entitled } from './request-page.ts';

/** The process of a request, with the steps at which it is now lit. */
export function diagramPages(services: Services) {
  return newRouter().get('/agent/demandes/:reference/processus.svg', async (ctx) => {
    const { request } = await entitled(ctx, services);
    const type = findRequestType(request.type, request.revision);
    const [{ graph }, tasks] = await Promise.all([exploredType(type), tasksOf(services.db, request.id)]);
    const lit =
      request.status === 'ended'
        ? endOf(request)
        : tasks.filter(({ state }) => state === 'open').map(({ name }) => name);
    ctx.set('Cache-Control', 'no-store');
    sendSvg(ctx, svgOf(graph, readerOf(type, ctx.state.lang), { lit }), request.reference);
  });
}

const endOf = ({ outcome }: { outcome: string | null }) => (outcome === null ? [] : [outcome]);
