import { draftDocumentsOf } from '../../db/draft-documents.ts';
import { findDraft } from '../../db/drafts.ts';
import { answersOf } from '../../templates/answers.ts';
import type { FormCheckView } from '../../templates/pages/form-view.ts';
import type { Zone } from '../../workflows/contract.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { follow } from '../auth/tokens.ts';
import type { Context } from '../context.ts';
import { withoutBlanks } from '../forms.ts';
import { show } from '../page.ts';
import { Problem, problemText, sayWhenToRetry } from '../problems.ts';
import { nearReportViews } from '../public/nearby.ts';
import { noticeOf } from '../rights/processing.ts';
import type { Services } from '../services.ts';
import { type Filed, file, requestSchema } from './filing.ts';
import { firstToDo, type Step, stepsOf, stopIn } from './form-steps.ts';
import { citizenView } from './form-view.ts';
import { leadTo, pageUrl, sent, type Writing } from './form-way.ts';
import { bodyOf, type Posted } from './posted.ts';

type Row = FormCheckView['rows'][number];

/** All answers, each with the way to change it; a page that has something to do comes first. */
export async function showCheck(
  ctx: Context,
  services: Services,
  writing: Writing,
  errors: readonly string[] = [],
): Promise<void> {
  if (leadToFault(ctx, writing, services.zone)) return;
  const { lang } = ctx.state;
  const { type, draft } = writing;
  const steps = stepsOf(type, draft.answers);
  show(ctx, services, 'form-check', {
    title: type.title[lang],
    action: pageUrl(type, 'verifier'),
    backUrl: pageUrl(type, steps.at(-1)!.id),
    draftUrl: pageUrl(type, 'brouillon'),
    rows: await Promise.all(steps.map((step) => rowOf(ctx, services, writing, step))),
    errors: errors.map((text) => ({ href: '#main', text })),
    processing: await noticeOf(services, type, lang),
  });
}

/** Files the request, once: who sends it again, from here or from another window, sees the same confirmation. */
export async function postCheck(ctx: Context, services: Services, writing: Writing): Promise<void> {
  if (leadToFault(ctx, writing, services.zone)) return;
  const { type, draft } = writing;
  const input = bodyOf(type, draft.answers.posted);
  const { different } = (ctx.request.body ?? {}) as Posted;
  if (!different && (await showNearReports(ctx, services, type, input))) return;
  try {
    leadTo(ctx, confirmationOf(await fileDraft(ctx, services, writing)));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.code === 'TOO_MANY_CALLS') return tellToWait(ctx, services, writing, error);
    if (error.code !== 'IDEMPOTENCY_KEY_REUSED') throw error;
    const row = await findDraft(services.db, { id: draft.id });
    if (row?.reference) sent(ctx, services, row);
    else leadTo(ctx, `/demarches/${type.id}?brouillon=absent`);
  }
}

/** @throws what `file` throws, and Problem TOO_MANY_CALLS */
export async function fileDraft(
  ctx: Context,
  services: Services,
  { type, draft }: Writing,
  untimed = false,
): Promise<Filed> {
  await services.limits.file(ctx);
  const { lang, account } = ctx.state;
  const input = bodyOf(type, draft.answers.posted);
  const { body } = await file(services, { input, lang, account, key: draft.id, draft: draft.id, untimed });
  // An account has it already, and after signing out no longer.
  if (!account) follow(ctx, services, body.id);
  return body;
}

export const confirmationOf = ({ reference }: Pick<Filed, 'reference'>) => `/suivi/${reference}/confirmation`;

async function tellToWait(ctx: Context, services: Services, writing: Writing, problem: Problem): Promise<void> {
  await showCheck(ctx, services, writing, [problemText(problem.code, ctx.state.lang)]);
  ctx.status = problem.status;
  sayWhenToRetry(ctx, problem);
}

/** What others have reported nearby; the citizen says whether it is the same. False where there is nothing near. */
async function showNearReports(ctx: Context, services: Services, type: RequestType, input: unknown): Promise<boolean> {
  const checked = requestSchema(type, services.zone).safeParse(withoutBlanks(input));
  if (!checked.success) return false;
  const { lang } = ctx.state;
  const reports = await nearReportViews(services, type, checked.data.fields, lang);
  if (reports.length === 0) return false;
  const view = { title: type.title[lang], reports, action: pageUrl(type, 'verifier') };
  show(ctx, services, 'near-reports', view, pageUrl(type, 'verifier'));
  return true;
}

function leadToFault(ctx: Context, { type, draft }: Writing, zone: Zone): boolean {
  const { lang } = ctx.state;
  const fault = firstToDo(type, draft.answers, lang, zone);
  if (stopIn(type, draft.answers, lang)) leadTo(ctx, pageUrl(type, 'arret'));
  else if (fault) leadTo(ctx, pageUrl(type, fault.id, true));
  else return false;
  return true;
}

async function rowOf(ctx: Context, services: Services, { type, draft }: Writing, step: Step): Promise<Row> {
  const { lang, account } = ctx.state;
  const changeUrl = pageUrl(type, step.id, true);
  const body = withoutBlanks(bodyOf(type, draft.answers.posted)) as { fields: Record<string, unknown> };
  switch (step.kind) {
    case 'question': {
      const { id, field } = step;
      const answers = answersOf({ form: { [id]: field } }, body.fields, lang);
      const isOne = field.kind !== 'group' && field.kind !== 'list';
      return { title: field.title[lang], lines: isOne ? answers.map(({ value }) => ({ value })) : answers, changeUrl };
    }
    case 'contact': {
      // Whoever signed in after typing another name sees under which one it will be sent.
      const views = citizenView({ lang, posted: draft.answers.posted, errors: [], account });
      const lines = views.flatMap(({ label, value = '' }) =>
        value.trim() === '' ? [] : [{ label, value: value.trim() }],
      );
      return { title: titles.contact[lang], lines, changeUrl };
    }
    case 'pieces': {
      const files = await draftDocumentsOf(services.db, draft.id);
      const lines = files.map(({ piece, fileName }) => ({
        label: type.pieces[piece]?.title[lang] ?? piece,
        value: fileName,
      }));
      const later = { value: titles.later[lang] };
      return { title: titles.pieces[lang], lines: lines.length > 0 ? lines : [later], changeUrl };
    }
  }
}

const titles = {
  contact: { fr: 'Vos coordonnées', en: 'Your contact details' },
  pieces: { fr: 'Documents joints', en: 'Documents added' },
  later: { fr: 'Plus tard, en ligne ou par courrier', en: 'Later, online or by post' },
};
