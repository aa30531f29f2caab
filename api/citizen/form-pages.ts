import type { Zone } from '../../workflows/contract.ts';
import { type Context, newRouter } from '../context.ts';
import { show } from '../page.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { changeDraft, closeHere, discard, draftHere, opened, startDraft } from './drafts.ts';
import { postCheck, showCheck } from './form-check.ts';
import { postPieces, showPieces } from './form-pieces.ts';
import { showStart } from './form-start.ts';
import { showStep } from './form-step.ts';
import { errorsIn, errorsOf, type Step, stepsOf, stopIn, withAnswers, withSeen } from './form-steps.ts';
import { cameToChange, goOn, leadOn, leadTo, pageUrl, sent, type Writing, write } from './form-way.ts';
import { postWholeForm, showWholeForm } from './form-whole.ts';
import { type Posted, withBlock, withoutBlock } from './posted.ts';
import { prefilled } from './prefill.ts';

/** A form, one question a page. What is typed is kept at each page, right or wrong. No script is needed. */
export function formPages(services: Services) {
  return newRouter()
    .get('/demarches/:type', (ctx) => showStart(ctx, services, services.types.current(ctx.params.type)))
    .post('/demarches/:type', (ctx) => begin(ctx, services))
    .get('/demarches/:type/reprendre', (ctx) => write(ctx, services, (writing) => goOn(ctx, writing, services.zone)))
    .get('/demarches/:type/arret', (ctx) => write(ctx, services, (writing) => showStop(ctx, services, writing)))
    .post('/demarches/:type/oubli', (ctx) => forget(ctx, services))
    .get('/demarches/:type/verifier', (ctx) => write(ctx, services, (writing) => showCheck(ctx, services, writing)))
    .post('/demarches/:type/verifier', (ctx) => write(ctx, services, (writing) => postCheck(ctx, services, writing)))
    .get('/demarches/:type/hors-ligne', (ctx) => showWholeForm(ctx, services, services.types.current(ctx.params.type)))
    .post('/demarches/:type/hors-ligne', (ctx) => postWholeForm(ctx, services))
    .get('/demarches/:type/:step', (ctx) => write(ctx, services, (writing) => showPage(ctx, services, writing)))
    .post('/demarches/:type/:step', (ctx) => post(ctx, services));
}

async function begin(ctx: Context, services: Services): Promise<void> {
  const type = services.types.current(ctx.params.type);
  const former = opened(services, type, await draftHere(ctx, services, type));
  if (former) await discard(services, former.id);
  const draft = await startDraft(ctx, services, type, { ...knownOf(ctx), ...prefilled(type.form, ctx.query) });
  goOn(ctx, { type, draft }, services.zone);
}

function showStop(ctx: Context, services: Services, { type, draft }: Writing): void {
  const { lang } = ctx.state;
  const stop = stopIn(type, draft.answers, lang);
  if (!stop) goOn(ctx, { type, draft }, services.zone);
  else
    show(ctx, services, 'form-stop', {
      title: type.title[lang],
      text: stop.text,
      backUrl: pageUrl(type, stop.step.id),
    });
}

function forget(ctx: Context, services: Services): void {
  closeHere(ctx, services, services.types.current(ctx.params.type).id);
  leadTo(ctx, '/brouillon?ferme=oui');
}

function showPage(ctx: Context, services: Services, writing: Writing): unknown {
  const { type, draft } = writing;
  const step = stepOf(ctx, writing);
  if (!step) return leadToKnown(ctx, writing, services.zone);
  if (step.kind === 'pieces') return showPieces(ctx, services, writing, step);
  const isKnown = draft.answers.seen.includes(step.id);
  const errors = isKnown ? errorsOf(step, errorsIn(type, draft.answers, ctx.state.lang, services.zone)) : [];
  return showStep(ctx, services, writing, step, errors);
}

/** A question that other answers have made pointless is passed over; an address of no question is none. */
function leadToKnown(ctx: Context, writing: Writing, zone: Zone): void {
  if (!Object.hasOwn(writing.type.form, ctx.params.step!)) throw new Problem('NOT_FOUND');
  goOn(ctx, writing, zone);
}

const stepOf = (ctx: Context, { type, draft }: Writing) =>
  stepsOf(type, draft.answers).find(({ id }) => id === ctx.params.step);

/** What is typed is kept, also by a browser that has lost its draft: then in a new one. */
async function post(ctx: Context, services: Services): Promise<void> {
  const type = services.types.current(ctx.params.type);
  const row = await draftHere(ctx, services, type);
  if (row?.reference) return sent(ctx, services, row);
  const draft = opened(services, type, row) ?? (await startDraft(ctx, services, type, knownOf(ctx)));
  const step = stepOf(ctx, { type, draft });
  if (!step) return leadToKnown(ctx, { type, draft }, services.zone);
  if (step.kind === 'pieces') return postPieces(ctx, services, { type, draft }, step);
  return postStep(ctx, services, { type, draft }, step);
}

async function postStep(ctx: Context, services: Services, { type, draft }: Writing, step: Step): Promise<void> {
  const form = (ctx.request.body ?? {}) as Posted;
  const [action, index] = (form.action ?? 'next').split(' ');
  const changed = await changeDraft(ctx, services, type, draft.id, (answers) => {
    const kept = withBlocks(step, withAnswers(answers, step, form), action!, Number(index));
    return action === 'next' ? withSeen(kept, step) : kept;
  });
  if (!changed) return leadTo(ctx, pageUrl(type, step.id));
  const writing = { type, draft: changed };
  if (action === 'save') return leadTo(ctx, pageUrl(type, 'brouillon'));
  if (action !== 'next') return leadTo(ctx, pageUrl(type, step.id, cameToChange(ctx)));
  if (stopIn(type, changed.answers, ctx.state.lang)?.step.id === step.id) return leadTo(ctx, pageUrl(type, 'arret'));
  const errors = errorsOf(step, errorsIn(type, changed.answers, ctx.state.lang, services.zone));
  if (errors.length === 0) return leadOn(ctx, writing, step);
  await showStep(ctx, services, writing, step, errors);
  ctx.status = 422;
}

/** One block more or less of a list. */
function withBlocks<Kept extends { posted: Posted }>(step: Step, answers: Kept, action: string, index: number): Kept {
  if (step.kind !== 'question' || step.field.kind !== 'list') return answers;
  const { field, name } = step;
  if (action === 'add') return { ...answers, posted: withBlock(field, name, answers.posted) };
  if (action === 'remove') return { ...answers, posted: withoutBlock(name, index, answers.posted) };
  return answers;
}

/** Who is signed in has told their names already, and perhaps an address. */
function knownOf(ctx: Context): Posted {
  const { account } = ctx.state;
  if (!account) return {};
  const { givenName, familyName, email } = account;
  return { 'citizen.givenName': givenName, 'citizen.familyName': familyName, ...(email && { 'citizen.email': email }) };
}
