/** What is booked for a request as a calendar's file (RFC 5545), which telephones and mail programs add by a touch. */
import type { BookingRow } from '../db/bookings.ts';
import type { RequestRow } from '../db/requests.ts';
import type { RequestType } from '../workflows/kit/request-type.ts';
import { translator } from './texts.ts';
import type { Language, TownView } from './views.ts';

export interface CalendarSource {
  town: TownView;
  type: RequestType;
  request: Pick<RequestRow, 'reference'>;
  bookings: readonly BookingRow[];
  lang: Language;
  /** When this is written. */
  at: Date;
}

/** @returns the file's text; times are in UTC, which every calendar shows in its own zone */
export function renderCalendar(source: CalendarSource): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//Guichet//Guichet//${source.lang.toUpperCase()}`,
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...source.bookings.flatMap((booking) => linesOf(booking, source)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function linesOf(booking: BookingRow, { town, type, request, lang, at }: CalendarSource): string[] {
  const t = translator(lang);
  const name = lang === 'fr' ? booking.nameFr : booking.nameEn;
  return [
    'BEGIN:VEVENT',
    // The same in every file of this booking: a calendar then changes its entry and adds no second one.
    `UID:${booking.id}@${new URL(town.publicUrl).hostname}`,
    `DTSTAMP:${moment(at)}`,
    // A calendar takes the news only from a later number.
    `SEQUENCE:${{ tentative: 0, confirmed: 1, cancelled: 2 }[booking.state]}`,
    `STATUS:${booking.state.toUpperCase()}`,
    `DTSTART:${moment(booking.from)}`,
    `DTEND:${moment(booking.to)}`,
    `SUMMARY:${escaped(`${name} – ${type.title[lang]}`)}`,
    `DESCRIPTION:${escaped(t('calendar.description', { town: town.name, reference: request.reference }))}`,
    `URL:${town.publicUrl}/suivi/${request.reference}`,
    `ORGANIZER;CN="${town.name.replace(/["\p{Cc}]/gu, '')}":mailto:${town.email}`,
    'END:VEVENT',
  ];
}

/** `20261212T070000Z`. */
const moment = (instant: Date) => instant.toISOString().replace(/[-:]|\.\d+/g, '');

const escaped = (text: string) => text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r?\n/g, '\\n');

/** At most 75 bytes a line; what is longer goes on behind a space, and no letter is cut in two. */
function folded(line: string): string {
  let result = '';
  let bytes = 0;
  for (const sign of line) {
    const width = Buffer.byteLength(sign);
    if (bytes + width > 75) {
      result += '\r\n ';
      bytes = 1;
    }
    result += sign;
    bytes += width;
  }
  return result;
}
