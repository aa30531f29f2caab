import { findDraft } from '../../db/drafts.ts';
import { dateAndTime } from '../../templates/format.ts';
import type { AccountView } from '../../templates/pages/account-view.ts';
import type { Context } from '../context.ts';
import { offeredTypes } from '../public/request-types.ts';
import type { Services } from '../services.ts';
import { draftsHere, opened } from './drafts.ts';
import { pageUrl } from './form-way.ts';

/** The forms that were begun at this browser and not sent. A draft belongs to its code, and to no account. */
export async function accountDrafts(ctx: Context, services: Services): Promise<AccountView['drafts']> {
  const begun = draftsHere(ctx, services);
  const types = offeredTypes().filter(({ id }) => begun[id] !== undefined);
  const drafts = await Promise.all(
    types.map(async (type) => ({
      type,
      draft: opened(services, type, await findDraft(services.db, { id: begun[type.id]! })),
    })),
  );
  return drafts.flatMap(({ type, draft }) =>
    draft
      ? [
          {
            title: type.title[ctx.state.lang],
            url: pageUrl(type, 'reprendre'),
            changedOn: dateAndTime(draft.updatedAt, ctx.state.lang),
          },
        ]
      : [],
  );
}
