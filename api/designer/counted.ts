import type { StandingCount } from '../../db/processes.ts';
import type { GraphNode } from '../../workflows/kit/graph.ts';

/** Open and late requests at a box of the diagram. The single visits of an intervention stand in one box: a request with two of them under way is there once. */
export function countedAt(node: GraphNode, counts: readonly StandingCount[]): { open: number; late: number } {
  const names = node.parts ?? [node.name];
  const sum = (of: 'waits' | 'late') =>
    counts
      .filter((count) => count[of].some((wait) => names.includes(wait)))
      .reduce((total, { requests }) => total + requests, 0);
  return { open: sum('waits'), late: sum('late') };
}
