import { standingCounts } from '../../db/processes.ts';
import { svgOf } from '../../templates/diagrams/svg.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { requireInTown } from '../auth/tokens.ts';
import { showFormPreview } from '../citizen/form-preview.ts';
import { type Context, newRouter } from '../context.ts';
import { exploredType, readerOf, sendSvg } from '../public/diagrams.ts';
import type { Services } from '../services.ts';
import { countedAt } from './counted.ts';
import { revisionOf, showDifferences } from './differences-page.ts';
import { sendEmailHtml, showEmail } from './email-page.ts';
import { postSimulation, showSimulation } from './simulation-page.ts';
import { showType } from './type-page.ts';
import { showTypes } from './types-page.ts';

/** What a process designer looks at before and after a change; nothing here says who asked for what. */
export function designerPages(services: Services) {
  const of =
    (answer: (ctx: Context, services: Services, type: RequestType) => Promise<void> | void) => async (ctx: Context) => {
      requireInTown(ctx, 'design processes');
      await answer(ctx, services, services.types.current(ctx.params.type));
    };
  return newRouter()
    .get('/concepteur', (ctx) => {
      requireInTown(ctx, 'design processes');
      return showTypes(ctx, services);
    })
    .get('/concepteur/:type', of(showType))
    .get('/concepteur/:type/diagramme.svg', of(sendDiagram))
    .get('/concepteur/:type/formulaire', of(showFormPreview))
    .get('/concepteur/:type/courriels/:email', of(showEmail))
    .get('/concepteur/:type/courriels/:email/:lang', of(sendEmailHtml))
    .get('/concepteur/:type/differences', of(showDifferences))
    .get('/concepteur/:type/simulation', of(showSimulation))
    .post('/concepteur/:type/simulation', of(postSimulation));
}

/** The diagram with the number of open requests in each box. */
async function sendDiagram(ctx: Context, { db }: Services, type: RequestType): Promise<void> {
  const shown = revisionOf(type, ctx.query.revision);
  const [{ graph }, counts] = await Promise.all([exploredType(shown), standingCounts(db, shown.id, shown.revision)]);
  const open = Object.fromEntries(graph.nodes.map((node) => [node.name, countedAt(node, counts).open]));
  ctx.set('Cache-Control', 'no-store');
  sendSvg(ctx, svgOf(graph, readerOf(shown, ctx.state.lang), { counts: open }), shown.id);
}
