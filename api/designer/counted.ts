import type { WaitCount } from '../../db/processes.ts';
import type { GraphNode } from '../../workflows/kit/graph.ts';

/** Open and late requests at a box of the diagram; the single visits of an intervention stand in one box. */
export function countedAt(node: GraphNode, counts: readonly WaitCount[]): { open: number; late: number } {
  const here = counts.filter(({ name }) => (node.parts ?? [node.name]).includes(name));
  const sum = (of: 'open' | 'late') => here.reduce((total, count) => total + count[of], 0);
  return { open: sum('open'), late: sum('late') };
}
