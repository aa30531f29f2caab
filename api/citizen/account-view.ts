import { type AccountRequestRow, requestsOfAccount } from '../../db/account-requests.ts';
import type { AccountRow } from '../../db/accounts.ts';
import { longDate } from '../../templates/format.ts';
import type { AccountRequestView, AccountView } from '../../templates/pages/account-view.ts';
import { citizenName } from '../../templates/request-words.ts';
import type { ErrorLink, Language } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import { civilDate } from '../../workflows/kit/calendar.ts';
import { wordsOf } from '../../workflows/kit/words.ts';
import { findRequestType } from '../../workflows/request-types/index.ts';
import type { Identity } from '../auth/identity.ts';
import type { Context } from '../context.ts';
import type { Services } from '../services.ts';
import { accountDrafts } from './account-drafts.ts';

/** The account's page. @param typed to add a request, and why it was not taken */
export async function accountView(
  ctx: Context,
  services: Services,
  identity: Identity,
  account: AccountRow,
  { reference = '', errors = [], notice }: { reference?: string; errors?: ErrorLink[]; notice?: string | undefined },
): Promise<AccountView> {
  const { lang } = ctx.state;
  const [requests, drafts] = await Promise.all([
    requestsOfAccount(services.db, account.id),
    accountDrafts(ctx, services, account),
  ]);
  return {
    name: citizenName(account),
    email: account.email ?? undefined,
    identity: identity.name,
    requests: requests.map((request) => requestView(request, lang, services.zone)),
    drafts,
    reference,
    errors,
    notice,
  };
}

function requestView(request: AccountRequestRow, lang: Language, zone: Zone): AccountRequestView {
  const type = findRequestType(request.type, request.revision);
  return {
    title: type.title[lang],
    reference: request.reference,
    url: `/suivi/${request.reference}`,
    status: wordsOf(type, request.outcome ?? request.step)[lang],
    ended: request.status === 'ended',
    waitingFor: whoActs(request, lang),
    receivedOn: longDate(civilDate(request.receivedAt, zone), lang),
    endedOn: request.endedAt ? longDate(civilDate(request.endedAt, zone), lang) : undefined,
  };
}

function whoActs({ waitingFor, serviceNameFr, serviceNameEn }: AccountRequestRow, lang: Language): string {
  const words = {
    citizen: { fr: 'Vous', en: 'You' },
    agent: { fr: `Le service ${serviceNameFr}`, en: `The service ${serviceNameEn}` },
    nobody: { fr: 'Personne pour le moment', en: 'Nobody for the moment' },
  };
  return words[waitingFor][lang];
}
