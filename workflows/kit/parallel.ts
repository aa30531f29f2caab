/** Waits side by side. Each branch is one wait, so that the steps keep their numbers whatever comes first. */

export type AllOf<Waits extends Record<string, Promise<unknown>>> = { [Name in keyof Waits]: Awaited<Waits[Name]> };

export async function allOf<Waits extends Record<string, Promise<unknown>>>(waits: Waits): Promise<AllOf<Waits>> {
  const answers = await Promise.all(Object.entries(waits).map(async ([name, wait]) => [name, await wait]));
  return Object.fromEntries(answers) as AllOf<Waits>;
}

/** The name of the wait that is over first. */
export function firstOf(waits: Record<string, Promise<unknown>>): Promise<string> {
  return Promise.race(Object.entries(waits).map(([name, wait]) => wait.then(() => name)));
}

/** Done when all are; the first that is not possible decides at once. */
export function together(parts: Promise<string>[]): Promise<string> {
  const done = Promise.all(parts).then((answers) => answers.find((answer) => answer !== 'done') ?? 'done');
  const failed = parts.map((part) => part.then((answer) => (answer === 'done' ? never() : answer)));
  return Promise.race([done, ...failed]);
}

export async function inTurn<Part>(parts: readonly Part[], open: (part: Part) => Promise<string>): Promise<string> {
  for (const part of parts) {
    const answer = await open(part);
    if (answer !== 'done') return answer;
  }
  return 'done';
}

const never = () => new Promise<never>(() => {});
