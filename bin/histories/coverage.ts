import { type RecordedRun, type ReplayedRun, replayRuns } from '../../activities/replay.ts';
import { explore } from '../../workflows/kit/explorer.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import type { PayloadKey } from '../../workflows/payload-codec.ts';
import { requestTypes } from '../../workflows/request-types/index.ts';
import { passedBy } from './cover.ts';
import { pathTaken } from './path-taken.ts';

/** What the stored histories show of the types of this working tree. */
export interface Coverage {
  replayed: number;
  /** File and the engine's words. */
  broken: { name: string; because: string }[];
  types: TypeCoverage[];
  /** Turns that no type has of its own, and that no history shows. */
  turnsMissing: Turn[];
}
export interface TypeCoverage {
  type: RequestType;
  /** Histories of this type and revision. */
  histories: number;
  /** What no history passes, in the words of `passedBy`. */
  missing: string[];
}

/** What may happen to a run of any type. */
export type Turn = 'withdrawn' | 'reopened' | 'continued as new' | 'watched for silence';
const turns: Record<Turn, (run: ReplayedRun) => boolean> = {
  withdrawn: ({ steps }) => [...steps.values()].includes('close: withdrawn'),
  reopened: ({ input }) => (input?.reopenedFrom?.length ?? 0) > 0,
  'continued as new': ({ input }) => input?.carried !== undefined,
  'watched for silence': ({ input }) => input?.silenceFrom !== undefined,
};

export async function coverageOf(runs: AsyncIterable<RecordedRun>, key: PayloadKey): Promise<Coverage> {
  const broken: Coverage['broken'] = [];
  const passed = new Map<string, Set<string>>();
  const histories = new Map<string, number>();
  const turnsMissing = new Set(Object.keys(turns) as Turn[]);
  let replayed = 0;
  for await (const run of replayRuns(runs, key)) {
    if (run.broken !== undefined) {
      broken.push({ name: run.requestId, because: run.broken });
      continue;
    }
    replayed += 1;
    for (const turn of turnsMissing) if (turns[turn](run)) turnsMissing.delete(turn);
    histories.set(keyOf(run), (histories.get(keyOf(run)) ?? 0) + 1);
    const path = await pathTaken(run);
    if (path) passed.set(keyOf(run), new Set([...(passed.get(keyOf(run)) ?? []), ...passedBy(path)]));
  }
  const types = await Promise.all(
    requestTypes.map(async (type) => {
      const all = new Set((await explore(type)).flatMap(passedBy));
      const own = keyOf({ type: type.id, revision: type.revision });
      const missing = [...all].filter((thing) => !passed.get(own)?.has(thing));
      return { type, histories: histories.get(own) ?? 0, missing };
    }),
  );
  return { replayed, broken, types, turnsMissing: [...turnsMissing] };
}

const keyOf = ({ type, revision }: { type: string; revision: number }) => `${type} ${revision}`;
