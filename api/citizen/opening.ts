import { isSealOf } from '../../db/email-links.ts';
import { findRequest } from '../../db/requests.ts';
import { follow, matchesCode } from '../auth/tokens.ts';
import { type Context, newRouter } from '../context.ts';
import { show } from '../page.ts';
import { type Problem, problemText, sayWhenToRetry } from '../problems.ts';
import type { Services } from '../services.ts';
import { asReference } from './opened.ts';

/** The ways to a request without an account: its reference with its code, or the link of an email. */
export function openingPages(services: Services) {
  return newRouter()
    .get('/suivi', (ctx) => showSearch(ctx, services, { reference: String(ctx.query.reference ?? '') }))
    .post('/suivi', (ctx) => openByCode(ctx, services))
    .get('/suivi/:reference/lien/:seal', (ctx) => openByLink(ctx, services));
}

/**
 * Somebody may come from an email, at another browser: a request that this one has not opened asks for its code.
 *
 * @param next the page behind the request's own address to go on to
 */
export function askForCode(ctx: Context, services: Services, next: NextPage | '' = ''): void {
  showSearch(ctx, services, { reference: ctx.params.reference!, next });
  ctx.status = 404;
}

/** Where the right code may lead besides the request's own page; nothing else that is posted leads anywhere. */
const nextPages = ['avis'] as const;
type NextPage = (typeof nextPages)[number];

interface Search {
  reference: string;
  next?: NextPage | '';
  /** The same for a wrong code, a foreign reference and none. */
  error?: string;
}

function showSearch(ctx: Context, services: Services, { reference, next = '', error }: Search): void {
  const errors = error === undefined ? [] : [{ href: '#reference', text: error }];
  const path = `/suivi?reference=${encodeURIComponent(reference)}`;
  show(ctx, services, 'follow-search', { reference, next, errors }, path);
}

async function openByCode(ctx: Context, services: Services): Promise<void> {
  const { reference: typed = '', code = '', suite } = (ctx.request.body ?? {}) as Record<string, string>;
  const next = nextPages.find((page) => page === suite) ?? '';
  const reference = asReference(typed);
  const request = await findRequest(services.db, { reference });
  if (request && matchesCode(code, request)) return open(ctx, services, request, next);
  refuse(ctx, services, { reference: typed, next }, await services.limits.wrongCode(ctx, reference), {
    fr: 'Cette référence et ce code de suivi ne vont pas ensemble. Vérifiez-les dans votre accusé de réception.',
    en: 'This reference and tracking code do not go together. Check them in your acknowledgement.',
  });
}

/** Mail scanners follow links before people do: opening one changes nothing, and may be done again. */
async function openByLink(ctx: Context, services: Services): Promise<void> {
  // Neither the next page nor another host learns what opens this one.
  ctx.set('Referrer-Policy', 'no-referrer');
  const { reference, seal } = ctx.params as { reference: string; seal: string };
  const request = await findRequest(services.db, { reference });
  if (isSealOf(services.key, 'follow', request?.id, seal)) return open(ctx, services, request!);
  await refuseLink(ctx, services, reference);
}

/** The same for a link that is expired, altered, another request's or of none: the code opens what the link did not. */
export async function refuseLink(
  ctx: Context,
  services: Services,
  reference: string,
  next: NextPage | '' = '',
): Promise<void> {
  refuse(ctx, services, { reference, next }, await services.limits.wrongCode(ctx, reference), {
    fr: 'Ce lien n’ouvre pas de demande : les liens de nos courriels valent 30 jours. Donnez la référence et le code de suivi, qui sont dans votre accusé de réception.',
    en: 'This link opens no request: the links of our emails are good for 30 days. Give the reference and the tracking code, which are in your acknowledgement.',
  });
}

function open(
  ctx: Context,
  services: Services,
  request: { id: string; reference: string },
  next: NextPage | '' = '',
): void {
  follow(ctx, services, request.id);
  ctx.set('Cache-Control', 'no-store');
  ctx.redirect(`/suivi/${request.reference}${next && `/${next}`}`);
  ctx.status = 303;
}

function refuse(
  ctx: Context,
  services: Services,
  search: Search,
  problem: Problem,
  text: Record<'fr' | 'en', string>,
): void {
  const { lang } = ctx.state;
  const error = problem.code === 'NOT_FOUND' ? text[lang] : problemText(problem.code, lang);
  showSearch(ctx, services, { ...search, error });
  ctx.status = problem.status;
  sayWhenToRetry(ctx, problem);
}
