/** What the citizen takes away of a request: the receipt to print, and what is booked for the calendar. */
import { bookingsOf } from '../../db/bookings.ts';
import { journalOf } from '../../db/journal.ts';
import { isKind, legalDatesOf } from '../../db/legal-dates.ts';
import type { RequestRow } from '../../db/requests.ts';
import { answersOf } from '../../templates/answers.ts';
import { renderCalendar } from '../../templates/calendar.ts';
import { type AttestationView, renderAttestation } from '../../templates/documents/attestation.ts';
import { renderReceipt } from '../../templates/documents/receipt.ts';
import type { ReceiptView } from '../../templates/documents/view.ts';
import { dateAndTime, longDate } from '../../templates/format.ts';
import { mentionsOf } from '../../templates/legal-mentions.ts';
import { legalStanding } from '../../templates/legal-standing.ts';
import { authorityOf, electronicChannels, legalView } from '../../templates/legal-words.ts';
import { citizenName, serviceView } from '../../templates/request-words.ts';
import type { Language } from '../../templates/views.ts';
import { civilDate } from '../../workflows/kit/calendar.ts';
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
    .get('/suivi/:reference/attestation.pdf', async (ctx) => {
      const request = await ownRequest(ctx, services);
      ctx.body = await renderAttestation(await attestationView(services, request, ctx.state.lang));
      attach(ctx, 'application/pdf', `attestation-${request.reference}.pdf`);
    })
    .get('/suivi/:reference/rendez-vous.ics', async (ctx) => {
      const request = await ownRequest(ctx, services);
      const bookings = await bookingsOf(services.db, request.id);
      if (bookings.length === 0) throw new Problem('NOT_FOUND');
      const type = services.types.find(request.type, request.revision);
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
  const type = services.types.find(request.type, request.revision);
  const { status, answerBy, documents, ended } = await followView(services, request, lang, {});
  const told = {
    town: services.town,
    legal: legalView(await legalDatesOf(services.db, request.id), lang),
    electronic: electronicChannels.includes(request.channel),
    title: type.title[lang],
    reference: request.reference,
    receivedOn: longDate(civilDate(request.receivedAt, services.zone), lang),
    dueOn: longDate(request.dueOn, lang),
  };
  return {
    lang,
    ...told,
    service: serviceView(request, lang),
    mentions: ended ? [] : mentionsOf(told, lang),
    trackingCode,
    receivedAt: dateAndTime(request.receivedAt, lang, services.zone),
    citizen: citizenName(request),
    channel: channels[request.channel][lang],
    answerBy: ended ? undefined : answerBy,
    law: type.law,
    answers: answersOf(type, request.fields, lang),
    pieces: documents.map(({ title, sentOn, stateText }) => ({ label: title, value: `${sentOn}, ${stateText}` })),
    status,
    printedAt: dateAndTime(new Date(), lang, services.zone),
    createdAt: request.receivedAt,
  };
}

/**
 * What certifies that silence has accepted a request, from the day on which nobody doubts it: also where its process has
 * not come to note it, as long as no other decision was told before.
 *
 * @throws Problem NOT_FOUND where silence accepts nothing, SILENCE_NOT_OVER before the day
 */
async function attestationView(services: Services, request: RequestRow, lang: Language): Promise<AttestationView> {
  const [dates, journal] = await Promise.all([
    legalDatesOf(services.db, request.id),
    journalOf(services.db, request.id),
  ]);
  const silence = dates.find(isKind('silence'));
  const { mode, receivedOn, completeOn, law } = (silence?.inputs ?? {}) as Record<string, string>;
  const { bySilence, expressly } = legalStanding(journal);
  if (mode !== 'accept' || (!bySilence && (expressly || request.withdrawnAt))) throw new Problem('NOT_FOUND');
  const claimableFrom = dates.find(isKind('claimable from'))?.on;
  if (!bySilence && (!claimableFrom || civilDate(Date.now(), services.zone) < claimableFrom))
    throw new Problem('SILENCE_NOT_OVER');
  return {
    lang,
    town: services.town,
    title: services.types.find(request.type, request.revision).title[lang],
    reference: request.reference,
    citizen: citizenName(request),
    authority: authorityOf(services.town, lang),
    receivedOn: longDate(receivedOn!, lang),
    completeOn: completeOn === receivedOn ? undefined : longDate(completeOn!, lang),
    acceptedOn: longDate(silence!.on!, lang),
    law: law!,
    printedOn: longDate(civilDate(new Date(), services.zone), lang),
    createdAt: request.receivedAt,
  };
}

export function attach(ctx: Context, type: string, fileName: string): void {
  ctx.type = type;
  ctx.attachment(fileName);
  ctx.type = type;
  ctx.set('Cache-Control', 'private, no-store');
}
