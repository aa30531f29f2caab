import type { Figures, Results } from './figures.ts';

export interface Goal {
  name: string;
  measured: string;
  met: boolean;
}

/** The speed that the product has promised itself on two cores with everything on the one machine, against what it has. */
export function goalsOf({ systems: { guichet, control } }: Results): Goal[] {
  if (!guichet) return [];
  const one = guichet['1']!;
  const most = (read: (figures: Figures) => number) => Math.max(...Object.values(guichet).map(read));
  return [
    atMost('start acknowledged at 10/s, p95', one.paced!.startAckMs.p95, 10, 'ms'),
    atMost('request → first task visible, one at a time, p50', one.requestVisibleMs.p50, 60, 'ms'),
    atMost('answer → next task visible, one at a time, p50', one.answerVisibleMs.p50, 30, 'ms'),
    atMost('approve → accepted by SMTP, one at a time, p50', one.approveMailMs.p50, 40, 'ms'),
    ...['8', '32'].flatMap((load) => (control ? [against(load, guichet[load]!, control[load]!)] : [])),
    atMost(
      'write transactions per request, PostgreSQL and engine, at most',
      most((figures) => figures.writeTxPerRequest + figures.engineWritesPerRequest),
      40,
      '',
    ),
  ];
}

function atMost(name: string, measured: number, limit: number, unit: string): Goal {
  return {
    name: `${name} ≤ ${limit} ${unit}`.trim(),
    measured: `${measured.toFixed(1)} ${unit}`.trim(),
    met: measured <= limit,
  };
}

function against(load: string, guichet: Figures, control: Figures): Goal {
  const ratio = guichet.completedPerSecond / control.completedPerSecond;
  return {
    name: `completed/s, ${load} in flight ≥ 0.8 × control`,
    measured: `${ratio.toFixed(2)} ×`,
    met: ratio >= 0.8,
  };
}
