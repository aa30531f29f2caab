/** Requests that are being written: begun, kept at each page, opened by the browser that began them, by their code or by an account. */
import { randomBytes } from 'node:crypto';
import {
  addDraft,
  type DraftRow,
  emptyOldDrafts,
  findDraft,
  forgetDraft,
  keepDraft,
  lockDraft,
} from '../../db/drafts.ts';
import { keyedId, newId } from '../../db/ids.ts';
import { newTrackingCode, seal, trackingHashOf, unseal } from '../../db/secrets.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { clearCookie, openSealed, setSealed } from '../auth/cookies.ts';
import type { Context } from '../context.ts';
import type { Services } from '../services.ts';
import type { Answers } from './form-steps.ts';
import type { Posted } from './posted.ts';

const dayMs = 86_400_000;
/** A draft is kept for so long after its last change; what became of it is told for as long again. */
const keptDays = 60;
/** A computer may be another's next week. */
const draftCookie = 'guichet_brouillon';
const openForMs = 7 * dayMs;
/** Each form that is begun removes so many of those that nobody came back to. */
const emptiedAtOnce = 20;

export interface Draft {
  id: string;
  code: string;
  answers: Answers;
  fileKey: Buffer;
  startedAt: Date;
  updatedAt: Date;
  expiresAt: Date;
  accountId: string | null;
}

/** Begins one for this browser. @param known what is known of the writer already, as `citizen.givenName` */
export async function startDraft(
  ctx: Context,
  services: Services,
  type: RequestType,
  known: Posted = {},
): Promise<Draft> {
  const draft = await addNew(ctx, services, type, newId(), known);
  openHere(ctx, services, type.id, draft.id);
  return draft;
}

/** The draft of one sending, begun when it first arrives: who sends it again, even at the same moment, finds it. */
export async function draftOfSending(
  ctx: Context,
  services: Services,
  type: RequestType,
  key: string,
): Promise<DraftRow> {
  const id = keyedId(services.key, `draft ${type.id} ${key}`);
  const find = () => findDraft(services.db, { id });
  const found = await find();
  if (found) return found;
  await addNew(ctx, services, type, id);
  return (await find())!;
}

async function addNew(
  ctx: Context,
  services: Services,
  type: RequestType,
  id: string,
  known: Posted = {},
): Promise<Draft> {
  await removeOldDrafts(services);
  const now = new Date();
  const draft: Draft = {
    id,
    code: newTrackingCode(),
    answers: { posted: known, seen: [] },
    fileKey: randomBytes(32),
    startedAt: now,
    updatedAt: now,
    expiresAt: new Date(now.getTime() + keptDays * dayMs),
    accountId: ctx.state.account?.id ?? null,
  };
  await addDraft(services.db, {
    ...draft,
    type: type.id,
    revision: type.revision,
    language: ctx.state.lang,
    codeHash: trackingHashOf(draft.code),
    codeSealed: seal(services.key, Buffer.from(draft.code)),
    answersSealed: sealAnswers(services, draft.answers),
    fileKeySealed: seal(services.key, draft.fileKey),
  });
  return draft;
}

/** What the browser has begun of a type: a draft, or what became of one. */
export async function draftHere(ctx: Context, services: Services, type: RequestType): Promise<DraftRow | undefined> {
  const id = draftsHere(ctx, services)[type.id];
  return id === undefined ? undefined : findDraft(services.db, { id });
}

/** Undefined for one that is filed or has expired. */
export function opened(services: Services, type: RequestType, row: DraftRow | undefined): Draft | undefined {
  if (!row?.codeSealed || !row.answersSealed || !row.fileKeySealed || row.expiresAt < new Date()) return undefined;
  const { id, startedAt, updatedAt, expiresAt, accountId, revision } = row;
  const answers: Answers = JSON.parse(unseal(services.key, row.answersSealed).toString());
  return {
    id,
    code: unseal(services.key, row.codeSealed).toString(),
    // The questions may be others since: each page is shown once more.
    answers: revision === type.revision ? answers : { ...answers, seen: [] },
    fileKey: unseal(services.key, row.fileKeySealed),
    startedAt,
    updatedAt,
    expiresAt,
    accountId,
  };
}

/**
 * Changes what a draft holds. Of two pages sent at once each keeps its own answers.
 *
 * @returns undefined when it has been filed or has expired meanwhile
 */
export async function changeDraft(
  ctx: Context,
  services: Services,
  type: RequestType,
  id: string,
  change: (answers: Answers) => Answers,
): Promise<Draft | undefined> {
  return services.db.transaction(async (on) => {
    const now = new Date();
    const draft = opened(services, type, await lockDraft(on, id, now));
    if (!draft) return undefined;
    const answers = change(draft.answers);
    const expiresAt = new Date(now.getTime() + keptDays * dayMs);
    await keepDraft(on, {
      id,
      revision: type.revision,
      language: ctx.state.lang,
      answersSealed: sealAnswers(services, answers),
      at: now,
      expiresAt,
    });
    return { ...draft, answers, updatedAt: now, expiresAt };
  });
}

/** Throws a draft away whose writer begins again. */
export async function discard(services: Services, id: string): Promise<void> {
  for (const file of await forgetDraft(services.db, id)) await services.store.remove(file);
}

async function removeOldDrafts({ db, store }: Services): Promise<void> {
  const now = new Date();
  const since = new Date(now.getTime() - keptDays * dayMs);
  for (const file of await emptyOldDrafts(db, { now, since, atMost: emptiedAtOnce })) await store.remove(file);
}

/** Lets this browser go on with a draft. */
export function openHere(ctx: Context, services: Services, type: string, id: string): void {
  const others = Object.entries(draftsHere(ctx, services)).filter(([other]) => other !== type);
  setSealed(ctx, services, draftCookie, Object.fromEntries([[type, id], ...others].slice(0, 12)), openForMs);
}

/** The draft stays, and takes its code or its account to be opened again. */
export function closeHere(ctx: Context, services: Services, type: string): void {
  const others = Object.entries(draftsHere(ctx, services)).filter(([other]) => other !== type);
  setSealed(ctx, services, draftCookie, Object.fromEntries(others), openForMs);
}

/** All of them, for who leaves a computer that others use. */
export const closeAllHere = (ctx: Context, services: Services) => clearCookie(ctx, services, draftCookie);

/** Ids by request type. */
export const draftsHere = (ctx: Context, services: Services) =>
  (openSealed(ctx, services, draftCookie)?.value ?? {}) as Readonly<Record<string, string>>;

const sealAnswers = ({ key }: Services, answers: Answers) => seal(key, Buffer.from(JSON.stringify(answers)));
