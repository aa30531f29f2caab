import { accountOfRequest, requestIdsOfAccount } from '../../db/account-requests.ts';
import { keepCollection, possibleRequests } from '../../db/collecting.ts';
import type { Person } from '../../db/personal-rows.ts';
import { addMonths, civilDate, instantAt } from '../../workflows/kit/calendar.ts';
import { formOf, seeOther } from '../agent/request-page.ts';
import { requireAccount } from '../auth/account-session.ts';
import { ownRequest } from '../citizen/opened.ts';
import { attach } from '../citizen/takeaway.ts';
import { type Context, newRouter } from '../context.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { sendArchive } from './archive.ts';
import { collectingAccess, showCollecting } from './collecting-page.ts';
import { isConfirmable } from './confirming.ts';
import { collectedFor, personalDataOf } from './personal-data.ts';
import { personalJson, personalPdf } from './taking.ts';

/** Who asked for their data gets them on the follow-up page, opened by its code; who has an account, at any time. */
export function collectingPages(services: Services) {
  const router = newRouter()
    .get('/agent/demandes/:reference/donnees', (ctx) => showCollecting(ctx, services))
    .post('/agent/demandes/:reference/donnees', (ctx) => postCollecting(ctx, services));
  for (const format of formats) {
    router.get(`/suivi/:reference/donnees.${format}`, (ctx) => takeCollected(ctx, services, format));
    if (services.identity) router.get(`/compte/donnees.${format}`, (ctx) => takeOwn(ctx, services, format));
  }
  return router;
}

async function postCollecting(ctx: Context, services: Services): Promise<void> {
  const { request, agent } = await collectingAccess(ctx, services);
  const form = formOf(ctx);
  const confirmed = (await possibleRequests(services.db, request.id)).filter(
    (one) => one.id !== request.id && isConfirmable(one) && `request.${one.id}` in form,
  );
  const at = new Date();
  await keepCollection(services.db, {
    requestId: request.id,
    agentId: agent.id,
    at,
    // Long enough to be taken, and not for ever: what it opens is all that the town holds of somebody.
    until: new Date(instantAt(addMonths(civilDate(at, services.zone), 2), services.zone, 23, 59)),
    requests: [request.id, ...confirmed.map(({ id }) => id)],
    address: 'address' in form ? request.email : null,
  });
  seeOther(ctx, `/agent/demandes/${request.reference}/donnees?fait=donnees`);
}

/** @throws Problem NOT_FOUND, for a foreign request as for one for which nothing was gathered */
async function takeCollected(ctx: Context, services: Services, format: Format): Promise<void> {
  const request = await ownRequest(ctx, services);
  const collection = await collectedFor(services, request);
  if (!collection) throw new Problem('NOT_FOUND');
  // The account by which the data were asked for is the person's own; another one may hold requests of others.
  const account = await accountOfRequest(services.db, request.id);
  const person = { ...collection, accounts: account ? [account] : [] };
  await sendPersonalData(ctx, services, { person, format, name: `donnees-${request.reference}` });
}

/** Only what is the account's: its address is not known to be its owner's. */
async function takeOwn(ctx: Context, services: Services, format: Format): Promise<void> {
  const account = requireAccount(ctx);
  const requests = await requestIdsOfAccount(services.db, account.id);
  const person = { requests, accounts: [account.id], address: null };
  await sendPersonalData(ctx, services, { person, format, name: 'donnees-du-compte' });
}

const formats = ['json', 'pdf', 'zip'] as const;
type Format = (typeof formats)[number];

async function sendPersonalData(
  ctx: Context,
  services: Services,
  { person, format, name }: { person: Person; format: Format; name: string },
): Promise<void> {
  const { lang } = ctx.state;
  const data = await personalDataOf(services, person);
  if (format === 'zip') return sendArchive(ctx, services, { data, person, name });
  if (format === 'json') {
    ctx.body = personalJson(services, data, lang);
    return attach(ctx, 'application/json; charset=utf-8', `${name}.json`);
  }
  ctx.body = await personalPdf(services, data, lang);
  attach(ctx, 'application/pdf', `${name}.pdf`);
}
