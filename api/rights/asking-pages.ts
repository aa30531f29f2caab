/** Who may not see what requests hold asks the services that have them to put them right, or to look at an objection. */
import { z } from 'zod';
import { askServices } from '../../db/asking-services.ts';
import { hashOf } from '../../db/secrets.ts';
import type { Language } from '../../templates/views.ts';
import { formOf, seeOther } from '../agent/request-page.ts';
import { type Context, newRouter } from '../context.ts';
import { faultText, lines, withoutBlanks } from '../forms.ts';
import { once } from '../idempotency.ts';
import { parse } from '../parse.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { collectingAccess, showCollecting } from './collecting-page.ts';
import { confirmedRequests } from './confirming.ts';

const schema = z.object({ 'ask-text': lines(4000) });

export function askingPages(services: Services) {
  return newRouter().post('/agent/demandes/:reference/donnees/services', (ctx) => postAsking(ctx, services));
}

async function postAsking(ctx: Context, services: Services): Promise<void> {
  const { request, agent } = await collectingAccess(ctx, services);
  const form = formOf(ctx);
  const confirmed = await confirmedRequests(services, request);
  const requests = confirmed.map(({ id }) => id).filter((id) => `ask.${id}` in form);
  try {
    const { 'ask-text': text } = parse(schema, withoutBlanks(form), ctx.state.lang);
    if (requests.length === 0) throw nothingChosen(ctx.state.lang);
    const key = form.once && `${form.once} ${hashOf(JSON.stringify([requests, text])).toString('hex')}`;
    const body = { of: request.id, requests, text };
    await once(services, { scope: `ask services ${agent.id}`, key, body }, async (transaction) => {
      const right = String(request.fields.right);
      await askServices(transaction, { forId: request.id, requests, right, agentId: agent.id, text, at: new Date() });
      return { status: 200, body: {} };
    });
    seeOther(ctx, `/agent/demandes/${request.reference}/donnees?fait=demande`);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const errors = (error.extra.errors ?? []).map(({ field, message }) => ({ href: `#${field}`, text: message }));
    await showCollecting(ctx, services, { text: form['ask-text'] ?? '', chosen: requests, errors });
    ctx.status = error.status;
  }
}

const nothingChosen = (lang: Language) =>
  new Problem('INVALID', { errors: [{ field: 'ask-requests', message: faultText('choose', lang) }] });
