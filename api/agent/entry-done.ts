/** What an agent hands over once a request is filed, for the rest of the day: reference, tracking code, receipt, letter. */
import { enteredLately } from '../../db/entries.ts';
import { findRequest, type RequestRow } from '../../db/requests.ts';
import { unseal } from '../../db/secrets.ts';
import { renderLetter } from '../../templates/documents/letter.ts';
import { renderReceipt } from '../../templates/documents/receipt.ts';
import { letterView } from '../../templates/letter-views.ts';
import { citizenName } from '../../templates/request-words.ts';
import { maySee } from '../auth/sight.ts';
import { requireAgent } from '../auth/tokens.ts';
import { followView } from '../citizen/follow-view.ts';
import { attach, receiptView } from '../citizen/takeaway.ts';
import type { Context } from '../context.ts';
import { show } from '../page.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { channelOf } from './entry-form.ts';

export async function showDone(ctx: Context, services: Services): Promise<void> {
  const { lang, agent } = ctx.state;
  const request = await entered(ctx, services);
  const { title, answerBy, letterUrl } = await followView(services, request, lang, {});
  const base = `/agent/saisie/faites/${request.reference}`;
  show(ctx, services, 'entry-done', {
    title,
    reference: request.reference,
    trackingCode: codeOf(services, request),
    person: citizenName(request),
    email: request.email ?? undefined,
    answerBy,
    followUrl: `${services.town.publicUrl}/suivi`,
    receiptUrl: `${base}/recepisse.pdf`,
    letterUrl: letterUrl && `${base}/courrier.pdf`,
    requestUrl: (await maySee(services.db, agent!, request)) ? `/agent/demandes/${request.reference}` : undefined,
    nextUrl: `/agent/saisie?canal=${channelOf(request.channel)}`,
  });
}

/** In the language of the emails: it is for the person. */
export async function sendReceipt(ctx: Context, services: Services): Promise<void> {
  const request = await entered(ctx, services);
  const view = await receiptView(services, request, request.language, codeOf(services, request));
  ctx.body = await renderReceipt(view);
  attach(ctx, 'application/pdf', `recepisse-${request.reference}.pdf`);
}

export async function sendLetter(ctx: Context, services: Services): Promise<void> {
  const request = await entered(ctx, services);
  const type = services.types.find(request.type, request.revision);
  ctx.body = await renderLetter(letterView({ town: services.town, zone: services.zone, type, request }));
  attach(ctx, 'application/pdf', `courrier-${request.reference}.pdf`);
}

/** The routing table may have given it to a service whose requests the agent does not see. @throws Problem SIGN_IN_REQUIRED, NOT_FOUND */
async function entered(ctx: Context, services: Services): Promise<RequestRow> {
  const agent = requireAgent(ctx);
  const request = await findRequest(services.db, { reference: ctx.params.reference! });
  const isOwn = request && (await enteredLately(services.db, { requestId: request.id, agentId: agent.id }));
  if (!request || !isOwn) throw new Problem('NOT_FOUND');
  return request;
}

const codeOf = ({ key }: Services, { trackingSealed }: RequestRow) => unseal(key, trackingSealed).toString();
