import { findRequest } from '../../db/requests.ts';
import { listTasks } from '../../db/worklist.ts';
import { can, visibleServices } from '../auth/policy.ts';
import { agentToken, checkCsrf, requireAgent, setAgentCookie, signIn, signOut } from '../auth/tokens.ts';
import { review, sendDocument } from '../citizen/documents.ts';
import { type Context, newRouter } from '../context.ts';
import { withoutBlanks } from '../forms.ts';
import { show } from '../page.ts';
import { cursorOf, parse, readCursor } from '../parse.ts';
import { Problem, problemText } from '../problems.ts';
import { offeredTypes, serviceNames } from '../public/request-types.ts';
import type { Services } from '../services.ts';
import { answer, answerSchema, claim, findTaskAndRequest, release } from './answering.ts';
import { requestView, worklistRow } from './views.ts';

/** The agent's way through the counter: sign in, pick the task with the least time left, answer it. */
export function agentPages(services: Services) {
  return newRouter()
    .get('/agent/connexion', (ctx) =>
      show(ctx, services, 'sign-in', { email: '', next: nextOf(ctx.query.suite), errors: [] }),
    )
    .post('/agent/connexion', (ctx) => postSignIn(ctx, services))
    .post('/agent/deconnexion', async (ctx) => {
      checkCsrf(ctx, services, formOf(ctx)._csrf);
      await signOut(services, agentToken(ctx) ?? '');
      setAgentCookie(ctx, services, null);
      seeOther(ctx, '/agent/connexion');
    })
    .get('/agent', (ctx) => showWorklist(ctx, services))
    .get('/agent/demandes/:reference', (ctx) => showRequest(ctx, services))
    .get('/agent/demandes/:reference/documents/:id', async (ctx) =>
      sendDocument(ctx, services, await entitled(ctx, services)),
    )
    .post('/agent/demandes/:reference/documents/:id/revue', (ctx) => postReview(ctx, services))
    .post('/agent/taches/:id/reponse', (ctx) => postAnswer(ctx, services))
    .post('/agent/taches/:id/prise', (ctx) => postClaim(ctx, services, claim))
    .post('/agent/taches/:id/remise', (ctx) => postClaim(ctx, services, release));
}

async function postSignIn(ctx: Context, services: Services): Promise<void> {
  const { email = '', password = '', next } = formOf(ctx);
  try {
    // A new token at each sign-in: one that was planted before gains nothing.
    const { token } = await signIn(services, email.trim(), password);
    setAgentCookie(ctx, services, token);
    seeOther(ctx, nextOf(next));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    show(ctx, services, 'sign-in', {
      email,
      next: nextOf(next),
      errors: [{ href: '#email', text: problemText(error.code, ctx.state.lang) }],
    });
    ctx.status = error.status;
  }
}

const pageSize = 50;

async function showWorklist(ctx: Context, services: Services): Promise<void> {
  const agent = requireAgent(ctx);
  const { lang } = ctx.state;
  const query = withoutBlanks(ctx.query) as Record<string, string | undefined>;
  const { q, service, type, assignee, cursor } = query;
  const after = readCursor(cursor);
  const services_ = visibleServices(agent);
  const found = await listTasks(services.db, {
    services: services_,
    q,
    service,
    type,
    assigneeId: assignee === 'me' ? agent.id : undefined,
    limit: pageSize + 1,
    after: after && { dueAt: after.at, id: after.id },
  });
  const tasks = found.slice(0, pageSize);
  const last = tasks.at(-1);
  const names = await serviceNames(services, lang);
  const more = found.length > tasks.length && last !== undefined;
  const rest = new URLSearchParams(
    Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  if (more) rest.set('cursor', cursorOf(last.dueAt, last.id));
  show(ctx, services, 'worklist', {
    filters: {
      q: q ?? '',
      services: services_.map((id) => ({ value: id, label: names.get(id) ?? id, checked: id === service })),
      types: offeredTypes().map((one) => ({ value: one.id, label: one.title[lang], checked: one.id === type })),
      mine: assignee === 'me',
    },
    tasks: tasks.map((task) => worklistRow(task, names, lang)),
    count: more ? `${tasks.length}+` : String(tasks.length),
    nextUrl: more ? `/agent?${rest}` : undefined,
    notice: noticeOf(ctx),
  });
}

async function showRequest(ctx: Context, services: Services): Promise<void> {
  const access = await entitled(ctx, services);
  show(ctx, services, 'request', await requestView(services, access, ctx.state.lang, { notice: noticeOf(ctx) }));
}

async function postAnswer(ctx: Context, services: Services): Promise<void> {
  const agent = requireAgent(ctx);
  const form = formOf(ctx);
  checkCsrf(ctx, services, form._csrf);
  const { task, request } = await findTaskAndRequest(services, ctx.params.id!);
  if (!can(agent, 'see request', request)) throw new Problem('NOT_FOUND');
  try {
    const input = parse(answerSchema, withoutBlanks(form), ctx.state.lang);
    await answer(services, { task, request, agent, key: form.once }, input);
    seeOther(ctx, '/agent?fait=reponse');
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const draft = { answer: form.answer ?? '', reply: form.reply ?? '', note: form.note ?? '' };
    const errors = [{ href: '#answer', text: refusalText(error, ctx) }];
    show(ctx, services, 'request', await requestView(services, { request, agent }, ctx.state.lang, { draft, errors }));
    ctx.status = error.status;
  }
}

async function postReview(ctx: Context, services: Services): Promise<void> {
  const access = await entitled(ctx, services);
  const form = formOf(ctx);
  checkCsrf(ctx, services, form._csrf);
  const accepted = form.accepted === 'true';
  const reason = form.reason?.trim() || undefined;
  if (!accepted && !reason) {
    const text = {
      fr: 'Donnez la raison du refus : la personne la lira.',
      en: 'Give the reason: the person will read it.',
    }[ctx.state.lang];
    const errors = [{ href: `#reason-${ctx.params.id}`, text }];
    show(ctx, services, 'request', await requestView(services, access, ctx.state.lang, { errors }));
    ctx.status = 422;
    return;
  }
  await review(services, access, { id: ctx.params.id!, accepted, reason });
  seeOther(ctx, `/agent/demandes/${access.request.reference}?fait=revue`);
}

async function postClaim(ctx: Context, services: Services, act: typeof claim): Promise<void> {
  const agent = requireAgent(ctx);
  checkCsrf(ctx, services, formOf(ctx)._csrf);
  const { request } = await findTaskAndRequest(services, ctx.params.id!);
  if (!can(agent, 'see request', request)) throw new Problem('NOT_FOUND');
  try {
    await act(services, ctx.params.id!, agent);
    seeOther(ctx, `/agent/demandes/${request.reference}`);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const errors = [{ href: '#answer', text: refusalText(error, ctx) }];
    show(ctx, services, 'request', await requestView(services, { request, agent }, ctx.state.lang, { errors }));
    ctx.status = error.status;
  }
}

/** @throws Problem SIGN_IN_REQUIRED, NOT_FOUND for a request of another sector as for none */
async function entitled(ctx: Context, services: Services) {
  const agent = requireAgent(ctx);
  const request = await findRequest(services.db, { reference: ctx.params.reference! });
  if (!request || !can(agent, 'see request', request)) throw new Problem('NOT_FOUND');
  return { request, agent };
}

function refusalText(problem: Problem, ctx: Context): string {
  const text = problemText(problem.code === 'INVALID' ? 'ANSWER_UNKNOWN' : problem.code, ctx.state.lang);
  const winner = problem.extra.answeredBy ?? problem.extra.assignee;
  return winner ? `${text} (${winner})` : text;
}

const notices = {
  reponse: { fr: 'Réponse enregistrée.', en: 'Answer recorded.' },
  revue: { fr: 'Document examiné.', en: 'Document reviewed.' },
} as const;

function noticeOf(ctx: Context): string | undefined {
  return notices[ctx.query.fait as keyof typeof notices]?.[ctx.state.lang];
}

/** A page of ours to go on with; anything else, such as another site's address, becomes the worklist. */
function nextOf(asked: unknown): string {
  return typeof asked === 'string' && /^\/agent(?:[/?][^\\]*)?$/.test(asked) ? asked : '/agent';
}

const formOf = (ctx: Context) => (ctx.request.body ?? {}) as Record<string, string>;

function seeOther(ctx: Context, url: string): void {
  ctx.redirect(url);
  ctx.status = 303;
}
