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

test('a wrong code, a link that opens nothing and a reference that does not exist cost the town the same', async () => {
  // Ten guesses are free for each reference: the ways share none.
  const [first, second] = [(await town.api.file(aRequest())).body, (await town.api.file(aRequest())).body];
  const ways = [
    () => guess(first.reference),
    () => guess('2026-999990'),
    () => openLink(second.reference),
    () => openLink('2026-999991'),
  ];
  const costs = ways.map(() => ({ roundTrips: [] as number[], ms: [] as number[] }));

  // In turns, so that what else the machine does meets each alike.
  for (let round = 0; round < 9; round += 1) {
    for (const [index, refused] of ways.entries()) {
      const began = performance.now();
      costs[index]!.roundTrips.push(await roundTripsOf(refused));
      costs[index]!.ms.push(performance.now() - began);
    }
  }

  const [usual, ...others] = costs;
  for (const { roundTrips, ms } of others) {
    expect(roundTrips).toEqual(usual!.roundTrips);
    expect(median(ms) / median(usual!.ms)).toBeGreaterThan(1 / 3);
    expect(median(ms) / median(usual!.ms)).toBeLessThan(3);
  }
});

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

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
