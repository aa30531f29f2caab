import { Graph as Dagre, layout } from '@dagrejs/dagre';
import type { Graph, GraphNode } from '../../workflows/kit/graph.ts';
import { answerWords, type BoxWords, boxWords, type DiagramReader } from './words.ts';

export interface Box extends BoxWords {
  node: GraphNode;
  /** The title as broken into lines. */
  lines: string[];
  /** Middle, and size. */
  x: number;
  y: number;
  width: number;
  height: number;
}
export interface Arrow {
  from: string;
  to: string;
  answers: readonly string[];
  points: { x: number; y: number }[];
  label: string[];
  labelAt: { x: number; y: number };
}
export interface Layout {
  width: number;
  height: number;
  boxes: Box[];
  arrows: Arrow[];
}

const characterWidth = 7.4;
const lineHeight = 18;
const margin = 16;
const charactersAtMost = 26;

/** Where each box and arrow stands, from top to bottom. The same graph gives the same places. */
export function layOut(graph: Graph, reader: DiagramReader): Layout {
  const dagre = new Dagre({ multigraph: false });
  dagre.setGraph({ rankdir: 'TB', nodesep: 36, ranksep: 44, edgesep: 18, marginx: margin, marginy: margin });
  dagre.setDefaultEdgeLabel(() => ({}));
  const drawn = graph.nodes.map((node) => drawnBox(node, reader));
  for (const { node, width, height } of drawn) dagre.setNode(node.id, { width, height });
  const labels = graph.edges.map(({ answers }) => broken(answerWords(answers, reader)));
  graph.edges.forEach(({ from, to }, index) => {
    const label = labels[index]!;
    dagre.setEdge(from, to, { width: widthOf(label), height: label.length * 15, labelpos: 'c' });
  });
  layout(dagre);
  const { width = 0, height = 0 } = dagre.graph() as { width?: number; height?: number };
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    boxes: drawn.map((box) => ({ ...box, ...placeOf(dagre.node(box.node.id)) })),
    arrows: graph.edges.map(({ from, to, answers }, index) => {
      const { points, x, y } = dagre.edge(from, to) as { points: { x: number; y: number }[]; x?: number; y?: number };
      return {
        from,
        to,
        answers,
        points: points.map(placeOf),
        label: labels[index]!,
        labelAt: placeOf({ x: x ?? 0, y: y ?? 0 }),
      };
    }),
  };
}

const placeOf = ({ x, y }: { x?: number; y?: number }) => ({ x: rounded(x ?? 0), y: rounded(y ?? 0) });
const rounded = (value: number) => Math.round(value * 10) / 10;

function drawnBox(node: GraphNode, reader: DiagramReader): Omit<Box, 'x' | 'y'> {
  if (node.verb === 'fork' || node.verb === 'join') {
    return { node, title: '', notes: [], lines: [], width: 160, height: 6 };
  }
  const words = boxWords(node, reader);
  const lines = broken(words.title);
  const text = Math.max(widthOf(lines), widthOf(words.notes) * 0.86);
  const tall = (lines.length + words.notes.length * 0.85) * lineHeight + 16;
  const isDiamond = node.verb === 'check' || node.verb === 'since';
  return {
    node,
    ...words,
    lines,
    width: Math.max(text + 28, 90) + (isDiamond ? 60 : 0),
    height: tall + (isDiamond ? 24 : 0),
  };
}

const widthOf = (lines: readonly string[]) => Math.max(0, ...lines.map((line) => line.length * characterWidth));

/** Whole words, at most so many characters a line. */
function broken(text: string): string[] {
  if (text === '') return [];
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1)!;
    if (last !== '' && last.length + word.length + 1 > charactersAtMost) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}
