import { bpmnOf } from '../../templates/diagrams/bpmn.ts';
import { mermaidOf } from '../../templates/diagrams/mermaid.ts';
import { svgOf } from '../../templates/diagrams/svg.ts';
import type { DiagramReader } from '../../templates/diagrams/words.ts';
import type { Language } from '../../templates/views.ts';
import { explore, type Path } from '../../workflows/kit/explorer.ts';
import { type Graph, graphOf } from '../../workflows/kit/graph.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { services as serviceWords } from '../../workflows/services.ts';
import { type Context, newRouter } from '../context.ts';
import type { Services } from '../services.ts';

/** The process of a type as a picture, for Mermaid, and as BPMN 2.0 for other tools. */
export function diagramRoutes(services: Services) {
  return newRouter('/request-types')
    .get('/:id/diagram.svg', async (ctx) => {
      const { type, graph, reader } = await asked(ctx, services);
      sendSvg(ctx, svgOf(graph, reader), type.id);
    })
    .get('/:id/diagram.mmd', async (ctx) => {
      const { type, graph, reader } = await asked(ctx, services);
      ctx.type = 'text/vnd.mermaid; charset=utf-8';
      ctx.set('Content-Disposition', `inline; filename="${type.id}.mmd"`);
      ctx.body = mermaidOf(graph, reader);
    })
    .get('/:id/diagram.bpmn', async (ctx) => {
      const { type, graph, reader } = await asked(ctx, services);
      ctx.type = 'application/xml; charset=utf-8';
      ctx.attachment(`${type.id}.bpmn`);
      ctx.body = await bpmnOf(graph, reader);
    });
}

export interface Explored {
  paths: readonly Path[];
  graph: Graph;
}

const explored = new WeakMap<RequestType, Promise<Explored>>();

/** Every path of a type, explored once: processes are code, and change with a restart alone. */
export function exploredType(type: RequestType): Promise<Explored> {
  const known = explored.get(type) ?? explore(type).then((paths) => ({ paths, graph: graphOf(paths) }));
  explored.set(type, known);
  return known;
}

export const readerOf = (type: RequestType, lang: Language): DiagramReader => ({ type, lang, services: serviceWords });

/** A picture brings its own style sheet, and nothing else. */
export function sendSvg(ctx: Context, svg: string, name: string): void {
  ctx.type = 'image/svg+xml';
  ctx.set('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  ctx.set('Content-Disposition', `inline; filename="${name}.svg"`);
  ctx.body = svg;
}

async function asked(ctx: Context, services: Services) {
  const type = services.types.current(ctx.params.id);
  return { type, ...(await exploredType(type)), reader: readerOf(type, ctx.state.lang) };
}
