import { findRequest, type RequestRow } from '../../db/requests.ts';
import { seal, type TownKey, unseal } from '../../db/secrets.ts';
import { followedTitle } from '../../templates/request-words.ts';
import { unbreakable } from '../../templates/texts.ts';
import type { ErrorLink } from '../../templates/views.ts';
import { wordsOf } from '../../workflows/kit/words.ts';
import { findRequestType } from '../../workflows/request-types/index.ts';
import { addressSchema, ask, confirm, confirmationOf, leave } from '../citizen/participation.ts';
import { type Context, newRouter } from '../context.ts';
import { withoutBlanks } from '../forms.ts';
import { show } from '../page.ts';
import { isId, parse } from '../parse.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';

/** Where the links of emails lead. Programs that read mail open links: a page asks, and its button does. */
export function participationPages(services: Services) {
  return newRouter()
    .get('/confirmer/:code', (ctx) => showConfirmation(ctx, services))
    .post('/confirmer/:code', (ctx) => postConfirmation(ctx, services))
    .get('/desabonnement/:token', (ctx) => showLeaving(ctx, services))
    .post('/desabonnement/:token', (ctx) => postLeaving(ctx, services))
    .get('/signalements/:code/suivre', (ctx) => showReport(ctx, services))
    .post('/signalements/:code/suivre', (ctx) => postReport(ctx, services));
}

async function showConfirmation(ctx: Context, services: Services): Promise<void> {
  const { lang } = ctx.state;
  const { act, requestId, email } = confirmationOf(services, ctx.params.code!);
  const request = (await findRequest(services.db, { id: requestId }))!;
  const title = followedTitle(typeOf(request), request, lang, services.zone);
  const words = { support: supporting, follow: following }[act][lang](title, email);
  show(ctx, services, 'confirm', {
    title: words.title,
    text: words.text.map(unbreakable),
    form: { action: ctx.path, button: words.button, alsoFollow: act === 'support' },
    next: undefined,
  });
}

async function postConfirmation(ctx: Context, services: Services): Promise<void> {
  const { lang } = ctx.state;
  const confirmation = confirmationOf(services, ctx.params.code!);
  const request = (await findRequest(services.db, { id: confirmation.requestId }))!;
  await confirm(services, confirmation);
  const { act } = confirmation;
  const { suivre } = (ctx.request.body ?? {}) as Record<string, string>;
  // The address is the same, and its owner has just opened the link that it was sent.
  if (act === 'support' && suivre) await confirm(services, { ...confirmation, act: 'follow' });
  if (act === 'support') {
    ctx.redirect(`/propositions/${request.reference}?fait=${suivre ? 'followed' : 'confirmed'}`);
    ctx.status = 303;
    return;
  }
  const isPublic = typeOf(request).publication !== undefined;
  show(ctx, services, 'confirm', {
    ...followed[lang],
    form: undefined,
    next: isPublic ? { url: `/propositions/${request.reference}`, text: toProposal[lang] } : undefined,
  });
}

function showLeaving(ctx: Context, services: Services): void {
  const { title, text, button } = leaving[ctx.state.lang];
  const form = { action: ctx.path, button, alsoFollow: false };
  show(ctx, services, 'confirm', { title: unbreakable(title), text, form, next: undefined });
}

/** Also what a mail program posts by itself (RFC 8058), which has no cookie and reads no page. */
async function postLeaving(ctx: Context, services: Services): Promise<void> {
  await leave(services, ctx.params.token!);
  show(ctx, services, 'confirm', { ...left[ctx.state.lang], form: undefined, next: undefined });
}

/** The address of the page on which somebody follows a report that is near theirs; it tells nothing of the report. */
export function followReportUrl({ key }: Pick<Services, 'key'>, requestId: string): string {
  const sealed = seal(key, Buffer.from(JSON.stringify({ near: requestId, until: Date.now() + 86_400_000 })));
  return `/signalements/${sealed.toString('base64url')}/suivre`;
}

async function showReport(ctx: Context, services: Services, email = '', errors: ErrorLink[] = []): Promise<void> {
  const { lang } = ctx.state;
  const request = await reportOf(ctx, services);
  const type = typeOf(request);
  show(ctx, services, 'follow-report', {
    about: followedTitle(type, request, lang, services.zone),
    state: wordsOf(type, request.outcome ?? request.step)[lang],
    action: ctx.path,
    email,
    errors,
  });
}

async function postReport(ctx: Context, services: Services): Promise<void> {
  const { lang } = ctx.state;
  await services.limits.support(ctx);
  const request = await reportOf(ctx, services);
  const typed = ((ctx.request.body ?? {}) as Record<string, string>).email ?? '';
  try {
    const { email } = parse(addressSchema, withoutBlanks({ email: typed }), lang);
    await ask(services, { act: 'follow', request, email, lang, key: undefined });
    const { title, text } = asked[lang](email);
    show(ctx, services, 'confirm', { title, text: text.map(unbreakable), form: undefined, next: undefined });
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'INVALID') throw error;
    const errors = (error.extra.errors ?? []).map(({ message }) => ({ href: '#email', text: message }));
    await showReport(ctx, services, typed, errors);
    ctx.status = 422;
  }
}

/** @throws Problem LINK_EXPIRED */
async function reportOf(ctx: Context, services: Services): Promise<RequestRow> {
  const id = reportIn(services.key, ctx.params.code!);
  const request = id && isId(id) ? await findRequest(services.db, { id }) : undefined;
  if (!request) throw new Problem('LINK_EXPIRED');
  return request;
}

function reportIn(key: TownKey, code: string): string | undefined {
  try {
    const { near, until } = JSON.parse(unseal(key, Buffer.from(code, 'base64url')).toString());
    return typeof near === 'string' && until > Date.now() ? near : undefined;
  } catch {
    return undefined;
  }
}

const typeOf = ({ type, revision }: RequestRow) => findRequestType(type, revision);

type Words = (title: string, email: string) => { title: string; text: string[]; button: string };

const supporting: Record<'fr' | 'en', Words> = {
  fr: (title, email) => ({
    title: 'Confirmez votre soutien',
    text: [
      `Vous soutenez la proposition « ${title} ».`,
      `Un soutien est compté pour l’adresse ${email}, une seule fois.`,
    ],
    button: 'Confirmer mon soutien',
  }),
  en: (title, email) => ({
    title: 'Confirm your support',
    text: [`You support the proposal “${title}”.`, `One support is counted for the address ${email}, once.`],
    button: 'Confirm my support',
  }),
};
const following: Record<'fr' | 'en', Words> = {
  fr: (title, email) => ({
    title: 'Recevoir des nouvelles',
    text: [`Nous écrirons à ${email} à chaque avancée de « ${title} ». Chaque courriel permet d’arrêter d’un clic.`],
    button: 'Recevoir les nouvelles',
  }),
  en: (title, email) => ({
    title: 'Receive news',
    text: [`We will write to ${email} as “${title}” moves on. Each email lets you stop by one click.`],
    button: 'Receive the news',
  }),
};
const followed = {
  fr: { title: 'C’est fait', text: ['Nous vous écrirons à chaque avancée.'] },
  en: { title: 'Done', text: ['We will write to you as things move on.'] },
};
const toProposal = { fr: 'Voir la proposition', en: 'See the proposal' };
const leaving = {
  fr: {
    title: 'Ne plus recevoir de nouvelles ?',
    text: ['Votre adresse sera effacée, et nous ne vous écrirons plus à ce sujet.'],
    button: 'Ne plus recevoir de nouvelles',
  },
  en: {
    title: 'No more news?',
    text: ['Your address will be erased, and we will not write to you about this any more.'],
    button: 'No more news',
  },
};
const left = {
  fr: { title: 'C’est fait', text: ['Votre adresse est effacée. Vous ne recevrez plus de nouvelles à ce sujet.'] },
  en: { title: 'Done', text: ['Your address is erased. You will receive no more news about this.'] },
};
const asked = {
  fr: (email: string) => ({
    title: 'Ouvrez votre messagerie',
    text: [
      `Nous venons d’écrire à ${email}. Confirmez-y que vous voulez suivre ce signalement : vous n’avez rien d’autre à envoyer.`.replace(
        ' :',
        '\u00a0:',
      ),
    ],
  }),
  en: (email: string) => ({
    title: 'Open your mailbox',
    text: [
      `We have just written to ${email}. Confirm there that you want to follow this report: there is nothing else to send.`,
    ],
  }),
};
