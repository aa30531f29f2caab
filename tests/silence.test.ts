/** What the law's time does to requests that nobody answers, on the real engine with its time skipped. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { legalDatesOf } from '../db/legal-dates.ts';
import { firstRow } from '../db/sql.ts';
import { addDays, addMonths, civilDate } from '../workflows/kit/calendar.ts';
import type { LegalDateKind } from '../workflows/kit/silence.ts';
import { until } from './api-client.ts';
import { fileIn, type Journey } from './request-types/journey.ts';
import { openTown, type Town } from './town.ts';

let town: Town;
const today = civilDate(Date.now());

beforeAll(async () => {
  town = await openTown({ skipTime: true });
});
afterAll(() => town.stop());

test('a complaint that nobody answers is rejected by silence the day after the date that was printed, and stays open', async () => {
  const complaint = await fileIn(town, 'complaint');
  const printed = await dateOf(complaint, 'silence');
  expect(printed).toBe(addMonths(today, 2));

  const { at, data } = await decision(complaint);

  expect(data).toEqual({ mode: 'reject', on: printed });
  expect(civilDate(at.getTime())).toBe(addDays(printed!, 1));
  expect(await complaint.emails(2)).toEqual(['acknowledgement', 'silence-rejected']);
  await complaint.agent('looking at the complaint', 'ready to answer');
  await complaint.agent('preparing the reply', 'reply ready', 'Voici.');
  await complaint.manager('visa', 'approved');
  expect(await complaint.outcome()).toBe('answered');
});

async function dateOf({ id }: Journey, kind: LegalDateKind): Promise<string | null | undefined> {
  return (await legalDatesOf(town.db, id)).find((date) => date.kind === kind)?.on;
}

/** The line of the journal by which silence has decided. */
function decision({ id }: Journey) {
  const statement = `select at, data from journal where request_id = :id and kind = 'decided by silence'`;
  const find = () => firstRow<{ at: Date; data: { mode: string; on: string } }>(town.db, statement, { id });
  return until(find, 'the decision by silence', 30_000);
}
