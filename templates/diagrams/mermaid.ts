import type { Graph, GraphNode } from '../../workflows/kit/graph.ts';
import { answerWords, boxWords, type DiagramReader } from './words.ts';

/** The process as a Mermaid flowchart, as GitHub and wikis draw it. */
export function mermaidOf({ nodes, edges }: Graph, reader: DiagramReader): string {
  const short = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  const boxes = nodes.map((node) => `  ${short.get(node.id)}${boxText(node, reader)}`);
  const arrows = edges.map(({ from, to, answers }) => {
    const words = answerWords(answers, reader);
    return `  ${short.get(from)} -->${words ? `|"${quoted(words)}"|` : ''} ${short.get(to)}`;
  });
  return ['flowchart TD', ...boxes, ...arrows, ''].join('\n');
}

function boxText(node: GraphNode, reader: DiagramReader): string {
  if (node.verb === 'fork' || node.verb === 'join') return '[[" "]]';
  const { title, notes } = boxWords(node, reader);
  const text = `"${[title, ...notes].map(quoted).join('<br/>')}"`;
  if (node.verb === 'check' || node.verb === 'since') return `{${text}}`;
  return node.verb === 'close' || node.verb === 'start' ? `([${text}])` : `[${text}]`;
}

const quoted = (text: string) => text.replaceAll('"', '#quot;').replaceAll('<', '#lt;').replaceAll('>', '#gt;');
