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
import type { Context } from '../context.ts';
import { show } from '../page.ts';
import { Problem, problemText } from '../problems.ts';
import type { Services } from '../services.ts';
import { changeDraft } from './drafts.ts';
import { placeOf } from './form-step.ts';
import { type Step, withSeen } from './form-steps.ts';
import { colon, idOf, privacyText } from './form-view.ts';
import { cameToChange, leadOn, leadTo, pageUrl, urlBefore, type Writing } from './form-way.ts';
import { acceptedTypes, maxFileBytes, type Received, readMultipart, refusalOf } from './multipart.ts';
import { citizensPieces } from './pieces.ts';

/** A draft is nobody's archive: two sides of each document, and a few photos. */
const filesAtMost = 20;

/** What is wrong with the files of one piece. */
type Faults = Readonly<Record<string, string>>;

export async function showPieces(
  ctx: Context,
  services: Services,
  writing: Writing,
  step: Step,
  faults: Faults = {},
): Promise<void> {
  const { lang } = ctx.state;
  const { type, draft } = writing;
  const files = await draftDocumentsOf(services.db, draft.id);
  const pieces = citizensPieces(type).map((piece): FormPiece => {
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
  show(ctx, services, 'form-pieces', {
    title: type.title[lang],
    ...placeOf(writing, step),
    action: pageUrl(type, step.id, cameToChange(ctx)),
    backUrl: urlBefore(ctx, writing, step),
    pieces,
    accept: acceptedTypes.join(','),
    photoAccept: acceptedTypes.filter((accepted) => accepted.startsWith('image/')).join(','),
    maxSize: fileSize(maxFileBytes, lang),
    errors: pieces.flatMap(({ id, title, error }) =>
      error ? [{ href: `#${id}`, text: title + colon[lang] + error }] : [],
    ),
    privacy: privacyText(services.town.name, type, lang),
  });
}

const fileView = ({ id, fileName, sizeBytes }: DraftDocumentRow, lang: 'fr' | 'en') => ({
  name: fileName,
  size: fileSize(sizeBytes, lang),
  removeValue: `remove ${id}`,
});

const fieldOf = (piece: string) => `file.${piece}`;

/** Keeps every file that can be taken, also beside one that can not: a browser forgets which files were chosen. */
export async function postPieces(ctx: Context, services: Services, writing: Writing, step: Step): Promise<void> {
  const { type, draft } = writing;
  const pieces = citizensPieces(type);
  const wanted = { field: (name: string) => pieces.some((piece) => fieldOf(piece) === name), atMost: filesAtMost };
  const { fields, received } = await readMultipart(ctx, services, draft.fileKey, wanted);
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

async function keepFiles(
  services: Services,
  { draft }: Writing,
  received: readonly Received[],
  lang: 'fr' | 'en',
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
