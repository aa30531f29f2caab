import type { Verdict } from './verdict.ts';

/** Prints how many requests continue, stay on their revision and would break, and where. */
export function printVerdicts(verdicts: readonly Verdict[], source: string): void {
  const count = (would: Verdict['would']) => verdicts.filter((verdict) => verdict.would === would).length;
  const lines = [
    `${verdicts.length} requests of ${source}, replayed with this working tree:`,
    `  ${count('continue')} continue`,
    `  ${count('stay on its revision')} stay on their revision`,
    `  ${count('break')} would break`,
  ];
  for (const [where, broken] of grouped(verdicts.filter(({ would }) => would === 'break'))) {
    const { because, todo } = broken[0]!;
    lines.push('', `${where}: ${broken.length} would break`, `  ${because}`, `  What to do: ${todo}.`);
    lines.push(`  ${examples(broken)}`);
  }
  console.log(lines.join('\n'));
}

/** By type, revision and step: what is mended at one place is told once. */
function grouped(broken: Verdict[]): [where: string, Verdict[]][] {
  const groups = new Map<string, Verdict[]>();
  for (const verdict of broken) {
    const key = `${verdict.type} ${verdict.revision} ${verdict.because}`;
    groups.set(key, [...(groups.get(key) ?? []), verdict]);
  }
  return [...groups.values()].map((group) => [placeOf(group[0]!), group]);
}

const placeOf = ({ type, revision }: Verdict) => `workflows/request-types/${type}.ts, revision ${revision}`;

function examples(broken: Verdict[]): string {
  const named = broken.slice(0, 3).map(({ requestId }) => requestId);
  return `Among them: ${named.join(', ')}${broken.length > named.length ? ', …' : ''}`;
}
