/**
 * The drafts of an account: shown at whatever browser its citizen signs in, and opened there.
 *
 * A draft is sealed by the town's key, whoever opens it. The cookie of a browser, the code and the account are three ways
 * to say which row: each leads to the same sealed answers, and none to a key. So an account's link lets nobody read what
 * they could not read before, neither in the table nor at the town hall; it tells the table whose draft it is, as
 * `account_request` does for requests, and goes when the draft is sent or expires. A key of the citizen's own could not be
 * had: the provider gives none, and the code, which would be one, is what somebody at another browser has not got.
 */
import { draftsOfAccount, linkDrafts } from '../../db/account-drafts.ts';
import type { AccountRow } from '../../db/accounts.ts';
import { dateAndTime } from '../../templates/format.ts';
import type { AccountDraftView } from '../../templates/pages/account-view.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { requireAccount } from '../auth/account-session.ts';
import type { Context } from '../context.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { draftsHere, openHere } from './drafts.ts';
import { leadTo, pageUrl } from './form-way.ts';

/** @param only of this type */
export async function accountDrafts(
  { state: { lang } }: Context,
  services: Services,
  account: AccountRow,
  only?: RequestType,
): Promise<AccountDraftView[]> {
  const drafts = await draftsOfAccount(services.db, account.id);
  return drafts.flatMap(({ id, type: typeId, updatedAt }) => {
    const type = services.types.offered.find((offered) => offered.id === typeId);
    if (!type || (only && only.id !== typeId)) return [];
    return [
      {
        title: type.title[lang],
        url: `/compte/brouillons/${id}`,
        changedOn: dateAndTime(updatedAt, lang, services.zone),
      },
    ];
  });
}

/** Lets this browser go on with a draft of the account. @throws Problem NOT_FOUND, the same for a foreign one and none */
export async function openAccountDraft(ctx: Context, services: Services): Promise<void> {
  const drafts = await draftsOfAccount(services.db, requireAccount(ctx).id);
  const draft = drafts.find(({ id }) => id === ctx.params.id);
  if (!draft) throw new Problem('NOT_FOUND');
  openHere(ctx, services, draft.type, draft.id);
  leadTo(ctx, pageUrl(services.types.current(draft.type), 'reprendre'));
}

/** What was begun at this browser before signing in is found again at the others. */
export async function keepDraftsHere(ctx: Context, services: Services, accountId: string): Promise<void> {
  const ids = Object.values(draftsHere(ctx, services));
  if (ids.length > 0) await linkDrafts(services.db, ids, accountId);
}
