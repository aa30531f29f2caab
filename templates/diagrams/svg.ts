import type { Graph, GraphNode } from '../../workflows/kit/graph.ts';
import { type Arrow, type Box, layOut } from './layout.ts';
import type { DiagramReader } from './words.ts';

export interface SvgOptions {
  /** How many open requests stand in each box, by the name of its wait. */
  counts?: Readonly<Record<string, number>>;
  /** The waits at which one request is now: several stand side by side. */
  lit?: readonly string[];
}

/**
 * The process as one SVG: boxes with square corners are an agent's, rounded ones the citizen's, a dashed edge is an email, a
 * diamond a condition, a thick ring an end. Shape and words carry the meaning: it may be printed in black.
 */
export function svgOf(graph: Graph, reader: DiagramReader, { counts = {}, lit = [] }: SvgOptions = {}): string {
  const { width, height, boxes, arrows } = layOut(graph, reader);
  const title = escaped(reader.type.title[reader.lang]);
  const described = escaped(
    boxes
      .filter(({ title }) => title)
      .map(({ title }) => title)
      .join(', '),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title described" lang="${reader.lang}">
<title id="title">${title}</title>
<desc id="described">${described}</desc>
<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 10 5 0 10z"/></marker></defs>
<style>${style}</style>
<rect class="paper" width="${width}" height="${height}"/>
${arrows.map(arrowSvg).join('\n')}
${boxes.map((box) => boxSvg(box, counts[box.node.name], isLit(box.node, lit))).join('\n')}
${arrows.map(labelSvg).filter(Boolean).join('\n')}
</svg>
`;
}

const isLit = ({ name, parts = [] }: GraphNode, lit: readonly string[]) =>
  [name, ...parts].some((wait) => lit.includes(wait));

const style =
  'text{font:14px sans-serif;fill:#161616;text-anchor:middle}.note,.label{font-size:12px;fill:#3a3a3a}.label{paint-order:stroke;stroke:#fff;stroke-width:4px}' +
  '.paper{fill:#fff}.box{fill:#fff;stroke:#1d4e89;stroke-width:1.5}.agent{fill:#eaf1fa}.email{stroke-dasharray:5 3}.end{stroke-width:4}' +
  '.lit{stroke:#b34000;stroke-width:4}.arrow{fill:none;stroke:#3a3a3a;stroke-width:1.3}.bar{fill:#161616}.count{fill:#b34000}.counted{fill:#fff;font-weight:bold}';

const agents = ['askAgent', 'askOpinion', 'intervene'];

function boxSvg({ node, x, y, width, height, lines, notes }: Box, count: number | undefined, lit: boolean): string {
  const left = round(x - width / 2);
  const top = round(y - height / 2);
  if (node.verb === 'fork' || node.verb === 'join')
    return `<rect class="bar" x="${left}" y="${top}" width="${width}" height="${height}"/>`;
  const kind = [
    agents.includes(node.verb) && 'agent',
    emails.includes(node.verb) && 'email',
    ends.includes(node.verb) && 'end',
    lit && 'lit',
  ];
  const classes = ['box', ...kind.filter(Boolean)].join(' ');
  const first = y - ((lines.length + notes.length * 0.85) * 18) / 2 + 14;
  const text = [
    ...lines.map((line, index) => `<text x="${x}" y="${round(first + index * 18)}">${escaped(line)}</text>`),
    ...notes.map(
      (note, index) =>
        `<text class="note" x="${x}" y="${round(first + lines.length * 18 + index * 15)}">${escaped(note)}</text>`,
    ),
  ];
  return [
    shape(node.verb, classes, { x, y, left, top, width, height }),
    ...text,
    count ? countSvg(left + width, top, count) : '',
  ]
    .filter(Boolean)
    .join('\n');
}

const emails = ['email', 'acknowledge'];
const ends = ['close'];

function shape(
  verb: string,
  classes: string,
  at: Record<'x' | 'y' | 'left' | 'top' | 'width' | 'height', number>,
): string {
  const { x, y, left, top, width, height } = at;
  if (verb === 'check' || verb === 'since') {
    const corners = [`${x},${top}`, `${round(left + width)},${y}`, `${x},${round(top + height)}`, `${left},${y}`];
    return `<polygon class="${classes}" points="${corners.join(' ')}"/>`;
  }
  const rounding = verb === 'close' || verb === 'start' ? round(height / 2) : verb === 'askCitizen' ? 12 : 2;
  return `<rect class="${classes}" x="${left}" y="${top}" width="${round(width)}" height="${round(height)}" rx="${rounding}"/>`;
}

function countSvg(right: number, top: number, count: number): string {
  return `<circle class="count" cx="${round(right)}" cy="${top}" r="13"/><text class="counted" x="${round(right)}" y="${round(top + 5)}">${count}</text>`;
}

const arrowSvg = ({ points }: Arrow) =>
  `<path class="arrow" marker-end="url(#arrow)" d="M${points.map(({ x, y }) => `${x} ${y}`).join(' L')}"/>`;

const labelSvg = ({ label, labelAt }: Arrow) =>
  label
    .map(
      (line, index) =>
        `<text class="label" x="${labelAt.x}" y="${round(labelAt.y + 4 + (index - (label.length - 1) / 2) * 14)}">${escaped(line)}</text>`,
    )
    .join('\n');

const round = (value: number) => Math.round(value * 10) / 10;
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
