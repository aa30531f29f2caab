import type { Figures, Percentiles, Results } from './figures.ts';
import type { Goal } from './goals.ts';

/** The table and the goals, as text for the console. */
export function tableOf({ machine, systems }: Results, goals: Goal[]): string {
  const rows = Object.entries(systems).flatMap(([system, loads]) =>
    Object.entries(loads).map(([load, figures]) => [system, load, ...columns.map(([, read]) => read(figures))]),
  );
  const heads = ['system', 'in flight', ...columns.map(([head]) => head)];
  return [
    machine,
    'Milliseconds are p50 / p95 / p99; medians of the repetitions.',
    '',
    ...aligned([heads, ...rows]),
    '',
    ...pacedLines(systems),
    '',
    ...aligned(goals.map(({ name, measured, met }) => [met ? 'met' : 'NOT MET', measured, name])),
  ].join('\n');
}

const three = ({ p50, p95, p99 }: Percentiles) => `${p50} / ${p95} / ${p99}`;

const columns: [head: string, read: (figures: Figures) => string][] = [
  ['completed/s', (figures) => String(figures.completedPerSecond)],
  ['start ack', (figures) => three(figures.startAckMs)],
  ['request → visible', (figures) => three(figures.requestVisibleMs)],
  ['answer → visible', (figures) => three(figures.answerVisibleMs)],
  ['approve → mail', (figures) => three(figures.approveMailMs)],
  ['PG tx', (figures) => String(figures.writeTxPerRequest)],
  ['engine writes', (figures) => String(figures.engineWritesPerRequest)],
  ['CPU s', (figures) => String(figures.cpuSecondsPerRequest)],
  ['RSS MB', (figures) => String(figures.peakRssMb)],
];

function pacedLines(systems: Results['systems']): string[] {
  return Object.entries(systems).flatMap(([system, loads]) => {
    const steady = loads['1']?.paced;
    return steady ? [`${system}: start acknowledged at a steady 10/s: ${three(steady.startAckMs)} ms`] : [];
  });
}

function aligned(rows: string[][]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]!.length))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}
