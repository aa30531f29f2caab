import type { Findings } from './reconciler.ts';

const namedAtMost = 20;

/** What was found and mended, for the person at the terminal: a line for each kind, and the references under it. */
export function reportOf(found: Findings, { dryRun, seconds }: { dryRun: boolean; seconds: number }): string[] {
  const lists = Object.entries(kinds).flatMap(([kind, words]) => {
    const things = found[kind as keyof typeof kinds];
    return [`  ${String(things.length).padStart(6)}  ${words}`, ...named(things.map(nameOf))];
  });
  return [
    ...lossOf(found),
    ...lists,
    `  ${String(found.doubts).padStart(6)}  processes whose next emails are held as perhaps sent, until somebody answers`,
    `${dryRun ? 'Nothing was mended' : 'Mended'}: compared in ${seconds.toFixed(1)} s.`,
  ];
}

const kinds = {
  lost: 'requests without a run: begun again',
  ahead: 'runs that know more than the database: begun again from the database',
  behind: 'runs that know less than the database: begun again from the database',
  ended: 'runs that wait although their request has ended: begun again, which ends them',
  unknown: 'runs of requests that the database does not have: ended after a restoration, otherwise left alone',
  perhapsSent: 'emails that may have left after the backup: not sent again; /exploitation/courriels sends them',
  undelivered: 'emails whose delivery was lost: taken up again',
} satisfies Partial<Record<keyof Findings, string>>;

function lossOf({ restoration, lastTrace, unknown }: Findings): string[] {
  if (!restoration) return ['No restoration is open: only runs and requests are compared.'];
  const { applicationAsOf, engineAsOf, at } = restoration;
  if (!applicationAsOf) return [`The engine is as of ${iso(engineAsOf!)}; the application has lost nothing.`];
  const until = lastTrace ?? at;
  const time = durationText(until.getTime() - applicationAsOf.getTime());
  const loss = lastTrace
    ? `the engine shows work until ${iso(lastTrace)}, so ${time} of the application's are lost`
    : `at most ${time} are lost, until the restoration; the engine knows nothing later`;
  const filed = lastTrace
    ? `Requests filed in that time whose reference leads nowhere now: ${unknown.length}.`
    : 'How many requests were filed in that time can not be known. Their references lead nowhere now.';
  return [`The application is as of ${iso(applicationAsOf)}: ${loss}.`, filed];
}

type Thing = Findings[keyof typeof kinds][number];

function nameOf(thing: Thing): string {
  if ('template' in thing) return `${thing.reference} ${thing.template}`;
  return 'reference' in thing ? thing.reference : thing.requestId;
}

function named(names: string[]): string[] {
  if (names.length === 0) return [];
  const more = names.length > namedAtMost ? ` and ${names.length - namedAtMost} more` : '';
  return [`          ${names.slice(0, namedAtMost).join(', ')}${more}`];
}

function durationText(ms: number): string {
  if (ms < 120_000) return `${Math.round(ms / 1_000)} s`;
  return ms < 7_200_000 ? `${Math.round(ms / 60_000)} min` : `${(ms / 3_600_000).toFixed(1)} h`;
}

const iso = (at: Date) => at.toISOString();
