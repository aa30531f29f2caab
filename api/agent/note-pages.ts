import { z } from 'zod';
import { newId } from '../../db/ids.ts';
import { addNote } from '../../db/notes.ts';
import { hashOf } from '../../db/secrets.ts';
import { type Context, newRouter } from '../context.ts';
import { lines, withoutBlanks } from '../forms.ts';
import { once } from '../idempotency.ts';
import { parse } from '../parse.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { entitled, formOf, seeOther, showRefusal } from './request-page.ts';

const noteSchema = z.object({ 'new-note': lines(5000) });

/** What agents write for each other: whoever may see a request may say something about it. */
export function notePages(services: Services) {
  return newRouter().post('/agent/demandes/:reference/notes', (ctx) => postNote(ctx, services));
}

async function postNote(ctx: Context, services: Services): Promise<void> {
  const { request, agent } = await entitled(ctx, services);
  const form = formOf(ctx);
  try {
    const { 'new-note': text } = parse(noteSchema, withoutBlanks(form), ctx.state.lang);
    const key = form.once && `${form.once} ${hashOf(text).toString('hex')}`;
    await once(services, { scope: `note ${agent.id}`, key, body: { of: request.id, text } }, async (transaction) => {
      await addNote(transaction, { id: newId(), requestId: request.id, agentId: agent.id, text, at: new Date() });
      return { status: 201, body: {} };
    });
    seeOther(ctx, `/agent/demandes/${request.reference}?fait=note#notes`);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await showRefusal(ctx, services, { request, agent }, error, { note: form['new-note'] ?? '' });
  }
}
