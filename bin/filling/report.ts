import type { RequestType } from '../../workflows/kit/request-type.ts';
import { wordsOf } from '../../workflows/kit/words.ts';
import type { Lived } from './life.ts';

/** The requests by type and by how they have ended, those of each type in the order of how many. */
export function fillTable(lived: readonly Lived[]): string {
  const types = new Map<RequestType, Lived[]>();
  for (const one of lived) types.set(one.planned.type, [...(types.get(one.planned.type) ?? []), one]);
  const lines = [...types]
    .sort(([one], [other]) => one.id.localeCompare(other.id))
    .map(([type, all]) => lineOf(type, all));
  return [line('type', 'requests', 'open', 'ended as'), ...lines, lineOf(undefined, lived)].join('\n');
}

function lineOf(type: RequestType | undefined, lived: readonly Lived[]): string {
  const counts = new Map<string, number>();
  for (const { outcome } of lived) if (outcome !== null) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  const open = lived.filter(({ outcome }) => outcome === null).length;
  const endings = [...counts]
    .sort(([one, few], [other, many]) => many - few || one.localeCompare(other))
    .map(([outcome, count]) => `${wordsOf(type ?? {}, outcome).en} ${count}`);
  return line(
    type?.id ?? 'all',
    String(lived.length),
    String(open),
    type ? endings.join(', ') : String(lived.length - open),
  );
}

const line = (type: string, requests: string, open: string, endings: string) =>
  `${type.padEnd(26)}${requests.padStart(8)}${open.padStart(6)}  ${endings}`;
