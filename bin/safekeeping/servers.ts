import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Addresses } from '../embedded/announce.ts';
import { addressesFile, takeDataFolder } from '../embedded/data-folder.ts';
import { isAlive } from '../embedded/leftover.ts';
import { startPostgres } from '../embedded/postgres.ts';
import { requireTemporal } from '../embedded/reach.ts';
import { startTemporal } from '../embedded/temporal.ts';
import { findTemporal } from '../embedded/temporal-program.ts';

/** A server of the settings, or an embedded one that is started for as long as it is needed. */
export interface Server {
  address: string;
  stop(): Promise<void>;
}

const stopWithinMs = 5_000;

/** @returns the address of the town's database, which need not be there yet */
export async function databaseServer({ databaseOwnerUrl, dataDir }: Config): Promise<Server> {
  if (databaseOwnerUrl) return { address: databaseOwnerUrl, stop: async () => {} };
  const server = await startPostgres({ dataDir, durable: true });
  return { address: server.url('guichet'), stop: () => server.stop(stopWithinMs) };
}

export async function engineServer(config: Config, say: (line: string) => void): Promise<Server> {
  const { temporalAddress, temporalNamespace, dataDir } = config;
  if (temporalAddress) {
    await requireTemporal(temporalAddress);
    return { address: temporalAddress, stop: async () => {} };
  }
  const path = await findTemporal({ config, dataDir, say });
  const logFile = join(dataDir, 'logs', 'temporal.log');
  const server = await startTemporal({ path, dataDir, namespaces: [temporalNamespace], logFile, uiPort: false });
  return { address: server.address, stop: () => server.stop(stopWithinMs) };
}

/** Both servers: those of the instance that runs in the data folder, or as above. */
export async function bothServers(
  config: Config,
  say: (line: string) => void,
): Promise<{ databaseUrl: string; engineAddress: string; stop(): Promise<void> }> {
  const running = await runningAddresses(config);
  if (running) return { databaseUrl: running.postgres, engineAddress: running.temporal, stop: async () => {} };
  const others = config.databaseUrl && config.temporalAddress;
  const folder = others ? undefined : await takeDataFolder(config.dataDir);
  const servers: Server[] = [];
  const stop = async () => {
    await Promise.all(servers.map((server) => server.stop()));
    folder?.release();
  };
  try {
    servers.push(await databaseServer(config));
    servers.push(await engineServer(config, say));
    return { databaseUrl: servers[0]!.address, engineAddress: servers[1]!.address, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A file of addresses without its instance is one that was killed: then there is no such server. */
async function runningAddresses({ databaseUrl, temporalAddress, dataDir }: Config): Promise<Addresses | undefined> {
  if (databaseUrl && temporalAddress) return undefined;
  const found = JSON.parse(await readFile(addressesFile(dataDir), 'utf8').catch(() => '{}')) as Partial<Addresses>;
  return found.pid && isAlive(found.pid) ? (found as Addresses) : undefined;
}
