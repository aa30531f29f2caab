import { type AvailabilityRow, availability } from '../../db/bookings.ts';
import { longDate } from '../../templates/format.ts';
import type { CalendarCell, CalendarWeek } from '../../templates/pages/public-view.ts';
import type { Language } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import { addDays, type CivilDate, civilDate } from '../../workflows/kit/calendar.ts';
import { offeredOptions } from '../../workflows/kit/districts.ts';
import type { ChoiceField } from '../../workflows/kit/fields.ts';
import type { Calendar, RequestType } from '../../workflows/kit/request-type.ts';
import { type Context, newRouter } from '../context.ts';
import { show } from '../page.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { offeredTypes } from './request-types.ts';
import { mondayOf, mondayOfWeek, weekOf } from './weeks.ts';

/** Nobody plans further ahead, and a program that follows the links must come to an end. */
const weeksAhead = 104;

export type CalendarType = RequestType & { calendar: Calendar };

/** The types that have a page of what is free. */
const calendarTypes = (): CalendarType[] =>
  offeredTypes().filter((type): type is CalendarType => type.calendar !== undefined);

/** What is free of what a type books, by week; each free place leads to the form. Nothing of who has the rest. */
export function calendarPages(services: Services) {
  const router = newRouter();
  for (const type of calendarTypes()) {
    const address = `/${type.calendar.address}`;
    const now = () => services.types.current(type.id) as CalendarType;
    router.get(address, (ctx) => showResources(ctx, services, now()));
    router.get(`${address}/:resource`, (ctx) => showWeeks(ctx, services, now()));
  }
  return router;
}

function optionsOf(type: CalendarType, name: string): ChoiceField['options'] {
  const field = type.form[name] as ChoiceField;
  return Object.fromEntries(offeredOptions(field).map((option) => [option, field.options[option]!]));
}

/** Everything that a form offers to book by itself, by its id: not what the town's districts lead to. */
export const bookable = () =>
  Object.assign(
    {},
    ...calendarTypes().map((type) => optionsOf(type, type.calendar.resource)),
  ) as ChoiceField['options'];

function showResources(ctx: Context, services: Services, type: CalendarType): void {
  const { lang } = ctx.state;
  const { address, resource, title, lead } = type.calendar;
  const options = Object.entries(optionsOf(type, resource));
  show(ctx, services, 'calendars', {
    title: title[lang],
    lead: lead[lang],
    resources: options.map(([id, name]) => ({ name: name[lang], url: `/${address}/${id}` })),
  });
}

async function showWeeks(ctx: Context, services: Services, type: CalendarType): Promise<void> {
  const { lang } = ctx.state;
  const { address, resource, weeks, title } = type.calendar;
  const id = ctx.params.resource!;
  const first = firstMonday(ctx.query.semaine as string | undefined, services.zone);
  const periods = Object.keys(optionsOf(type, type.calendar.period));
  const name = Object.hasOwn(optionsOf(type, resource), id) ? optionsOf(type, resource)[id]! : undefined;
  const found = name && (await availability(services.db, { resource: id, from: first, days: 7 * weeks, periods }));
  if (!name || !found?.length) throw new Problem('NOT_FOUND');
  const urlOf = (monday: CivilDate) => `/${address}/${id}?semaine=${weekOf(monday)}`;
  const [before, after] = [addDays(first, -7 * weeks), addDays(first, 7 * weeks)];
  show(ctx, services, 'calendar', {
    title: name[lang],
    pageTitle: `${name[lang]}, ${title[lang]}`,
    all: { title: title[lang], url: `/${address}` },
    weeks: Array.from({ length: weeks }, (_, index) => weekView(type, id, addDays(first, 7 * index), found, lang)),
    previousUrl: first > thisMonday(services.zone) ? urlOf(notPast(before, services.zone)) : undefined,
    nextUrl: after <= lastMonday(services.zone) ? urlOf(after) : undefined,
  });
}

const notPast = (monday: CivilDate, zone: Zone) => (monday < thisMonday(zone) ? thisMonday(zone) : monday);
const thisMonday = (zone: Zone) => mondayOf(civilDate(Date.now(), zone));
const lastMonday = (zone: Zone) => addDays(thisMonday(zone), 7 * weeksAhead);

/** @throws Problem NOT_FOUND for a week that there is not, or that is out of reach */
function firstMonday(week: string | undefined, zone: Zone): CivilDate {
  const monday = week ? mondayOfWeek(week) : thisMonday(zone);
  if (!monday || monday < thisMonday(zone) || monday > lastMonday(zone)) throw new Problem('NOT_FOUND');
  return monday;
}

function weekView(
  type: CalendarType,
  resource: string,
  monday: CivilDate,
  found: readonly AvailabilityRow[],
  lang: Language,
): CalendarWeek {
  const periods = optionsOf(type, type.calendar.period);
  const days = Array.from({ length: 7 }, (_, index) => addDays(monday, index));
  return {
    caption: { fr: `Semaine du ${longDate(monday, 'fr')}`, en: `Week from ${longDate(monday, 'en')}` }[lang],
    periods: Object.values(periods).map((name) => name[lang]),
    days: days.map((day) => ({
      name: longDate(day, lang),
      cells: found.filter((row) => row.day === day).map((row) => cellView(type, resource, row, lang)),
    })),
  };
}

function cellView(type: CalendarType, resource: string, row: AvailabilityRow, lang: Language): CalendarCell {
  const { calendar } = type;
  const period = optionsOf(type, calendar.period)[row.period]![lang];
  const state = stateOf(row);
  const cell = { period, state, text: stateText(state, row, lang) };
  if (state !== 'free') return cell;
  const query = new URLSearchParams({
    [`fields.${calendar.resource}`]: resource,
    [`fields.${calendar.on}`]: row.day,
    [`fields.${calendar.period}`]: row.period,
  });
  return { ...cell, url: `/demarches/${type.id}?${query}`, about: `${longDate(row.day, lang)}, ${period}` };
}

function stateOf({ begins, left }: AvailabilityRow): CalendarCell['state'] {
  if (!begins) return 'closed';
  if (begins.getTime() <= Date.now()) return 'past';
  return left > 0 ? 'free' : 'taken';
}

/** One room is free or not; a round has places. */
function stateText(state: CalendarCell['state'], { capacity, left }: AvailabilityRow, lang: Language): string {
  if (capacity === 1 || state === 'past' || state === 'closed') return stateWords[state][lang];
  if (state === 'taken') return { fr: 'Complet', en: 'Full' }[lang];
  return { fr: `${left} place${left > 1 ? 's' : ''} libre${left > 1 ? 's' : ''}`, en: `${left} left` }[lang];
}

const stateWords = {
  free: { fr: 'Libre', en: 'Free' },
  taken: { fr: 'Pris', en: 'Taken' },
  past: { fr: 'Passé', en: 'Past' },
  closed: { fr: 'Fermé', en: 'Closed' },
} as const;
