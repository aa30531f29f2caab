/** A type's paths laid over one another: what its diagrams show. A step that several paths pass, or that a loop repeats, is one box. */
import type { Path, PathStep } from './explorer.ts';

export interface GraphNode {
  id: string;
  /** `start`; `fork` and `join` around waits that stand side by side. */
  verb: PathStep['verb'] | 'start' | 'fork' | 'join';
  name: string;
  who?: string;
  by?: 'manager';
  within?: string;
  remindAfter?: string;
  escalateBefore?: string;
  pieces?: readonly string[];
  parts?: readonly string[];
  email?: string;
  /** Whatever one of the paths could give here; empty where there is nothing to choose. */
  answers: readonly string[];
}
export interface GraphEdge {
  from: string;
  to: string;
  /** The answers that lead there; none where there is only one way. */
  answers: string[];
}
export interface Graph {
  nodes: GraphNode[];
  edges: GraphEdge[];
}

export function graphOf(paths: readonly Path[]): Graph {
  const nodes = new Map<string, GraphNode>([['start', { id: 'start', verb: 'start', name: 'received', answers: [] }]]);
  const edges = new Map<string, GraphEdge>();
  for (const { steps } of paths) {
    let from: Exit[] = [{ id: 'start' }];
    for (const group of groupsOf(steps)) {
      const entered = group.length === 1 ? enterOne(nodes, group[0]!) : enterTogether(nodes, edges, group);
      for (const exit of from) connect(edges, exit, entered.entry);
      from = [entered.exit];
    }
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()] };
}

interface Exit {
  id: string;
  answer?: string;
}

function enterOne(nodes: Map<string, GraphNode>, step: PathStep): { entry: string; exit: Exit } {
  const id = idOf(step);
  const known = nodes.get(id);
  const { verb, name, who, by, within, remindAfter, escalateBefore, email } = step;
  const about = { who, by, within, remindAfter, escalateBefore, email, ...known };
  const lists = { pieces: either(known?.pieces, step.pieces), parts: either(known?.parts, step.parts) };
  const said = Object.fromEntries(Object.entries({ ...about, ...lists }).filter(([, value]) => value !== undefined));
  const answers = [...new Set([...(known?.answers ?? []), ...step.answers])];
  nodes.set(id, { ...said, id, verb, name, answers });
  const branches = step.answers.length > 1 || verb === 'check' || verb === 'since';
  return { entry: id, exit: branches ? { id, answer: step.result } : { id } };
}

function enterTogether(nodes: Map<string, GraphNode>, edges: Map<string, GraphEdge>, group: readonly PathStep[]) {
  const names = group.map(({ name }) => name).join(' + ');
  const fork = { id: `fork: ${names}`, verb: 'fork' as const, name: names, answers: [] };
  const join = { id: `join: ${names}`, verb: 'join' as const, name: names, answers: [] };
  nodes.set(fork.id, fork).set(join.id, join);
  for (const step of group) {
    const { entry } = enterOne(nodes, step);
    connect(edges, { id: fork.id }, entry);
    // What each says is told after all: here it only matters that it has been said.
    connect(edges, { id: entry }, join.id);
  }
  return { entry: fork.id, exit: { id: join.id } };
}

function connect(edges: Map<string, GraphEdge>, { id, answer }: Exit, to: string): void {
  const key = `${id} → ${to}`;
  const edge = edges.get(key) ?? { from: id, to, answers: [] };
  if (answer !== undefined && !edge.answers.includes(answer)) edge.answers.push(answer);
  edges.set(key, edge);
}

/** What a wait asks for or does on one path or another, in the order of the longer list. */
function either<Item>(one: readonly Item[] = [], other: readonly Item[] = []): Item[] | undefined {
  const [longer, shorter] = one.length < other.length ? [other, one] : [one, other];
  return longer.length > 0 ? [...new Set([...longer, ...shorter])] : undefined;
}

/** Steps that stand side by side as one. */
function groupsOf(steps: readonly PathStep[]): PathStep[][] {
  const groups: PathStep[][] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    if (step.parallel !== undefined && last?.[0]?.parallel === step.parallel) last.push(step);
    else groups.push([step]);
  }
  return groups;
}

/** Ends with one outcome and two emails are two ends. */
const idOf = ({ verb, name, email }: PathStep) => (verb === 'close' ? `close: ${name}: ${email}` : `${verb}: ${name}`);
