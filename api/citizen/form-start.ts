import { formSecondsOf } from '../../db/requests.ts';
import { dateAndTime } from '../../templates/format.ts';
import type { Language } from '../../templates/views.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import type { Context } from '../context.ts';
import { allowScript, show } from '../page.ts';
import { usualDays } from '../public/answering-times.ts';
import { serviceNames } from '../public/request-types.ts';
import type { Services } from '../services.ts';
import { accountDrafts } from './account-drafts.ts';
import { type Draft, draftHere, opened } from './drafts.ts';
import { delayText } from './form-view.ts';
import { pageUrl } from './form-way.ts';
import { pieceViews } from './pieces.ts';

/** What a request is for, what must be ready, how long it takes, who answers and when; then the button to begin. */
export async function showStart(ctx: Context, services: Services, type: RequestType): Promise<void> {
  const { lang } = ctx.state;
  const [names, seconds, days, row] = await Promise.all([
    serviceNames(services, lang),
    formSecondsOf(services.db, type.id),
    usualDays(services, type.id),
    draftHere(ctx, services, type),
  ]);
  const draft = await begunDraft(ctx, services, type, opened(services, type, row));
  const base = `/demarches/${type.id}`;
  allowScript(ctx);
  show(ctx, services, 'form-start', {
    title: type.title[lang],
    summary: type.summary[lang],
    service: names.get(type.service) ?? type.service,
    law: type.law,
    delay: delayText(type.answerWithin, lang),
    usualDays: days && daysText(days, lang),
    formTime: seconds === undefined ? undefined : minutesText(seconds, lang),
    pieces: pieceViews(type, lang),
    // What the page that leads here knows already goes into the draft.
    action: base + ctx.search,
    draft,
    signInUrl: !ctx.state.account && services.identity ? `/compte/connexion?suite=${base}` : undefined,
    wholeUrl: `${base}/hors-ligne`,
    lost: ctx.query.brouillon === 'absent' && !draft,
  });
}

/** The one of this browser; else the latest that the account has, begun elsewhere, which another one does not erase. */
async function begunDraft(ctx: Context, services: Services, type: RequestType, here: Draft | undefined) {
  const { account, lang } = ctx.state;
  if (here)
    return { url: pageUrl(type, 'reprendre'), changedOn: dateAndTime(here.updatedAt, lang, services.zone), here: true };
  const [latest] = account ? await accountDrafts(ctx, services, account, type) : [];
  return latest && { ...latest, here: false };
}

function minutesText(seconds: number, lang: Language): string {
  const minutes = Math.max(1, Math.round(seconds / 60));
  return lang === 'fr'
    ? `${minutes}\u00a0minute${minutes > 1 ? 's' : ''}`
    : `${minutes} minute${minutes > 1 ? 's' : ''}`;
}

/** « En général en 4 jours ; neuf fois sur dix en 9 jours au plus ». */
export function daysText({ median, ninetieth }: { median: number; ninetieth: number }, lang: Language): string {
  const days = (count: number) =>
    lang === 'fr' ? `${count}\u00a0jour${count > 1 ? 's' : ''}` : `${count} day${count === 1 ? '' : 's'}`;
  return {
    fr: `en général en ${days(median)}\u00a0; neuf fois sur dix en ${days(ninetieth)} au plus`,
    en: `usually in ${days(median)}; nine times out of ten in ${days(ninetieth)} at most`,
  }[lang];
}
