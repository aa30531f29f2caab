import type { StoredFile } from '../../db/content-store.ts';
import { addDocument } from '../../db/documents.ts';
import { unseal } from '../../db/secrets.ts';
import { findRequestType } from '../../workflows/request-types/index.ts';
import type { Context } from '../context.ts';
import { type Answer, once } from '../idempotency.ts';
import { Problem } from '../problems.ts';
import { examines, type Services } from '../services.ts';
import type { Access } from './access.ts';
import { readMultipart, refusalOf } from './multipart.ts';
import { citizensPieces } from './pieces.ts';

export interface Upload {
  id: string;
  piece: string;
  fileName: string;
  mediaType: string;
  file: StoredFile;
  /** The form's other fields, as a page posts them. */
  fields: Record<string, string>;
}

export interface ReceivedDocument {
  id: string;
  piece: string;
  state: 'received';
}

/**
 * Takes one file of a request from a multipart form and records it; what it completes is answered in the same
 * transaction. The type is told by the content, whatever its name says.
 *
 * @throws Problem MALFORMED_UPLOAD, FILE_EMPTY, FILE_TOO_LARGE, FILE_TYPE_REFUSED, UNKNOWN_PIECE, REQUEST_ENDED; nothing
 * is kept then
 */
export async function receiveDocument(
  ctx: Context,
  services: Services,
  { request, agent }: Access,
): Promise<Answer<ReceivedDocument>> {
  const upload = await readUpload(ctx, services, { request, agent });
  try {
    const key = ctx.get('idempotency-key') || upload.fields.once || undefined;
    const body = { of: request.id, piece: upload.piece, sha256: upload.file.sha256.toString('hex') };
    let kept = false;
    const answer = await once<ReceivedDocument>(
      services,
      { scope: `document ${agent?.id ?? request.id}`, key, body },
      async (transaction) => {
        const { file, fields: _, ...document } = upload;
        const at = new Date();
        const added = await addDocument(transaction, {
          ...document,
          ...file,
          requestId: request.id,
          sentBy: agent?.id,
          examine: examines(services),
          at,
        });
        if (!added) throw new Problem('REQUEST_ENDED');
        // Before the commit: a row without its file would be worse than a file without its row.
        await file.keep();
        kept = true;
        return { status: 201, body: { id: upload.id, piece: upload.piece, state: 'received' } };
      },
    );
    if (!kept) await upload.file.drop();
    return answer;
  } catch (error) {
    await upload.file.drop();
    throw error;
  }
}

async function readUpload(ctx: Context, services: Services, access: Access): Promise<Upload> {
  const fileKey = unseal(services.key, access.request.fileKeySealed);
  const wanted = { field: (name: string) => name === 'file', atMost: 1 };
  const { fields, received } = await readMultipart(ctx, services, fileKey, wanted);
  const [document] = received;
  const refusal = refusalOf(document) ?? pieceRefusal(fields, access);
  if (document && !refusal) {
    const { id, fileName, file, mediaType } = document;
    return { id, piece: fields.piece!, fileName: fileName || 'document', file, mediaType: mediaType!, fields };
  }
  await document?.file.drop();
  throw refusal!;
}

function pieceRefusal(fields: Record<string, string>, { request, agent }: Access): Problem | undefined {
  const type = findRequestType(request.type, request.revision);
  const pieces = agent ? Object.keys(type.pieces) : citizensPieces(type);
  return pieces.includes(fields.piece ?? '') ? undefined : new Problem('UNKNOWN_PIECE', { pieces });
}
