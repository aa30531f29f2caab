import type { Path } from '../../workflows/kit/explorer.ts';
import { explore } from '../../workflows/kit/explorer.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { requestTypes } from '../../workflows/request-types/index.ts';
import { drive, type Scenario, type Simulated } from '../simulation/drive.ts';
import { openSimulatedTown, type SimulatedTown, type SimulatedTownOptions } from '../simulation/town.ts';
import { cover } from './cover.ts';
import type { Turn, TypeCoverage } from './coverage.ts';
import { historyPrefix, nameOf, scenarioAlong } from './planned.ts';
import { store } from './stored.ts';

interface Recording {
  town: SimulatedTownOptions & { key: Buffer };
  folder: string;
  /** Told the name of each file that was written. */
  wrote(file: string): void;
}

/** Takes requests along paths that pass what is missing, through the real engine, and stores their histories. */
export async function recordPaths(missing: readonly TypeCoverage[], { town, folder, wrote }: Recording): Promise<void> {
  await inTown(town, async (opened) => {
    for (const { type, missing: things } of missing) {
      for (const path of cover(await explore(type), new Set(things))) {
        const simulated = await along(opened, type, path, town.signal);
        wrote(await store(folder, nameOf(type, path), await historyOf(opened, simulated)));
      }
    }
  });
}

/** Records a turn with the first type that can take it. */
export async function recordTurn(turn: Turn, { town, folder, wrote }: Recording): Promise<void> {
  const { type, scenario } = await scenarioOf(turn);
  const name = (part: string) => `${historyPrefix(type)}.${part.replaceAll(' ', '-')}`;
  // Low enough that the run goes on in a new one at its second wait.
  const options = turn === 'continued as new' ? { ...town, historyEventsAtMost: 8 } : town;
  await inTown(options, async (opened) => {
    const simulated = await drive(opened, scenario, town.signal);
    const last = await historyOf(opened, simulated);
    const former = last.events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId;
    if (turn === 'continued as new') {
      if (!former) throw new Error(`the engine did not ask ${type.id} to continue as new`);
      wrote(await store(folder, name('continues as new'), await historyOf(opened, simulated, former)));
    }
    wrote(await store(folder, name(turn), last));
  });
}

async function inTown(options: SimulatedTownOptions, use: (town: SimulatedTown) => Promise<void>): Promise<void> {
  const town = await openSimulatedTown(options);
  try {
    await use(town);
  } finally {
    await town.close();
  }
}

async function along(town: SimulatedTown, type: RequestType, path: Path, signal: AbortSignal): Promise<Simulated> {
  const simulated = await drive(town, scenarioAlong(type, path), signal);
  if (simulated.outcome === path.ending.outcome) return simulated;
  const [wanted, found] = [path.ending.outcome, simulated.outcome];
  throw new Error(`${type.id}: on the way to "${wanted}" a request ended with "${found}"; look at the process there`);
}

const historyOf = ({ client }: SimulatedTown, { workflowId }: Simulated, runId?: string) =>
  client.workflow.getHandle(workflowId, runId).fetchHistory();

async function scenarioOf(turn: Turn): Promise<{ type: RequestType; scenario: Scenario }> {
  for (const type of requestTypes) {
    const [usual] = await explore(type);
    const waits = usual!.steps.filter(({ within }) => within !== undefined);
    if (turn === 'withdrawn' && waits[0]) {
      return { type, scenario: { type, answers: { [waits[0].name]: ['withdrawn'] } } };
    }
    const decided = waits.some(({ verb }) => verb === 'askAgent');
    // Agents who take longer than the law gives: silence decides before them.
    if (turn === 'watched for silence' && type.silence.mode !== 'none' && waits[0]?.verb === 'askAgent') {
      return { type, scenario: { type, answerAfterDays: 70 } };
    }
    if (turn === 'reopened' && type.reopenWithin && decided) return { type, scenario: { type, reopened: true } };
    if (turn === 'continued as new' && waits.length > 1) return { type, scenario: { type } };
  }
  throw new Error(`no request type can show what is ${turn}`);
}
