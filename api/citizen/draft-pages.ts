import { linkDrafts } from '../../db/account-drafts.ts';
import { type DraftRow, findDraft } from '../../db/drafts.ts';
import { trackingHashOf } from '../../db/secrets.ts';
import { longDate } from '../../templates/format.ts';
import type { Zone } from '../../workflows/contract.ts';
import { civilDate } from '../../workflows/kit/calendar.ts';
import { requestTypes } from '../../workflows/request-types/index.ts';
import { type Context, newRouter } from '../context.ts';
import { show } from '../page.ts';
import { type Problem, problemText, sayWhenToRetry } from '../problems.ts';
import type { Services } from '../services.ts';
import { type Draft, opened, openHere } from './drafts.ts';
import { leadTo, pageUrl, type Writing, write } from './form-way.ts';

/** A draft by its code: shown to whoever saves it for later, and opened again, here or on another device. */
export function draftPages(services: Services) {
  return newRouter()
    .get('/demarches/:type/brouillon', (ctx) => write(ctx, services, (writing) => showDraft(ctx, services, writing)))
    .get('/brouillon', (ctx) => showSearch(ctx, services, { forgotten: ctx.query.ferme === 'oui' }))
    .post('/brouillon', (ctx) => {
      const { code = '' } = (ctx.request.body ?? {}) as Record<string, string>;
      return openByCode(ctx, services, code);
    })
    .get('/brouillon/:code', (ctx) => openByCode(ctx, services, ctx.params.code!));
}

function showDraft(ctx: Context, services: Services, { type, draft }: Writing): void {
  const { lang } = ctx.state;
  const url = `${services.town.publicUrl}/brouillon/${draft.code}`;
  show(ctx, services, 'form-draft', {
    title: type.title[lang],
    code: draft.code,
    url,
    mailUrl: mailUrl(type.title[lang], url, draft, lang, services.zone),
    keptUntil: longDate(civilDate(draft.expiresAt, services.zone), lang),
    resumeUrl: pageUrl(type, 'reprendre'),
    forgetAction: pageUrl(type, 'oubli'),
    inAccount: draft.accountId !== null && draft.accountId === ctx.state.account?.id,
  });
}

/** Written by the citizen's own program: a draft has no address to write to, and none is asked for. */
function mailUrl(title: string, url: string, { code, expiresAt }: Draft, lang: 'fr' | 'en', zone: Zone): string {
  const until = longDate(civilDate(expiresAt, zone), lang);
  const words = {
    fr: {
      subject: `Mon brouillon : ${title}`,
      body: `${url}\n\nCode du brouillon : ${code}\nÀ terminer avant le ${until}.`,
    },
    en: { subject: `My draft: ${title}`, body: `${url}\n\nCode of the draft: ${code}\nTo be finished by ${until}.` },
  }[lang];
  return `mailto:?subject=${encodeURIComponent(words.subject)}&body=${encodeURIComponent(words.body)}`;
}

/** The code leaves the address bar: what follows is opened by this browser's own cookie. */
async function openByCode(ctx: Context, services: Services, code: string): Promise<void> {
  const row = await findDraft(services.db, { codeHash: trackingHashOf(code) });
  const type = row && requestTypes.some(({ id }) => id === row.type) ? services.types.current(row.type) : undefined;
  if (row && type && opened(services, type, row)) {
    openHere(ctx, services, type.id, row.id);
    const { account } = ctx.state;
    if (account) await linkDrafts(services.db, [row.id], account.id);
    // Who was in the middle of a sentence goes on in its language.
    ctx.cookies.set('lang', row.language, { sameSite: 'lax', maxAge: 365 * 86_400_000 });
    return leadTo(ctx, pageUrl(type, 'reprendre'));
  }
  if (row) {
    showSearch(ctx, services, { code, became: becameOf(row) });
    ctx.status = 410;
    return;
  }
  const problem = await services.limits.wrongCode(ctx, code);
  showSearch(ctx, services, { code, refused: problem });
  ctx.status = problem.status;
  sayWhenToRetry(ctx, problem);
}

function becameOf(row: DraftRow) {
  if (row.reference === null) return { kind: 'expired' as const };
  return { kind: 'filed' as const, reference: row.reference, followUrl: `/suivi/${row.reference}` };
}

function showSearch(ctx: Context, services: Services, { code = '', became, refused, forgotten = false }: Search): void {
  const text = {
    fr: 'Aucun brouillon n’a ce code. Vérifiez-le\u00a0; un brouillon est effacé après soixante jours sans changement.',
    en: 'No draft has this code. Check it; a draft is removed after sixty days without a change.',
  }[ctx.state.lang];
  const told = refused && refused.code !== 'NOT_FOUND' ? problemText(refused.code, ctx.state.lang) : text;
  const errors = refused ? [{ href: '#code', text: told }] : [];
  const signInUrl = services.identity && !ctx.state.account ? '/compte/connexion' : undefined;
  show(ctx, services, 'draft-search', { code, errors, became, forgotten, signInUrl }, '/brouillon');
}

interface Search {
  code?: string;
  became?: ReturnType<typeof becameOf>;
  refused?: Problem;
  forgotten?: boolean;
}
