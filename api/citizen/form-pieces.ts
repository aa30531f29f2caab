/** The page of a form where documents may be joined already; they may as well come later. */
import {
  addDraftDocument,
  type DraftDocumentRow,
  draftDocumentsOf,
  removeDraftDocument,
} from '../../db/draft-documents.ts';
import { lockDraft } from '../../db/drafts.ts';
import { fileSize } from '../../templates/format.ts';
import type { FormPiece } from '../../templates/pages/form-view.ts';
import type { Language } from '../../templates/views.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import type { Context } from '../context.ts';
import { show } from '../page.ts';
import { Problem, problemText } from '../problems.ts';
import { noticeOf } from '../rights/processing.ts';
import type { Services } from '../services.ts';
import { changeDraft } from './drafts.ts';
import { placeOf } from './form-step.ts';
import { type Step, withSeen } from './form-steps.ts';
import { colon, idOf } from './form-view.ts';
import { cameToChange, leadOn, leadTo, pageUrl, urlBefore, type Writing } from './form-way.ts';
import { acceptedTypes, maxFileBytes, type Received, readMultipart, refusalOf } from './multipart.ts';
import { citizensPieces } from './pieces.ts';

/** A draft is nobody's archive: two sides of each document, and a few photos. */
const filesAtMost = 20;

/** What is wrong with the files of one piece. */
export type Faults = Readonly<Record<string, string>>;

export async function showPieces(
  ctx: Context,
  services: Services,
  writing: Writing,
  step: Step,
  faults: Faults = {},
): Promise<void> {
  const { lang } = ctx.state;
  const { type, draft } = writing;
  const pieces = formPieces(type, lang, await draftDocumentsOf(services.db, draft.id), faults);
  show(ctx, services, 'form-pieces', {
    title: type.title[lang],
    ...placeOf(writing, step),
    action: pageUrl(type, step.id, cameToChange(ctx)),
    backUrl: urlBefore(ctx, writing, step),
    pieces,
    ...taken(lang),
    errors: pieces.flatMap(({ id, title, error }) =>
      error ? [{ href: `#${id}`, text: title + colon[lang] + error }] : [],
    ),
    processing: await noticeOf(services, type, lang),
  });
}

/** The fields for the files of each piece. */
export function formPieces(
  type: RequestType,
  lang: Language,
  files: readonly DraftDocumentRow[] = [],
  faults: Faults = {},
): FormPiece[] {
  return citizensPieces(type).map((piece) => {
    const { title, required, photo = false } = type.pieces[piece]!;
    return {
      id: idOf(fieldOf(piece)),
      name: fieldOf(piece),
      title: title[lang],
      required,
      photo,
      files: files.filter((one) => one.piece === piece).map((file) => fileView(file, lang)),
      error: faults[piece],
    };
  });
}

/** What may be sent, for the browser and in words. */
export const taken = (lang: Language) => ({
  accept: acceptedTypes.join(','),
  photoAccept: acceptedTypes.filter((accepted) => accepted.startsWith('image/')).join(','),
  maxSize: fileSize(maxFileBytes, lang),
});

/** Which files of a form are read. */
export function wantedFiles(type: RequestType) {
  const names = citizensPieces(type).map(fieldOf);
  return { field: (name: string) => names.includes(name), atMost: filesAtMost };
}

const fileView = ({ id, fileName, sizeBytes }: DraftDocumentRow, lang: Language) => ({
  name: fileName,
  size: fileSize(sizeBytes, lang),
  removeValue: `remove ${id}`,
});

const fieldOf = (piece: string) => `file.${piece}`;

/** Keeps every file that can be taken, also beside one that can not: a browser forgets which files were chosen. */
export async function postPieces(ctx: Context, services: Services, writing: Writing, step: Step): Promise<void> {
  const { type, draft } = writing;
  const { fields, received } = await readMultipart(ctx, services, draft.fileKey, wantedFiles(type));
  const faults = await keepFiles(services, writing, received, ctx.state.lang);
  const [action = 'next', id = ''] = (fields.action ?? 'next').split(' ');
  if (action === 'remove') await removeFile(services, writing, id);
  const isDone = action === 'next' && Object.keys(faults).length === 0;
  const changed = await changeDraft(ctx, services, type, draft.id, (answers) =>
    isDone ? withSeen(answers, step) : answers,
  );
  if (!changed) return leadTo(ctx, pageUrl(type, step.id));
  if (Object.keys(faults).length > 0) {
    await showPieces(ctx, services, writing, step, faults);
    ctx.status = 422;
    return;
  }
  if (action === 'save') return leadTo(ctx, pageUrl(type, 'brouillon'));
  if (isDone) return leadOn(ctx, { type, draft: changed }, step);
  leadTo(ctx, pageUrl(type, step.id, cameToChange(ctx)));
}

/** @returns what is wrong with those that can not be taken */
export async function keepFiles(
  services: Services,
  { draft }: Writing,
  received: readonly Received[],
  lang: Language,
): Promise<Faults> {
  const faults: Record<string, string> = {};
  for (const one of received) {
    // A field that was left empty comes as a file without a name.
    const isEmptyField = one.fileName === '' && one.file.sizeBytes === 0;
    const refusal = refusalOf(one) ?? (await keepFile(services, draft.id, one));
    if (!refusal) continue;
    await one.file.drop();
    if (!isEmptyField) faults[pieceOf(one)] = problemText(refusal.code, lang);
  }
  return faults;
}

const pieceOf = ({ field }: Received) => field.slice('file.'.length);

function keepFile(services: Services, draftId: string, received: Received): Promise<Problem | undefined> {
  const { id, fileName, file, mediaType } = received;
  const { sizeBytes, sha256 } = file;
  return services.db.transaction(async (on) => {
    const now = new Date();
    // What became of the draft meanwhile is told by the page that follows.
    if (!(await lockDraft(on, draftId, now))) return new Problem('REQUEST_ENDED');
    const there = await draftDocumentsOf(on, draftId);
    if (there.length >= filesAtMost) return new Problem('TOO_MANY_FILES');
    const piece = pieceOf(received);
    // The same file again is a page that was sent again.
    if (there.some((one) => one.piece === piece && one.sha256.equals(sha256))) return file.drop().then(() => undefined);
    const document = { id, piece, fileName: fileName || 'document', mediaType: mediaType!, sizeBytes, sha256 };
    await addDraftDocument(on, draftId, document, now);
    // Before the commit: a row without its file would be worse than a file without its row.
    await file.keep();
    return undefined;
  });
}

async function removeFile(services: Services, { draft }: Writing, id: string): Promise<void> {
  const removed = await services.db.transaction(
    async (on) => (await lockDraft(on, draft.id, new Date())) && removeDraftDocument(on, draft.id, id),
  );
  if (removed) await services.store.remove(id);
}
