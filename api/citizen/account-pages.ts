import { linkRequest, requestsOfAccount } from '../../db/account-requests.ts';
import { deleteAccount } from '../../db/accounts.ts';
import { unseal } from '../../db/secrets.ts';
import { findRequestType } from '../../workflows/request-types/index.ts';
import { requireAccount } from '../auth/account-session.ts';
import type { Identity } from '../auth/identity.ts';
import { type Context, newRouter } from '../context.ts';
import { show } from '../page.ts';
import { problemText, sayWhenToRetry } from '../problems.ts';
import type { Services } from '../services.ts';
import { accountDrafts, openAccountDraft } from './account-drafts.ts';
import { leave, left } from './account-sign-in.ts';
import { accountView } from './account-view.ts';
import { asReference, requestByCode } from './opened.ts';

/** A citizen's own account: all of their requests and drafts, one more request by its code, and the end of the account. */
export function accountPages(services: Services) {
  const { identity } = services;
  const router = newRouter();
  if (!identity) return router;
  return router
    .get('/compte', async (ctx) => {
      const notice = notices[ctx.query.fait as keyof typeof notices]?.[ctx.state.lang];
      show(ctx, services, 'account', await accountView(ctx, services, identity, requireAccount(ctx), { notice }));
    })
    .post('/compte/demandes', (ctx) => addRequest(ctx, services, identity))
    .get('/compte/brouillons/:id', (ctx) => openAccountDraft(ctx, services))
    .get('/compte/suppression', (ctx) => showDeletion(ctx, services))
    .post('/compte/suppression', (ctx) => postDeletion(ctx, services, identity));
}

/** A wrong code, a reference that does not exist and another account's request get the same answer. */
async function addRequest(ctx: Context, services: Services, identity: Identity): Promise<void> {
  const account = requireAccount(ctx);
  const { reference = '', code = '' } = formOf(ctx);
  const request = await requestByCode(services, { reference, code });
  const link = request && { requestId: request.id, accountId: account.id, at: new Date() };
  if (link && (await services.db.transaction((transaction) => linkRequest(transaction, link)))) {
    ctx.redirect('/compte?fait=rattachement');
    ctx.status = 303;
    return;
  }
  const { lang } = ctx.state;
  const problem = await services.limits.wrongCode(ctx, asReference(reference));
  const text = problem.code === 'NOT_FOUND' ? notTogether[lang] : problemText(problem.code, lang);
  const errors = [{ href: '#reference', text }];
  show(ctx, services, 'account', await accountView(ctx, services, identity, account, { reference, errors }), '/compte');
  ctx.status = problem.status;
  sayWhenToRetry(ctx, problem);
}

async function showDeletion(ctx: Context, services: Services): Promise<void> {
  const account = requireAccount(ctx);
  const [requests, drafts] = await Promise.all([
    requestsOfAccount(services.db, account.id),
    accountDrafts(ctx, services, account),
  ]);
  show(ctx, services, 'account-delete', {
    requests: requests.map(({ type, revision, reference, trackingSealed }) => ({
      title: findRequestType(type, revision).title[ctx.state.lang],
      reference,
      trackingCode: unseal(services.key, trackingSealed).toString(),
    })),
    drafts,
  });
}

/** What nobody was sent goes with the account: a draft holds the names that are to be erased, and is of use to nobody. */
async function postDeletion(ctx: Context, services: Services, identity: Identity): Promise<void> {
  const account = requireAccount(ctx);
  const leaveUrl = await leave(ctx, services, identity);
  const files = await services.db.transaction((transaction) => deleteAccount(transaction, account.id));
  for (const file of files) await services.store.remove(file);
  show(ctx, services, 'account-left', left(identity, { leaveUrl, deleted: true }), '/compte/deconnecte');
}

const notices = {
  rattachement: { fr: 'La demande est dans votre compte.', en: 'The request is in your account.' },
} as const;

const notTogether = {
  fr: 'Cette référence et ce code de suivi ne vont pas ensemble, ou la demande ne peut pas être ajoutée. Vérifiez-les dans votre accusé de réception.',
  en: 'This reference and tracking code do not go together, or the request can not be added. Check them in your acknowledgement.',
} as const;

const formOf = (ctx: Context) => (ctx.request.body ?? {}) as Record<string, string>;
