import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { portProblem } from './ports.ts';
import { StartError } from './start-error.ts';

/**
 * Makes sure that PORT can be listened on.
 * @param patienceMs how long a process of a killed run may still hold it
 * @throws StartError
 */
export async function requireFreePort(port: number, patienceMs: number): Promise<void> {
  const end = Date.now() + patienceMs;
  let problem = await portProblem(port);
  while (problem && Date.now() < end) {
    await delay(100);
    problem = await portProblem(port);
  }
  if (!problem) return;
  const reason = problem === 'EADDRINUSE' ? 'is taken by another program' : `can not be listened on (${problem})`;
  throw new StartError(`Port ${port} ${reason}: give another one in PORT, or PORT=0 for any free one.`);
}

/** @throws StartError when the database of DATABASE_URL does not let us in */
export async function requireDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw new StartError(
      `DATABASE_URL does not connect (${reasonOf(error)}): check the address, the user and the database.`,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** @throws StartError when nothing answers at TEMPORAL_ADDRESS */
export async function requireTemporal(address: string): Promise<void> {
  const [, host, port] = /^(.*):(\d+)$/.exec(address)!;
  await new Promise<void>((resolve, reject) => {
    const socket = connect({ host: host!, port: Number(port), timeout: 5_000 });
    const fail = (error?: Error) => {
      const reason = error ? reasonOf(error) : 'no answer within 5 s';
      reject(
        new StartError(
          `TEMPORAL_ADDRESS ${address} can not be reached (${reason}): start that server, or leave it out.`,
        ),
      );
      socket.destroy();
    };
    socket.once('error', fail).once('timeout', fail);
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
  });
}

/** Connecting to a name with several addresses fails with several errors and an empty message. */
function reasonOf(error: unknown): string {
  const { message, errors } = error as AggregateError;
  return message || errors.map((one) => one.message).join(', ');
}
