import type { ReplayedRun } from '../../activities/replay.ts';
import { type Path, walk } from '../../workflows/kit/explorer.ts';
import { cancelled, expired } from '../../workflows/kit/replayed-steps.ts';
import { findRequestType } from '../../workflows/request-types/index.ts';

/** The path that a run has taken, as the explorer tells it; nothing when the run did not take its process to the end. */
export async function pathTaken({ type, revision, input, steps, results }: ReplayedRun): Promise<Path | undefined> {
  const given = new Map<string, string[]>();
  for (const [ordinal, step] of [...steps].sort(([one], [other]) => one - other)) {
    const result = results.get(ordinal);
    const name = step.replace(/^\w+: /, '');
    if (result !== undefined) given.set(name, [...(given.get(name) ?? []), result]);
  }
  try {
    const path = await walk(findRequestType(type, revision), (options, { kind, name }) => {
      const result = kind === 'fact' ? input?.facts[name] : given.get(name)?.shift();
      if (result === expired) return options.at(-1)!;
      if (result === cancelled) return options[0]!;
      if (result === undefined || !options.includes(result)) throw new Unfinished();
      return result;
    });
    // The explorer goes through all that `since` has added; an older run went on without it.
    const taken = new Set([...steps.values()]);
    return {
      ...path,
      steps: path.steps.filter(({ verb, name, within }) => within === undefined || taken.has(`${verb}: ${name}`)),
    };
  } catch (error) {
    if (error instanceof Unfinished) return undefined;
    throw error;
  }
}

class Unfinished extends Error {}
