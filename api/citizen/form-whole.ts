/** A whole form on one page: it can be filled in without a line, and sent later, once. Its key makes its draft. */
import { randomUUID } from 'node:crypto';
import { type DraftRow, findDraft } from '../../db/drafts.ts';
import { findRequest } from '../../db/requests.ts';
import { unseal } from '../../db/secrets.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { follow } from '../auth/tokens.ts';
import type { Context } from '../context.ts';
import { allowScript, show } from '../page.ts';
import { Problem } from '../problems.ts';
import { noticeOf } from '../rights/processing.ts';
import type { Services } from '../services.ts';
import { withConditions } from './condition-words.ts';
import { changeDraft, draftOfSending, opened, openHere } from './drafts.ts';
import { confirmationOf, fileDraft, postCheck } from './form-check.ts';
import { type Faults, formPieces, keepFiles, showPieces, taken, wantedFiles } from './form-pieces.ts';
import { type Answers, firstToDo, piecesStep, stepsOf } from './form-steps.ts';
import { citizenView, fieldsView } from './form-view.ts';
import { pageUrl, sent, type Writing } from './form-way.ts';
import { readMultipart } from './multipart.ts';
import { type Posted, withEmptyBlocks } from './posted.ts';

/** The same for everybody, whoever is signed in: a browser keeps it for the time without a line. */
export async function showWholeForm(ctx: Context, services: Services, type: RequestType): Promise<void> {
  const { lang } = ctx.state;
  const nothing = { lang, posted: withEmptyBlocks(type.form, {}), errors: [] };
  allowScript(ctx);
  show(ctx, services, 'form-whole', {
    title: type.title[lang],
    action: pageUrl(type, 'hors-ligne'),
    backUrl: `/demarches/${type.id}`,
    key: randomUUID(),
    fields: withConditions(type.form, fieldsView(type.form, nothing), lang),
    pieces: formPieces(type, lang),
    ...taken(lang),
    citizen: citizenView(nothing),
    processing: await noticeOf(services, type, lang),
  });
  // Who comes back to it after sending finds the same key, and so the same confirmation.
  ctx.set('Cache-Control', 'private, no-cache');
}

/**
 * Keeps what was typed as a draft, files too, and files it when all is right. A program is told what became of it as
 * `{ text, url }`; a browser is led there.
 */
export async function postWholeForm(ctx: Context, services: Services): Promise<unknown> {
  const type = services.types.current(ctx.params.type);
  const row = await draftOfSending(ctx, services, type, keyOf(ctx));
  const draft = opened(services, type, row);
  if (!draft) return tellFiled(ctx, services, row);
  const wanted = { ...wantedFiles(type), fields: { atMost: 300, bytes: 100_000 } };
  const { fields, received } = await readMultipart(ctx, services, draft.fileKey, wanted);
  const faults = await keepFiles(services, { type, draft }, received, ctx.state.lang);
  const changed = await changeDraft(ctx, services, type, draft.id, (answers) =>
    // Sent again: what was mended meanwhile stays.
    answers.seen.length > 0 ? answers : answersOf(type, fields, faults),
  );
  if (!changed) return tellFiled(ctx, services, await findDraft(services.db, { id: draft.id }));
  const writing = { type, draft: changed };
  return isProgram(ctx)
    ? fileForProgram(ctx, services, writing, faults)
    : fileForBrowser(ctx, services, writing, faults);
}

/** Each sending has one, and it alone brings back what became of it: nobody else can know it. */
function keyOf(ctx: Context): string {
  const key = ctx.get('idempotency-key') || ctx.query.cle;
  if (typeof key !== 'string' || !/^[\da-f-]{36}$/i.test(key)) throw new Problem('INVALID');
  return key;
}

const isProgram = (ctx: Context) => ctx.accepts('html', 'json') === 'json';

/** All pages have been seen; that of the files comes again when one could not be taken. */
function answersOf(type: RequestType, fields: Posted, faults: Faults): Answers {
  const posted = Object.fromEntries(Object.entries(fields).filter(([name]) => /^(fields|citizen)\./.test(name)));
  const steps = stepsOf(type, { posted, seen: [] }).map(({ id }) => id);
  return { posted, seen: hasAny(faults) ? steps.filter((id) => id !== piecesStep) : steps };
}

async function fileForBrowser(ctx: Context, services: Services, writing: Writing, faults: Faults): Promise<unknown> {
  const { type, draft } = writing;
  openHere(ctx, services, type.id, draft.id);
  const step = stepsOf(type, draft.answers).find(({ id }) => id === piecesStep);
  if (!step || !hasAny(faults)) return postCheck(ctx, services, writing);
  await showPieces(ctx, services, writing, step, faults);
  ctx.status = 422;
  return undefined;
}

/** What is reported nearby is asked of nobody: who sends later is not there to answer, and agents join what is the same. */
async function fileForProgram(ctx: Context, services: Services, writing: Writing, faults: Faults): Promise<void> {
  const { type, draft } = writing;
  if (firstToDo(type, draft.answers, ctx.state.lang, services.zone)) {
    tell(ctx, toMend(writing, faults)[ctx.state.lang], `/brouillon/${draft.code}`);
    return;
  }
  try {
    await fileDraft(ctx, services, writing, true);
  } catch (error) {
    // The same sending was quicker by another way.
    if (!(error instanceof Problem && error.code === 'IDEMPOTENCY_KEY_REUSED')) throw error;
  }
  await tellFiled(ctx, services, await findDraft(services.db, { id: draft.id }));
}

function toMend({ draft }: Writing, faults: Faults) {
  const files = [...new Set(Object.values(faults))].map((fault) => ` ${fault}`).join('');
  return {
    fr: `Il reste quelque chose à corriger.${files} Vos réponses sont gardées dans un brouillon, dont le code est ${draft.code}.`,
    en: `Something has to be put right.${files} Your answers are kept in a draft, whose code is ${draft.code}.`,
  };
}

/** @throws Problem IDEMPOTENCY_KEY_REUSED for one that became no request in sixty days */
async function tellFiled(ctx: Context, services: Services, row?: DraftRow): Promise<void> {
  if (!row?.reference) throw new Problem('IDEMPOTENCY_KEY_REUSED');
  if (!isProgram(ctx)) return sent(ctx, services, row);
  const request = await findRequest(services.db, { reference: row.reference });
  const code = unseal(services.key, request!.trackingSealed).toString();
  if (!ctx.state.account) follow(ctx, services, request!.id);
  const text = {
    fr: `Envoyé\u00a0: c’est la demande ${row.reference}. Code de suivi\u00a0: ${code}.`,
    en: `Sent: it is request ${row.reference}. Tracking code: ${code}.`,
  }[ctx.state.lang];
  tell(ctx, text, confirmationOf({ reference: row.reference }));
}

function tell(ctx: Context, text: string, url: string): void {
  ctx.set('Cache-Control', 'no-store');
  ctx.body = { text, url };
}

const hasAny = (faults: Faults) => Object.keys(faults).length > 0;
