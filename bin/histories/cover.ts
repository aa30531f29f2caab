/** What there is to pass in a process, and which paths pass all of it. */
import { leftForAnother, type Path } from '../../workflows/kit/explorer.ts';

/** Everything that a path passes: each verb with what it gave, each single intervention, the end with its email. */
export function passedBy({ steps }: Path): string[] {
  const left = leftForAnother(steps);
  return steps.flatMap((step) => {
    const { verb, name, result, email, parts = [] } = step;
    const given = left.has(step) ? 'left for another' : verb === 'close' ? email! : result;
    return [`${verb} "${name}": ${given}`, ...parts.map((part) => `${verb} "${name}" by "${part}"`)];
  });
}

/** Few paths, and of those the short ones, that pass all that is missing. Greedy: each is the one that adds most. */
export function cover(paths: readonly Path[], missing: ReadonlySet<string>): Path[] {
  const left = new Set(missing);
  const adds = (path: Path) => new Set(passedBy(path).filter((passed) => left.has(passed))).size;
  const chosen: Path[] = [];
  while (left.size > 0) {
    const counted = paths.map((path) => ({ path, added: adds(path) }));
    const best = counted.reduce((one, other) =>
      other.added > one.added || (other.added === one.added && other.path.steps.length < one.path.steps.length)
        ? other
        : one,
    );
    if (best.added === 0) break;
    for (const passed of passedBy(best.path)) left.delete(passed);
    chosen.push(best.path);
  }
  return chosen;
}
