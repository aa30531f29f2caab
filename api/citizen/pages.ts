import { findRequest, type RequestRow } from '../../db/requests.ts';
import { hashOf, unseal } from '../../db/secrets.ts';
import { renderLetter } from '../../templates/documents/letter.ts';
import { letterView } from '../../templates/letter-views.ts';
import { type Context, newRouter } from '../context.ts';
import { withoutBlanks } from '../forms.ts';
import { show } from '../page.ts';
import { parse } from '../parse.ts';
import { Problem, problemText } from '../problems.ts';
import type { Services } from '../services.ts';
import { sendDocument } from './documents.ts';
import { showFollow } from './follow-page.ts';
import { followView } from './follow-view.ts';
import { messageSchema, sendMessage } from './messages.ts';
import { openedRequest, ownRequest } from './opened.ts';
import { askForCode } from './opening.ts';
import { receiveDocument } from './upload.ts';
import { nextSteps } from './waiting-words.ts';

/** The citizen's way through the counter once a request is filed: confirmation, follow-up, documents. */
export function citizenPages(services: Services) {
  return newRouter()
    .get('/suivi/:reference', (ctx) => getFollow(ctx, services))
    .get('/suivi/:reference/confirmation', (ctx) => showConfirmation(ctx, services))
    .get('/suivi/:reference/courrier.pdf', (ctx) => sendLetter(ctx, services))
    .post('/suivi/:reference/documents', (ctx) => postDocument(ctx, services))
    .get('/suivi/:reference/documents/:id', async (ctx) => {
      await sendDocument(ctx, services, { request: await ownRequest(ctx, services) });
    })
    .post('/suivi/:reference/messages', (ctx) => postMessage(ctx, services));
}

async function getFollow(ctx: Context, services: Services): Promise<void> {
  const request = await openedRequest(ctx, services);
  if (!request) return askForCode(ctx, services);
  await showFollow(ctx, services, request, { notice: noticeOf(ctx) });
}

async function showConfirmation(ctx: Context, services: Services): Promise<void> {
  const request = await withFirstStep(services, await ownRequest(ctx, services));
  const { lang } = ctx.state;
  const type = services.types.find(request.type, request.revision);
  const { letterUrl, receiptUrl, answerBy } = await followView(services, request, lang, {});
  show(ctx, services, 'confirmation', {
    title: type.title[lang],
    reference: request.reference,
    trackingCode: unseal(services.key, request.trackingSealed).toString(),
    email: request.email ?? undefined,
    answerBy,
    followUrl: `/suivi/${request.reference}`,
    receiptUrl,
    letterUrl,
    next: nextSteps(request, letterUrl !== undefined, lang),
  });
}

async function sendLetter(ctx: Context, services: Services): Promise<void> {
  const request = await ownRequest(ctx, services);
  const type = services.types.find(request.type, request.revision);
  ctx.body = await renderLetter(letterView({ town: services.town, zone: services.zone, type, request }));
  ctx.type = 'application/pdf';
  ctx.attachment(`courrier-${request.reference}.pdf`);
}

async function postDocument(ctx: Context, services: Services): Promise<void> {
  const request = await ownRequest(ctx, services);
  const { lang } = ctx.state;
  try {
    await receiveDocument(ctx, services, { request });
    ctx.redirect(`/suivi/${request.reference}?recu=document`);
    ctx.status = 303;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const errors = [{ href: error.code === 'UNKNOWN_PIECE' ? '#piece' : '#file', text: problemText(error.code, lang) }];
    await showFollow(ctx, services, request, { errors });
    ctx.status = error.status;
  }
}

async function postMessage(ctx: Context, services: Services): Promise<void> {
  const request = await ownRequest(ctx, services);
  const form = (ctx.request.body ?? {}) as Record<string, string>;
  try {
    const { text } = parse(messageSchema, withoutBlanks(form), ctx.state.lang);
    await sendMessage(
      services,
      { request },
      { text, key: form.once && `${form.once} ${hashOf(text).toString('hex')}` },
    );
    ctx.redirect(`/suivi/${request.reference}?recu=message`);
    ctx.status = 303;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const errors = [
      { href: '#text', text: error.extra.errors?.[0]?.message ?? problemText(error.code, ctx.state.lang) },
    ];
    await showFollow(ctx, services, request, { errors, draft: form.text ?? '' });
    ctx.status = error.status;
  }
}

/** The request once its process has begun, or after a second as it is: what comes next is known by then. */
async function withFirstStep(services: Services, request: RequestRow): Promise<RequestRow> {
  let current = request;
  for (let looks = 0; current.step === 'received' && looks < 10; looks++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    current = (await findRequest(services.db, { id: request.id })) ?? current;
  }
  return current;
}

const notices = {
  document: { fr: 'Votre document a été reçu.', en: 'Your document has been received.' },
  message: { fr: 'Votre message a été envoyé au service.', en: 'Your message has been sent to the service.' },
  reponse: { fr: 'Votre réponse est enregistrée.', en: 'Your answer has been recorded.' },
  correction: { fr: 'Votre correction est enregistrée.', en: 'Your correction has been recorded.' },
  inchange: { fr: 'Rien n’a été changé : tout était déjà ainsi.', en: 'Nothing was changed: all of it was so before.' },
  retrait: { fr: 'Votre demande est retirée.', en: 'Your request has been withdrawn.' },
  motifs: {
    fr: 'Vous avez demandé les motifs du rejet. Le service va vous les donner.',
    en: 'You have asked for the reasons of the rejection. The service will give them to you.',
  },
  reouverture: {
    fr: 'Votre demande est rouverte. Le service va l’examiner à nouveau.',
    en: 'Your request has been reopened. The service will look at it again.',
  },
} as const;

function noticeOf(ctx: Context): string | undefined {
  return notices[ctx.query.recu as keyof typeof notices]?.[ctx.state.lang];
}
