import path from 'node:path';
import { Transform } from 'node:stream';
import busboy from 'busboy';
import { fileTypeFromBuffer } from 'file-type';
import type { StoredFile } from '../../db/content-store.ts';
import { addDocument } from '../../db/documents.ts';
import { newId } from '../../db/ids.ts';
import { unseal } from '../../db/secrets.ts';
import { findRequestType } from '../../workflows/request-types/index.ts';
import type { Context } from '../context.ts';
import { type Answer, once } from '../idempotency.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import type { Access } from './access.ts';
import { citizensPieces } from './pieces.ts';

export const maxFileBytes = 10_000_000;
export const acceptedTypes = ['application/pdf', 'image/jpeg', 'image/png'] as const;
/** All that the type check looks at. */
const headBytes = 4_100;

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
  check: (fields: Record<string, string>) => void = () => {},
): Promise<Answer<ReceivedDocument>> {
  const upload = await readUpload(ctx, services, { request, agent });
  try {
    check(upload.fields);
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
  const { request } = access;
  const { fields, received } = await readMultipart(ctx, services, unseal(services.key, request.fileKeySealed));
  const refusal = await refusalOf(received, fields, access);
  if (received && !refusal) {
    const { id, fileName, file, mediaType } = received;
    return { id, piece: fields.piece!, fileName, file, mediaType: mediaType!, fields };
  }
  await received?.file.drop();
  throw refusal!;
}

function refusalOf(
  received: Received | undefined,
  fields: Record<string, string>,
  { request, agent }: Access,
): Problem | undefined {
  if (!received || received.file.sizeBytes === 0) return new Problem('FILE_EMPTY');
  if (received.truncated) return new Problem('FILE_TOO_LARGE', { limitBytes: maxFileBytes });
  if (!received.mediaType) return new Problem('FILE_TYPE_REFUSED', { accepted: acceptedTypes });
  const type = findRequestType(request.type, request.revision);
  const pieces = agent ? Object.keys(type.pieces) : citizensPieces(type);
  if (!pieces.includes(fields.piece ?? '')) return new Problem('UNKNOWN_PIECE', { pieces });
  return undefined;
}

interface Received {
  id: string;
  fileName: string;
  file: StoredFile;
  truncated: boolean;
  mediaType: string | undefined;
}

/** Streams the form to the store, encrypted, while it arrives. */
async function readMultipart(ctx: Context, services: Services, fileKey: Buffer) {
  const fields: Record<string, string> = {};
  let storing: Promise<Received> | undefined;
  await new Promise<void>((resolve, reject) => {
    const form = openForm(ctx);
    form.on('field', (name, value) => {
      fields[name] = value;
    });
    form.on('file', (name, stream, { filename }) => {
      if (name !== 'file') return void stream.resume();
      storing = storeFile(services, fileKey, stream, filename);
      // Its failure is met below; unheard for a moment it would end the process.
      storing.catch(() => {});
    });
    form.once('error', () => reject(new Problem('MALFORMED_UPLOAD')));
    form.once('close', resolve);
    // The file's stream ends with the form: its draft would otherwise stay for ever.
    ctx.req.once('aborted', () => form.destroy(new Problem('MALFORMED_UPLOAD')));
    ctx.req.pipe(form);
  }).catch(async (error: unknown) => {
    await storing?.then(({ file }) => file.drop()).catch(() => {});
    throw error;
  });
  return { fields, received: await storing };
}

function openForm(ctx: Context) {
  try {
    return busboy({
      headers: ctx.req.headers,
      defParamCharset: 'utf8',
      // At exactly its limit busboy already calls a file truncated.
      limits: { files: 1, fileSize: maxFileBytes + 1, fields: 10, fieldSize: 5_000 },
    });
  } catch {
    throw new Problem('MALFORMED_UPLOAD');
  }
}

async function storeFile(
  services: Services,
  key: Buffer,
  stream: NodeJS.ReadableStream & { truncated?: boolean },
  name = '',
): Promise<Received> {
  const id = newId();
  const head: Buffer[] = [];
  let headSize = 0;
  const peek = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (headSize < headBytes) {
        head.push(chunk);
        headSize += chunk.length;
      }
      done(null, chunk);
    },
  });
  stream.once('error', (error) => peek.destroy(error));
  const file = await services.store.write(id, key, stream.pipe(peek));
  const type = await fileTypeFromBuffer(Buffer.concat(head).subarray(0, headBytes));
  const mediaType = acceptedTypes.find((accepted) => accepted === type?.mime);
  return { id, fileName: safeName(name), file, truncated: stream.truncated ?? false, mediaType };
}

/** The last part of what the browser called it, without signs that a file system or a header would read otherwise. */
function safeName(name: string): string {
  const plain = path
    .basename(name.replaceAll('\\', '/'))
    .replace(/[\p{Cc}"<>|:*?]/gu, '')
    .trim();
  return plain.slice(-120) || 'document';
}
