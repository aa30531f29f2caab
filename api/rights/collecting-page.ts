/** « Rassembler les données » : whose requests are the person's is confirmed one by one; what they hold is not shown. */
import { type PossibleRequest, possibleRequests } from '../../db/collecting.ts';
import { newId } from '../../db/ids.ts';
import type { TaskRow } from '../../db/worklist.ts';
import { tasksOf } from '../../db/worklist.ts';
import { dateAndTime, longDate } from '../../templates/format.ts';
import type { CollectingView } from '../../templates/pages/rights-view.ts';
import { citizenName } from '../../templates/request-words.ts';
import type { ErrorLink, Language } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import { civilDate } from '../../workflows/kit/calendar.ts';
import { europeanPeriod } from '../../workflows/kit/legal-clocks.ts';
import { findRequestType } from '../../workflows/request-types/index.ts';
import { entitled } from '../agent/request-page.ts';
import type { AgentAccess } from '../agent/views.ts';
import { canAnswer } from '../auth/policy.ts';
import { isSealed, sectorOf } from '../auth/sectors.ts';
import type { Context } from '../context.ts';
import { show } from '../page.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { askingView } from './asking-view.ts';
import { isConfirmable } from './confirming.ts';
import { type Basis, type Right, rights } from './matrix.ts';
import { collectedFor } from './personal-data.ts';
import { basisWords, refusalOf } from './words.ts';

/** Once the identity is certain, and while the answer is prepared. */
const steps = ['preparing the answer', 'preparing the answer, extended'];

export const mayCollect = ({ request, agent }: AgentAccess, tasks: readonly TaskRow[]) =>
  request.type === 'personal-data' &&
  tasks.some((task) => task.state === 'open' && steps.includes(task.name) && canAnswer(agent, task));

/** @throws Problem SIGN_IN_REQUIRED, NOT_FOUND, FORBIDDEN */
export async function collectingAccess(ctx: Context, services: Services): Promise<AgentAccess> {
  const access = await entitled(ctx, services);
  if (!mayCollect(access, await tasksOf(services.db, access.request.id))) throw new Problem('FORBIDDEN');
  return access;
}

export async function showCollecting(
  ctx: Context,
  services: Services,
  typed?: { text: string; chosen: readonly string[]; errors: ErrorLink[] },
): Promise<void> {
  const { request } = await collectingAccess(ctx, services);
  const { lang } = ctx.state;
  const [possible, collection, asking] = await Promise.all([
    possibleRequests(services.db, request.id),
    collectedFor(services, request),
    askingView(services, request, typed, lang),
  ]);
  const received = civilDate(request.receivedAt, services.zone);
  const base = `/agent/demandes/${request.reference}`;
  show(ctx, services, 'collecting', {
    reference: request.reference,
    backUrl: base,
    action: `${base}/donnees`,
    person: [citizenName(request), request.email, request.phone].filter(Boolean).join(', '),
    dueOn: longDate(europeanPeriod(received, '1 month', services.zone), lang),
    extendedOn: longDate(europeanPeriod(received, '3 months', services.zone), lang),
    requests: possible
      .filter(({ id }) => id !== request.id)
      .map((one) => requestView(one, collection?.requests ?? [], lang, services.zone)),
    address: request.email ?? undefined,
    withAddress: collection ? collection.address !== null : false,
    sent: collection && {
      at: dateAndTime(collection.at, lang, services.zone),
      until: longDate(civilDate(collection.until, services.zone), lang),
    },
    refusals: refusalsOf(request.fields.right, lang),
    asking,
    once: newId(),
    errors: typed?.errors ?? [],
    notice: done[ctx.query.fait as keyof typeof done]?.[lang],
  });
}

function requestView(
  one: PossibleRequest,
  chosen: readonly string[],
  lang: Language,
  zone: Zone,
): CollectingView['requests'][number] {
  const same = (Object.keys(sameWords) as (keyof typeof sameWords)[]).filter((name) => one[name]);
  return {
    id: one.id,
    reference: one.reference,
    title: findRequestType(one.type, one.revision).title[lang],
    receivedOn: longDate(civilDate(one.receivedAt, zone), lang),
    same: same.map((name) => sameWords[name][lang]).join(', '),
    sealed: isSealed(sectorOf(one)),
    confirmable: isConfirmable(one),
    checked: chosen.includes(one.id),
  };
}

/** The words of a refusal, for each basis on which the right that is asked for is not there. */
function refusalsOf(asked: unknown, lang: Language): CollectingView['refusals'] {
  const right = rights.find((one) => one === asked);
  if (!right) return [];
  return (Object.keys(basisWords) as Basis[]).flatMap((basis) => {
    const text = refusalOf(right satisfies Right, basis, lang);
    return text === undefined ? [] : [{ title: basisWords[basis][lang], text }];
  });
}

const sameWords = {
  sameAccount: { fr: 'même compte', en: 'same account' },
  sameEmail: { fr: 'même courriel', en: 'same email' },
  samePhone: { fr: 'même téléphone', en: 'same telephone' },
  sameName: { fr: 'même nom', en: 'same name' },
};
const done = {
  donnees: {
    fr: 'Les données sont à la disposition de la personne sur sa page de suivi.',
    en: 'The data are there for the person to take on the follow-up page.',
  },
  demande: { fr: 'Les services sont prévenus.', en: 'The services have been told.' },
};
