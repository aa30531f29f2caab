/** What the citizen takes away of a request: the receipt to print, and what is booked for the calendar. */
import { bookingsOf } from '../../db/bookings.ts';
import { legalDatesOf } from '../../db/legal-dates.ts';
import type { RequestRow } from '../../db/requests.ts';
import { renderCalendar } from '../../templates/calendar.ts';
import { renderReceipt } from '../../templates/documents/receipt.ts';
import type { ReceiptView } from '../../templates/documents/view.ts';
import { dateAndTime, longDate } from '../../templates/format.ts';
import { electronicChannels, legalView, mentionsOf } from '../../templates/legal-words.ts';
import { answersOf, citizenName, serviceView } from '../../templates/request-words.ts';
import type { Language } from '../../templates/views.ts';
import { findRequestType } from '../../workflows/request-types/index.ts';
import { channels } from '../agent/words.ts';
import { type Context, newRouter } from '../context.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { followView } from './follow-view.ts';
import { ownRequest } from './opened.ts';

export function takeawayPages(services: Services) {
  return newRouter()
    .get('/suivi/:reference/recepisse.pdf', async (ctx) => {
      const request = await ownRequest(ctx, services);
      ctx.body = await renderReceipt(await receiptView(services, request, ctx.state.lang));
      attach(ctx, 'application/pdf', `recepisse-${request.reference}.pdf`);
    })
    .get('/suivi/:reference/rendez-vous.ics', async (ctx) => {
      const request = await ownRequest(ctx, services);
      const bookings = await bookingsOf(services.db, request.id);
      if (bookings.length === 0) throw new Problem('NOT_FOUND');
      const type = findRequestType(request.type, request.revision);
      const { lang } = ctx.state;
      ctx.body = renderCalendar({ town: services.town, type, request, bookings, lang, at: new Date() });
      attach(ctx, 'text/calendar; charset=utf-8', `rendez-vous-${request.reference}.ics`);
    });
}

/** @param trackingCode on the copy that an agent hands over: nothing else may bring it */
export async function receiptView(
  services: Services,
  request: RequestRow,
  lang: Language,
  trackingCode?: string,
): Promise<ReceiptView> {
  const type = findRequestType(request.type, request.revision);
  const { status, answerBy, documents, ended } = await followView(services, request, lang, {});
  const told = {
    town: services.town,
    legal: legalView(await legalDatesOf(services.db, request.id), lang),
    electronic: electronicChannels.includes(request.channel),
    title: type.title[lang],
    reference: request.reference,
    receivedOn: longDate(request.receivedAt, lang),
    dueOn: longDate(request.dueOn, lang),
  };
  return {
    lang,
    ...told,
    service: serviceView(request, lang),
    mentions: ended ? [] : mentionsOf(told, lang),
    trackingCode,
    receivedAt: dateAndTime(request.receivedAt, lang),
    citizen: citizenName(request),
    channel: channels[request.channel][lang],
    answerBy: ended ? undefined : answerBy,
    law: type.law,
    answers: answersOf(type, request.fields, lang),
    pieces: documents.map(({ title, sentOn, stateText }) => ({ label: title, value: `${sentOn}, ${stateText}` })),
    status,
    printedAt: dateAndTime(new Date(), lang),
    createdAt: request.receivedAt,
  };
}

export function attach(ctx: Context, type: string, fileName: string): void {
  ctx.type = type;
  ctx.attachment(fileName);
  ctx.type = type;
  ctx.set('Cache-Control', 'private, no-store');
}
