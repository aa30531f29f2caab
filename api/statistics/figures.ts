import { z } from 'zod';
import { requestFigures, type TypeFigures } from '../../db/statistics.ts';
import type { Language } from '../../templates/views.ts';
import { type Channel, channels, type Zone } from '../../workflows/contract.ts';
import { addDays, addMonths, civilDate } from '../../workflows/kit/calendar.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { faultText, withoutBlanks } from '../forms.ts';
import { parse } from '../parse.ts';
import { Problem } from '../problems.ts';
import { offeredTypes } from '../public/request-types.ts';
import type { Services } from '../services.ts';

// Before it there is nothing to count, and PostgreSQL knows no year zero.
const date = () => z.iso.date({ error: 'date' }).refine((day) => day >= '1970-01-01', { error: 'date' });

export const statisticsSchema = z.object({
  from: date().optional().describe('The first day of the period; twelve months before its last one'),
  to: date().optional().describe('The last day of the period; today'),
  service: z.string().max(100).optional(),
  channel: z.enum(channels, { error: 'choose' }).optional(),
});

export interface Period {
  from: string;
  to: string;
}
export interface StatisticsQuery extends Period {
  service?: string | undefined;
  channel?: Channel | undefined;
}

/** One request type, also one that nobody has asked for. */
export interface Figures extends TypeFigures {
  /** Absent when the town no longer knows it. */
  requestType?: RequestType | undefined;
}

/** The last twelve months, today included. */
export function lastTwelveMonths(zone: Zone, to = civilDate(Date.now(), zone)): Period {
  return { from: addDays(addMonths(to, -12), 1), to };
}

/** @throws Problem INVALID with a message for each field */
export function readStatisticsQuery(input: unknown, lang: Language, zone: Zone): StatisticsQuery {
  const { from, to, ...filter } = parse(statisticsSchema, withoutBlanks(input), lang);
  const query = { ...lastTwelveMonths(zone, to), ...(from && { from }), ...filter };
  if (query.from > query.to) {
    throw new Problem('INVALID', { errors: [{ field: 'to', message: faultText('end before start', lang) }] });
  }
  return query;
}

/**
 * Figures of every type that the town offers, in the order of the catalogue, then of those that it no longer does.
 * @param services ids of those that the reader may see
 */
export async function figuresOf(
  { db }: Pick<Services, 'db'>,
  services: readonly string[] | 'all',
  { service, ...query }: StatisticsQuery,
): Promise<Figures[]> {
  const asked =
    service === undefined ? services : [service].filter((id) => services === 'all' || services.includes(id));
  const found = await requestFigures(db, { ...query, services: asked === 'all' ? null : asked });
  const offered = offeredTypes();
  const former = found.filter(({ type }) => !offered.some(({ id }) => id === type));
  return [
    ...offered.map((requestType) => ({
      ...(found.find(({ type }) => type === requestType.id) ?? nothing(requestType.id)),
      requestType,
    })),
    ...former,
  ];
}

const nothing = (type: string): TypeFigures => ({
  type,
  received: 0,
  open: 0,
  ended: 0,
  medianDays: null,
  p90Days: null,
  onTime: 0,
  outcomes: {},
  channels: {},
});

/** Between 0 and 1; null where nothing has ended. */
export const onTimeShare = ({ onTime, ended }: TypeFigures) => (ended === 0 ? null : onTime / ended);

export const titleOf = ({ type, requestType }: Figures, lang: Language) => requestType?.title[lang] ?? type;
