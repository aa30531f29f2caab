import { review } from '../citizen/comments.ts';
import { type Context, newRouter } from '../context.ts';
import type { Services } from '../services.ts';
import { entitled, formOf, seeOther, showRequest } from './request-page.ts';

/** An agent publishes what somebody says about a request, or refuses it. */
export function commentPages(services: Services) {
  return newRouter().post('/agent/demandes/:reference/commentaires/:id/revue', (ctx) => postReview(ctx, services));
}

async function postReview(ctx: Context, services: Services): Promise<void> {
  const access = await entitled(ctx, services);
  const form = formOf(ctx);
  const [id, accepted, reason] = [ctx.params.id!, form.accepted === 'true', form.reason?.trim() || undefined];
  const page = `/agent/demandes/${access.request.reference}`;
  if (accepted || reason) {
    await review(services, access, { id, accepted, reason });
    return seeOther(ctx, `${page}?fait=commentaire#commentaires`);
  }
  const text = { fr: 'Donnez la raison du refus.', en: 'Give the reason for the refusal.' }[ctx.state.lang];
  await showRequest(ctx, services, access, { commentError: { id, text } });
  ctx.status = 422;
}
