import { listInterventions } from '../../db/interventions.ts';
import { unseal } from '../../db/secrets.ts';
import type { ErrorLink, Language } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { findRequestType } from '../../workflows/request-types/index.ts';
import { canAnswer, visitedServices } from '../auth/policy.ts';
import { maySee } from '../auth/sight.ts';
import { requireAgent } from '../auth/tokens.ts';
import { idOf } from '../citizen/form-view.ts';
import { type Received, readMultipart } from '../citizen/multipart.ts';
import { type Context, newRouter } from '../context.ts';
import { withoutBlanks } from '../forms.ts';
import { allowScript, show } from '../page.ts';
import { parse } from '../parse.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { findTaskAndRequest, release } from './answering.ts';
import { keepPhotos, report, reportSchema, start, type Visit } from './intervention-report.ts';
import {
  agentsPieces,
  interventionUrl,
  interventionView,
  photoField,
  roundView,
  type TypedReport,
} from './intervention-view.ts';
import { isProgram, tell, tellRefusal } from './kept-answer.ts';
import { refusals } from './refusals.ts';
import { seeOther } from './request-page.ts';

const round = '/agent/interventions';
/** More than anybody visits in a day, and few enough to be kept on a telephone. */
const roundLength = 100;

/** A technician's round on a telephone. Its forms may be sent later, once, by the queue that the device keeps. */
export function interventionPages(services: Services) {
  return newRouter()
    .get(round, (ctx) => showRound(ctx, services))
    .get(`${round}/:id`, async (ctx) => showIntervention(ctx, services, await visitOf(ctx, services)))
    .post(`${round}/:id`, (ctx) => take(ctx, services, postReport))
    .post(`${round}/:id/debut`, (ctx) => take(ctx, services, postStart))
    .post(`${round}/:id/remise`, (ctx) => take(ctx, services, postRelease));
}

async function showRound(ctx: Context, services: Services): Promise<void> {
  const visited = visitedServices(requireAgent(ctx));
  if (visited.length === 0) throw new Problem('FORBIDDEN');
  const { lang } = ctx.state;
  allowScript(ctx);
  show(
    ctx,
    services,
    'interventions',
    roundView(services, await listInterventions(services.db, visited, roundLength), lang, noticeOf(ctx)),
  );
}

/** @throws Problem SIGN_IN_REQUIRED, FORBIDDEN; NOT_FOUND for what is another service's as for none */
async function visitOf(ctx: Context, services: Services): Promise<Visit> {
  const agent = requireAgent(ctx);
  const { task, request } = await findTaskAndRequest(services, ctx.params.id!);
  if (task.kind !== 'intervention' || !(await maySee(services.db, agent, request))) throw new Problem('NOT_FOUND');
  if (!canAnswer(agent, task)) throw new Problem('FORBIDDEN');
  return { task, request, agent };
}

async function showIntervention(
  ctx: Context,
  services: Services,
  { task, request, agent }: Visit,
  typed: TypedReport = { notice: noticeOf(ctx) },
): Promise<void> {
  allowScript(ctx);
  const view = await interventionView(services, { id: task.id, request, agent }, typed, ctx.state.lang);
  show(ctx, services, 'intervention', view, interventionUrl(task.id));
}

/** A form as it came, from a page or from the queue of a device. */
interface Sent extends Visit {
  fields: Record<string, string>;
  received: Received[];
  key: string | undefined;
}

/** Reads a form and acts on it; what a queue has sent is answered in words that it can show. */
async function take(
  ctx: Context,
  services: Services,
  act: (ctx: Context, services: Services, sent: Sent) => Promise<keyof typeof notices>,
): Promise<void> {
  try {
    const visit = await visitOf(ctx, services);
    const sent = await readSent(ctx, services, visit);
    const notice = await act(ctx, services, sent).catch((error) => showFault(ctx, services, sent, error));
    if (!notice) return;
    const url = notice === 'photos' ? `${interventionUrl(visit.task.id)}?fait=photos` : `${round}?fait=${notice}`;
    if (isProgram(ctx)) tell(ctx, notices[notice][ctx.state.lang], url);
    else seeOther(ctx, url);
  } catch (error) {
    if (!(error instanceof Problem) || !isProgram(ctx)) throw error;
    const isOut = error.code === 'SIGN_IN_REQUIRED';
    const url = error.status === 401 ? `/agent/connexion?suite=${round}` : round;
    tellRefusal(ctx, error, url, isOut ? signInFirst[ctx.state.lang] : undefined);
  }
}

const signInFirst = {
  fr: 'Connectez-vous : cela partira ensuite.',
  en: 'Sign in: it will be sent then.',
};

async function readSent(ctx: Context, services: Services, visit: Visit): Promise<Sent> {
  const names = agentsPieces(findRequestType(visit.request.type, visit.request.revision)).map(photoField);
  const fileKey = unseal(services.key, visit.request.fileKeySealed);
  const wanted = { field: (name: string) => names.includes(name), atMost: 10 };
  const { fields, received } = await readMultipart(ctx, services, fileKey, wanted);
  const key = ctx.get('idempotency-key') || undefined;
  // What waited on a device may outlive the session: whoever is signed in now must be the one who wrote it.
  if (key && fields.agent !== visit.agent.id) {
    for (const { file } of received) await file.drop();
    throw new Problem('WRITTEN_BY_ANOTHER');
  }
  return { ...visit, fields, received, key };
}

async function postStart(_: Context, services: Services, sent: Sent): Promise<'debut'> {
  await start(services, sent);
  return 'debut';
}

async function postRelease(_: Context, services: Services, { task, agent }: Sent): Promise<'remise'> {
  await release(services, task.id, agent);
  return 'remise';
}

async function postReport(ctx: Context, services: Services, sent: Sent): Promise<'compte-rendu' | 'photos'> {
  const { fields, received, key } = sent;
  const { lang } = ctx.state;
  const faults = await keepPhotos(services, sent, received, lang);
  if (Object.keys(faults).length > 0) {
    const errors = Object.entries(faults).map(([piece, message]) => ({ field: photoField(piece), message }));
    throw new Problem('INVALID', { errors, faults });
  }
  if (fields.action === 'photos') return 'photos';
  const { answer, reason, note } = fields;
  // A reason that was chosen before the work was done after all is none.
  const said = { answer, note, ...(answer !== 'done' && { reason }) };
  await report(services, sent, parse(reportSchema, withoutBlanks(said), lang), { key, lang });
  return 'compte-rendu';
}

/** The page once more, with what was typed; the photos that could be taken are on it. */
async function showFault(ctx: Context, services: Services, sent: Sent, error: unknown): Promise<undefined> {
  if (!(error instanceof Problem)) throw error;
  const { fields, request, task } = sent;
  const type = findRequestType(request.type, request.revision);
  const errors = faultsOf(error, type, ctx.state.lang, services.zone);
  if (isProgram(ctx)) {
    const text = errors.map((one) => one.text).join(' ');
    return tellRefusal(ctx, error, interventionUrl(task.id), text);
  }
  const { answer, reason, note } = fields;
  const faults = error.extra.faults as TypedReport['faults'];
  await showIntervention(ctx, services, sent, { answer, reason, note, errors, ...(faults && { faults }) });
  ctx.status = error.status;
}

function faultsOf(error: Problem, type: RequestType, lang: Language, zone: Zone): ErrorLink[] {
  if (error.code !== 'PIECES_MISSING')
    return refusals(error, type, lang, zone, '#main').map(({ href, text }) => ({
      href: `#${idOf(href.slice(1))}`,
      text,
    }));
  return (error.extra.missing as string[]).map((piece) => {
    const title = type.pieces[piece]!.title[lang];
    const text = { fr: `Ajoutez d’abord : ${title}.`, en: `First add: ${title}.` }[lang];
    return { href: `#${idOf(photoField(piece))}`, text };
  });
}

const notices = {
  debut: { fr: 'Intervention commencée.', en: 'Visit started.' },
  remise: { fr: 'Intervention remise dans la liste.', en: 'Visit put back on the list.' },
  photos: { fr: 'Photos reçues.', en: 'Photos received.' },
  'compte-rendu': { fr: 'Compte rendu enregistré.', en: 'Report recorded.' },
} as const;

const noticeOf = (ctx: Context) => notices[ctx.query.fait as keyof typeof notices]?.[ctx.state.lang];
