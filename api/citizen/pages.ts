import { findRequest, type RequestRow } from '../../db/requests.ts';
import { hashOf, unseal } from '../../db/secrets.ts';
import { renderLetter } from '../../templates/documents/letter.ts';
import { letterView } from '../../templates/request-words.ts';
import { findRequestType } from '../../workflows/request-types/index.ts';
import { follow, matchesCode } from '../auth/tokens.ts';
import { type Context, newRouter } from '../context.ts';
import { show } from '../page.ts';
import { Problem, problemText } from '../problems.ts';
import type { Services } from '../services.ts';
import { sendDocument } from './documents.ts';
import { currentType, file } from './filing.ts';
import { followView } from './follow-view.ts';
import { showForm } from './form-page.ts';
import { bodyOf, type Posted } from './form-view.ts';
import { sendMessage } from './messages.ts';
import { askForCode, nextPages, openedRequest, ownRequest } from './opened.ts';
import { receiveDocument } from './upload.ts';
import { nextSteps } from './waiting-words.ts';

/** The citizen's way through the counter: form, confirmation, follow-up, documents. No script is needed. */
export function citizenPages(services: Services) {
  return newRouter()
    .get('/demarches/:type', (ctx) => showForm(ctx, services, currentType(ctx.params.type), {}, []))
    .post('/demarches/:type', (ctx) => postForm(ctx, services))
    .get('/suivi', (ctx) =>
      show(ctx, services, 'follow-search', { reference: String(ctx.query.reference ?? ''), next: '', errors: [] }),
    )
    .post('/suivi', (ctx) => openByCode(ctx, services))
    .get('/suivi/:reference', (ctx) => showFollow(ctx, services))
    .get('/suivi/:reference/confirmation', (ctx) => showConfirmation(ctx, services))
    .get('/suivi/:reference/courrier.pdf', (ctx) => sendLetter(ctx, services))
    .post('/suivi/:reference/documents', (ctx) => postDocument(ctx, services))
    .get('/suivi/:reference/documents/:id', async (ctx) => {
      await sendDocument(ctx, services, { request: await ownRequest(ctx, services) });
    })
    .post('/suivi/:reference/messages', (ctx) => postMessage(ctx, services));
}

async function postForm(ctx: Context, services: Services): Promise<void> {
  const type = currentType(ctx.params.type);
  const posted = (ctx.request.body ?? {}) as Posted;
  const input = bodyOf(type.id, type.form, posted);
  try {
    // The key goes with the content: a double click is one request, a corrected form is another.
    const key = posted.once && `${posted.once} ${hashOf(JSON.stringify(input)).toString('hex')}`;
    const filed = await file(services, { input, lang: ctx.state.lang, key: key || undefined });
    follow(ctx, services, filed.body.id);
    ctx.redirect(`/suivi/${filed.body.reference}/confirmation`);
    ctx.status = 303;
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'INVALID') throw error;
    await showForm(ctx, services, type, posted, error.extra.errors ?? []);
    ctx.status = 422;
  }
}

async function openByCode(ctx: Context, services: Services): Promise<void> {
  const { reference = '', code = '', suite } = (ctx.request.body ?? {}) as Record<string, string>;
  const next = nextPages.find((page) => page === suite) ?? '';
  const request = await findRequest(services.db, { reference: asReference(reference) });
  if (request && matchesCode(code, request)) {
    follow(ctx, services, request.id);
    ctx.redirect(`/suivi/${request.reference}${next && `/${next}`}`);
    ctx.status = 303;
    return;
  }
  const text = {
    fr: 'Cette référence et ce code de suivi ne vont pas ensemble. Vérifiez-les dans votre accusé de réception.',
    en: 'This reference and tracking code do not go together. Check them in your acknowledgement.',
  }[ctx.state.lang];
  show(ctx, services, 'follow-search', { reference, next, errors: [{ href: '#reference', text }] });
  ctx.status = 404;
}

async function showFollow(ctx: Context, services: Services): Promise<void> {
  const request = await openedRequest(ctx, services);
  if (!request) return askForCode(ctx, services);
  show(ctx, services, 'follow', await followView(services, request, ctx.state.lang, { notice: noticeOf(ctx) }));
}

async function showConfirmation(ctx: Context, services: Services): Promise<void> {
  const request = await withFirstStep(services, await ownRequest(ctx, services));
  const { lang } = ctx.state;
  const type = findRequestType(request.type, request.revision);
  const { letterUrl, answerBy } = await followView(services, request, lang, {});
  show(ctx, services, 'confirmation', {
    title: type.title[lang],
    reference: request.reference,
    trackingCode: unseal(services.key, request.trackingSealed).toString(),
    email: request.email ?? undefined,
    answerBy,
    followUrl: `/suivi/${request.reference}`,
    letterUrl,
    next: nextSteps(request, letterUrl !== undefined, lang),
  });
}

async function sendLetter(ctx: Context, services: Services): Promise<void> {
  const request = await ownRequest(ctx, services);
  const type = findRequestType(request.type, request.revision);
  ctx.body = await renderLetter(letterView({ town: services.town, type, request }));
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
    show(ctx, services, 'follow', await followView(services, request, lang, { errors }), `/suivi/${request.reference}`);
    ctx.status = error.status;
  }
}

async function postMessage(ctx: Context, services: Services): Promise<void> {
  const request = await ownRequest(ctx, services);
  const { text = '', once: key } = (ctx.request.body ?? {}) as Record<string, string>;
  if (text.trim() === '' || text.length > 5000) {
    const words = {
      fr: 'Écrivez un message de 5 000 signes au plus.',
      en: 'Write a message of 5,000 characters at most.',
    };
    const errors = [{ href: '#text', text: words[ctx.state.lang] }];
    const view = await followView(services, request, ctx.state.lang, { errors, draft: text });
    show(ctx, services, 'follow', view, `/suivi/${request.reference}`);
    ctx.status = 422;
    return;
  }
  await sendMessage(services, { request }, { text: text.trim(), key: key && `${key} ${hashOf(text).toString('hex')}` });
  ctx.redirect(`/suivi/${request.reference}?recu=message`);
  ctx.status = 303;
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

/** As people copy it: with spaces, or without the hyphen. */
function asReference(typed: string): string {
  const digits = typed.replace(/\D/g, '');
  return digits.length === 10 ? `${digits.slice(0, 4)}-${digits.slice(4)}` : typed.trim();
}

const notices = {
  document: { fr: 'Votre document a été reçu.', en: 'Your document has been received.' },
  message: { fr: 'Votre message a été envoyé au service.', en: 'Your message has been sent to the service.' },
  reponse: { fr: 'Votre réponse est enregistrée.', en: 'Your answer has been recorded.' },
  retrait: { fr: 'Votre demande est retirée.', en: 'Your request has been withdrawn.' },
  reouverture: {
    fr: 'Votre demande est rouverte. Le service va l’examiner à nouveau.',
    en: 'Your request has been reopened. The service will look at it again.',
  },
} as const;

function noticeOf(ctx: Context): string | undefined {
  return notices[ctx.query.recu as keyof typeof notices]?.[ctx.state.lang];
}
