import type { Path } from '../../workflows/kit/explorer.ts';
import type { Graph } from '../../workflows/kit/graph.ts';
import { bpmnOf } from './bpmn.ts';
import { mermaidOf } from './mermaid.ts';
import { pathsTable } from './paths.ts';
import { svgOf } from './svg.ts';
import type { DiagramReader } from './words.ts';

/** What is committed of a type, by file name: a review shows the picture change with the process. */
export async function diagramFiles(
  paths: readonly Path[],
  graph: Graph,
  reader: DiagramReader,
): Promise<Record<string, string>> {
  return {
    'diagram.svg': svgOf(graph, reader),
    'diagram.mmd': mermaidOf(graph, reader),
    'diagram.bpmn': await bpmnOf(graph, reader),
    'paths.md': pathsTable(paths, reader),
  };
}
