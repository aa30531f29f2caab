import type { Channel } from '../../workflows/contract.ts';
import { addDays, type Calendar, type CivilDate, instantAt, isWorkingDay } from '../../workflows/kit/calendar.ts';
import { type District, inTown, offeredOptions } from '../../workflows/kit/districts.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { requestTypes } from '../../workflows/request-types/index.ts';
import { type Dice, seeded } from '../simulation/dice.ts';
import { type Filling, filledForm } from './forms.ts';
import { type MadeUpPerson, personNumber, pick, pickByWeight } from './made-up.ts';

export interface FillPlan {
  /** At least as many as there are types. */
  requests: number;
  seed: number;
  /** The day of the filling: the year ends with the day before. */
  today: CivilDate;
  calendar: Calendar;
  districts: readonly District[];
}

/** One request of the year, decided before anybody lives through it. */
export interface PlannedRequest {
  /** From 1 on, in the order of receipt. */
  number: number;
  type: RequestType;
  channel: Channel;
  receivedAtMs: number;
  person: MadeUpPerson;
  fields: Record<string, unknown>;
  /** The request before it that has asked for the same place. */
  after?: number;
}

/** Each type once, in its newest revision. */
export const newestTypes = [...new Map(requestTypes.map((type) => [type.id, type])).values()];

/** The year's requests: every type at least once, and the rest by how often a town is asked for each. */
export function planOf({ requests, seed, today, calendar, districts }: FillPlan): PlannedRequest[] {
  const dice = seeded(seed);
  const types = newestTypes.map((type) => inTown(type, districts));
  const weights = Object.fromEntries(newestTypes.map(({ id }) => [id, frequency[id] ?? 1]));
  const arrivals = Array.from({ length: requests }, (_, index) => {
    const id = newestTypes[index]?.id ?? pickByWeight(weights, dice);
    return { type: types.find((type) => type.id === id)!, ...arrival(id, today, calendar, dice) };
  });
  arrivals.sort((one, other) => one.receivedAtMs - other.receivedAtMs);
  const people = Array.from({ length: Math.ceil(arrivals.length * 0.6) }, (_, index) => personNumber(index + 1, dice));
  const places = new Places();
  const told: Filling['told'] = new Map();
  return arrivals.map(({ day, ...arrived }, index) => {
    const number = index + 1;
    const { given, after } = placeOf(arrived.type, { number, day, calendar, dice, places });
    const fields = filledForm(arrived.type.id, arrived.type.form, { dice, today: day, given, told });
    return { ...arrived, number, person: pick(people, dice), fields, ...(after !== undefined && { after }) };
  });
}

/** How often a town is asked; a type that a designer has added is asked for as often as the rarest. */
const frequency: Readonly<Record<string, number>> = {
  ...{ 'street-problem': 20, 'birth-certificate': 17, question: 14, 'bulky-waste-pickup': 12 },
  ...{ 'resident-parking-permit': 8, 'room-booking': 7, 'school-enrolment': 6, complaint: 6 },
  ...{ 'marriage-certificate': 4, 'death-certificate': 4, proposal: 3, 'personal-data': 2 },
};
const channelFrequency = { web: 55, mobile: 13, counter: 13, phone: 10, post: 5, email: 4 };
/** Those by which nobody of the town hall types. */
export const byThemselves: readonly Channel[] = ['web', 'mobile', 'open311'];

function arrival(typeId: string, today: CivilDate, calendar: Calendar, dice: Dice) {
  const channel: Channel =
    typeId === 'street-problem' && dice.next() < 0.1 ? 'open311' : pickByWeight(channelFrequency, dice);
  // A portal is used more from month to month, and something is to be open.
  const daysAgo = 1 + Math.floor(dice.next() < 0.16 ? dice.next() * 20 : dice.next() ** 1.2 * 363);
  let day = addDays(today, -daysAgo);
  const alone = byThemselves.includes(channel);
  while (!alone && !isWorkingDay(day, calendar)) day = addDays(day, -1);
  const hour = alone ? 7 + Math.floor(dice.next() * 16) : 9 + Math.floor(dice.next() * 8);
  const receivedAtMs = instantAt(day, calendar.zone, hour, Math.floor(dice.next() * 60), Math.floor(dice.next() * 60));
  return { channel, day, receivedAtMs };
}

/** Who has asked for what on which day: nobody else does but who is to find it taken. */
class Places {
  readonly #asked = new Map<string, { number: number; given: Record<string, string> }>();

  last(typeId: string) {
    return [...this.#asked].findLast(([key]) => key.startsWith(`${typeId} `))?.[1];
  }

  /** @returns whether the place was free on that day, at whatever hour */
  ask(typeId: string, place: string, asking: { number: number; given: Record<string, string> }): boolean {
    const key = `${typeId} ${place}`;
    if (this.#asked.has(key)) return false;
    this.#asked.set(key, asking);
    return true;
  }
}

interface Asking {
  number: number;
  day: CivilDate;
  calendar: Calendar;
  dice: Dice;
  places: Places;
}

/** How many days ahead a place is asked for; a room also for a Sunday. */
const ahead: Readonly<Record<string, { least: number; more: number; anyDay?: boolean }>> = {
  'room-booking': { least: 10, more: 22, anyDay: true },
};

/** The place and the day that a request asks for, where its type has such. */
function placeOf(type: RequestType, asking: Asking): { given: Record<string, string>; after?: number } {
  const { id, form, calendar: places } = type;
  if (!places) return { given: {} };
  const { number, day, calendar, dice } = asking;
  const before = dice.next() < 0.12 ? asking.places.last(id) : undefined;
  if (before && before.given[places.on]! > addDays(day, 1)) return { given: before.given, after: before.number };
  const { least, more, anyDay } = ahead[id] ?? { least: 2, more: 4 };
  // Where the nearest days are asked for already, people look further ahead.
  for (let tries = 0; ; tries += 1) {
    let on = addDays(day, Math.ceil(least + dice.next() * more * (1 + tries / 5)));
    while (!anyDay && !isWorkingDay(on, calendar)) on = addDays(on, 1);
    const [resource, period] = [places.resource, places.period].map((name) => {
      const field = form[name];
      return field?.kind === 'choice' ? pick(offeredOptions(field), dice) : '';
    });
    const given = { [places.resource]: resource!, [places.period]: period!, [places.on]: on };
    if (asking.places.ask(id, `${resource} ${on}`, { number, given })) return { given };
  }
}
