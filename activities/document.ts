import { type CalendarSource, renderCalendar } from '../templates/calendar.ts';
import { renderLetter } from '../templates/documents/letter.ts';
import type { LetterView } from '../templates/documents/view.ts';

/** The letter that the citizen may print and post with paper copies, as an attachment. Made anew from the request each time. */
export async function letterOf(view: LetterView) {
  return {
    filename: view.lang === 'fr' ? `courrier-${view.reference}.pdf` : `letter-${view.reference}.pdf`,
    content: await renderLetter(view),
    contentType: 'application/pdf',
  };
}

/** What is booked, for the calendar; nothing where nothing is. */
export function calendarOf(source: CalendarSource) {
  if (source.bookings.length === 0) return [];
  const filename = `${source.lang === 'fr' ? 'rendez-vous' : 'appointment'}-${source.request.reference}.ics`;
  return [{ filename, content: renderCalendar(source), contentType: 'text/calendar; charset=utf-8; method=PUBLISH' }];
}
