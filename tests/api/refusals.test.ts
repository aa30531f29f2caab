/** What refuses a guess tells nothing by its time either. */
import type { EventEmitter } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aRequest } from '../api-client.ts';
import { openTown, type Town } from '../town.ts';

let town: Town;
let callers = 0;

beforeAll(async () => {
  // Behind a proxy, so that each guess comes from an address of its own.
  town = await openTown({ publicUrl: 'https://demarches.ville.example', worker: false, relay: false });
});
afterAll(() => town.stop());

test('a wrong code or link costs the town the same, whether its reference exists or not', async () => {
  // Ten guesses are free for each reference: the ways share none.
  const [first, second] = [(await town.api.file(aRequest())).body, (await town.api.file(aRequest())).body];
  const ways = [
    [() => guess(first.reference), () => guess('2026-999990')],
    [() => openLink(second.reference), () => openLink('2026-999991')],
  ];

  for (const [known, unknown] of ways) {
    const costs = { known: [] as Cost[], unknown: [] as Cost[] };
    // In turns, so that what else the machine does meets each alike.
    for (let round = 0; round < 9; round += 1) {
      costs.known.push(await costOf(known!));
      costs.unknown.push(await costOf(unknown!));
    }

    expect(costs.unknown.map(({ roundTrips }) => roundTrips)).toEqual(costs.known.map(({ roundTrips }) => roundTrips));
    const ratio = quickest(costs.unknown) / quickest(costs.known);
    expect(ratio).toBeGreaterThan(1 / 2);
    expect(ratio).toBeLessThan(2);
  }
});

interface Cost {
  roundTrips: number;
  ms: number;
}

async function costOf(refused: () => Promise<void>): Promise<Cost> {
  const began = performance.now();
  const roundTrips = await roundTripsOf(refused);
  return { roundTrips, ms: performance.now() - began };
}

/** What else the machine does only ever adds to the time. */
const quickest = (costs: Cost[]) => Math.min(...costs.map(({ ms }) => ms));

const guess = (reference: string) =>
  refusal('/suivi', { method: 'POST', body: new URLSearchParams({ reference, code: 'WRONG' }) });

const openLink = (reference: string) => refusal(`/suivi/${reference}/lien/${'A'.repeat(43)}`);

async function refusal(path: string, options: RequestInit = {}): Promise<void> {
  callers += 1;
  const headers = { 'x-forwarded-for': `198.51.100.${callers}` };
  const answer = await fetch(town.url + path, { ...options, headers, redirect: 'manual' });
  await answer.text();
  expect(answer.status).toBe(404);
}

/** How often the database was asked meanwhile. */
async function roundTripsOf(call: () => Promise<void>): Promise<number> {
  const pool = (town.db.driver as unknown as { master: EventEmitter }).master;
  let asked = 0;
  const count = () => {
    asked += 1;
  };
  pool.on('acquire', count);
  await call();
  pool.off('acquire', count);
  return asked;
}
