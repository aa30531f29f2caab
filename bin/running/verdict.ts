import type { ReplayedRun } from '../../activities/replay.ts';
import { requestTypes } from '../../workflows/request-types/index.ts';

/** What becomes of one running request with the types of this working tree. */
export interface Verdict {
  requestId: string;
  type: string;
  revision: number;
  would: 'continue' | 'stay on its revision' | 'break';
  /** For a break: what differs, naming the step, and what to do about it. */
  because?: string;
  todo?: string;
}

/**
 * @param recorded the steps that the request has taken, from the database: two waits look the same in a history
 */
export function verdictOn(run: ReplayedRun, recorded: ReadonlyMap<number, string> = new Map()): Verdict {
  const { requestId, type, revision } = run;
  const verdict = { requestId, type, revision };
  const known = requestTypes.some((candidate) => candidate.id === type && candidate.revision === revision);
  if (!known) return { ...verdict, would: 'break', because: 'the working tree does not have it', todo: putBack };

  const renamed = [...run.steps].find(([ordinal, name]) => (recorded.get(ordinal) ?? name) !== name);
  if (renamed) {
    const [ordinal, name] = renamed;
    const because = `step ${ordinal} was ${quoted(recorded.get(ordinal)!)} and is now ${quoted(name)}`;
    return { ...verdict, would: 'break', because, todo: keepOrder };
  }
  if (run.broken !== undefined) return { ...verdict, would: 'break', because: parting(run), todo: keepOrder };
  const current = requestTypes.findLast(({ id }) => id === type)!.revision;
  return { ...verdict, would: revision === current ? 'continue' : 'stay on its revision' };
}

const putBack = 'keep the former revision beside the new one in workflows/request-types/index.ts';
const keepOrder =
  "put what is new behind `if (desk.since('…'))` with the former step in the `else`, or give the type a new `revision` and keep the former one";

/** The last step that today's process came to is where it takes another way; a kept step says so by itself. */
function parting({ steps, broken }: ReplayedRun): string {
  if (/^step \d+ was /.test(broken!)) return broken!;
  const last = [...steps].at(-1);
  const place = last ? `at step ${last[0]}, ${quoted(last[1])}` : 'before its first step';
  return `${place}, the process takes another way than the request has taken (${broken})`;
}

/** `askAgent: preparing` → `askAgent "preparing"` */
const quoted = (step: string) => step.replace(/^([^:]+): (.*)$/, '$1 "$2"');
