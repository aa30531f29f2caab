import { factsOf } from '../../api/form-schema.ts';
import { book } from '../../db/bookings.ts';
import { listDistricts } from '../../db/districts.ts';
import { newId } from '../../db/ids.ts';
import { fileRequest } from '../../db/requests.ts';
import { newTrackingCode, seal, trackingHashOf } from '../../db/secrets.ts';
import { firstRow, rows, type Sql } from '../../db/sql.ts';
import type { Facts } from '../../workflows/contract.ts';
import { addDuration, type Calendar, civilDate } from '../../workflows/kit/calendar.ts';
import { inTown } from '../../workflows/kit/districts.ts';
import type { Path, PathStep } from '../../workflows/kit/explorer.ts';
import { calendarVersion } from '../../workflows/kit/legal-clocks.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { datesAgain, legalDates } from '../../workflows/kit/silence.ts';
import type { Scenario } from './drive.ts';
import { exampleFields } from './example-fields.ts';
import type { SimulatedTown } from './town.ts';

export interface Filed {
  id: string;
  reference: string;
}

/** Files the request as a citizen would. Where the scenario says that a place is taken, somebody else has taken it. */
export async function file(
  town: SimulatedTown,
  { type: written, fields: choices = {}, answers = {} }: Scenario,
  paths: readonly Path[],
): Promise<Filed> {
  const type = inTown(written, await listDistricts(town.db));
  // Every request of this town has a day of its own, so that none takes another's place.
  const counted = await firstRow<{ requests: number }>(town.db, 'select count(*)::int as requests from request');
  const fields = exampleFields(type.form, choices, firstDayAhead + counted!.requests, town.calendar.zone);
  for (const booking of bookingsIn(paths)) {
    if (answers[booking.name]?.[0] === 'taken') await takeAll(town, type, fields, booking);
  }
  return fileWith(town.db, town, type, fields);
}

/** The last day of the town's promise. */
export const dueOnFrom = (type: RequestType, at: Date, calendar: Calendar) =>
  addDuration(civilDate(at, calendar.zone), type.answerWithin, calendar);

/** What the law makes of a request on the day of its receipt. */
export const legalFrom = (type: RequestType, facts: Facts, at: Date, calendar: Calendar) => ({
  version: calendarVersion,
  dates: legalDates(type.silence, { facts, receivedOn: civilDate(at, calendar.zone), letters: [] }, calendar),
});

/** The same for a request that its citizen has looked at again. */
export const legalAgainFrom = (type: RequestType, at: Date, calendar: Calendar) => (round: number) => ({
  version: calendarVersion,
  dates: datesAgain(type.silence, { round, on: civilDate(at, calendar.zone), asked: true }, [], calendar),
});

const firstDayAhead = 30;

async function fileWith(
  on: Sql,
  { key, calendar }: SimulatedTown,
  type: RequestType,
  fields: Record<string, unknown>,
): Promise<Filed> {
  const id = newId();
  const trackingCode = newTrackingCode();
  const receivedAt = new Date();
  const facts = factsOf(type.form, fields);
  const { reference } = await fileRequest(on, {
    id,
    type: type.id,
    revision: type.revision,
    service: type.service,
    channel: 'web',
    language: 'fr',
    citizen: { id: newId(), givenName: 'Simulation', familyName: 'Exemple', email: 'simulation@citoyen.example' },
    fields,
    facts,
    receivedAt,
    dueOn: dueOnFrom(type, receivedAt, calendar),
    legal: legalFrom(type, facts, receivedAt, calendar),
    closures: calendar.closures,
    trackingHash: trackingHashOf(trackingCode),
    trackingSealed: seal(key, Buffer.from(trackingCode)),
    fileKeySealed: seal(key, Buffer.alloc(32)),
  });
  return { id, reference };
}

/** Another request, which no process runs, books every place that this one will ask for. */
async function takeAll(
  town: SimulatedTown,
  type: RequestType,
  fields: Record<string, unknown>,
  { name, booking }: BookingStep,
): Promise<void> {
  const facts = factsOf(type.form, fields);
  const place = { resource: facts[booking.resource]!, on: facts[booking.on]!, period: facts[booking.period]! };
  await town.db.transaction(async (own) => {
    const { id: requestId } = await fileWith(own, town, type, fields);
    await rows(own, 'with none as (delete from outbox where request_id = :requestId) select 1', { requestId });
    const at = new Date().toISOString();
    for (let ordinal = 1, result = 'booked'; result === 'booked'; ordinal += 1) {
      result = await book(own, { requestId, ordinal, name: `book: ${name}`, at, ...place });
    }
  });
}

type BookingStep = PathStep & { booking: NonNullable<PathStep['booking']> };

/** Each booking of a type, once. */
export function bookingsIn(paths: readonly Path[]): BookingStep[] {
  const steps = paths.flatMap(({ steps }) => steps.filter((step): step is BookingStep => step.booking !== undefined));
  return [...new Map(steps.map((step) => [step.name, step])).values()];
}
