/** Files that a multipart form sends, stored encrypted while they arrive, photos without where they were taken. */
import path from 'node:path';
import { Readable } from 'node:stream';
import busboy from 'busboy';
import { fileTypeFromBuffer } from 'file-type';
import type { StoredFile } from '../../db/content-store.ts';
import { newId } from '../../db/ids.ts';
import { checkToken } from '../auth/forgery.ts';
import { whenLonger } from '../body-limit.ts';
import type { Context } from '../context.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { ByteWindow } from './byte-window.ts';
import { withoutMetadata } from './photo.ts';

/** A telephone's photo of 50 megapixels has some 12 MB. */
export const maxFileBytes = 15_000_000;
export const acceptedTypes = ['application/pdf', 'image/jpeg', 'image/png'] as const;
/** All that the type check looks at. */
const headBytes = 4_100;
/** What a form has beside its files, in bytes. */
const beside = 1_000_000;

export interface Received {
  id: string;
  /** The form's field that it came in. */
  field: string;
  /** As its sender calls it; empty when the field was left empty. */
  fileName: string;
  file: StoredFile;
  truncated: boolean;
  /** By the content, whatever the name says; undefined for one that is not taken. */
  mediaType: string | undefined;
}

export interface Wanted {
  /** Files in other fields are passed over. */
  field(name: string): boolean;
  atMost: number;
  /** The other fields; what is more or longer is refused, not cut. */
  fields?: { atMost: number; bytes: number };
}

/**
 * Reads a form to its end. Nothing is visible in the store until a file is kept, and what the caller does not keep it
 * drops.
 *
 * @throws Problem MALFORMED_UPLOAD, FORGED; all that had arrived is dropped then
 */
export async function readMultipart(
  ctx: Context,
  services: Services,
  fileKey: Buffer,
  wanted: Wanted,
): Promise<{ fields: Record<string, string>; received: Received[] }> {
  const fields: Record<string, string> = {};
  const storing: Promise<Received>[] = [];
  await new Promise<void>((resolve, reject) => {
    const form = openForm(ctx, wanted);
    const refuseLong = () => form.destroy(new Problem('BODY_TOO_LARGE'));
    form.on('field', (name, value, { valueTruncated }) => {
      fields[name] = value;
      if (valueTruncated) refuseLong();
    });
    form.once('fieldsLimit', refuseLong);
    form.once('partsLimit', refuseLong);
    form.on('file', (name, stream, { filename }) => {
      if (!wanted.field(name)) return void stream.resume();
      const stored = storeFile(services, fileKey, stream, filename, name);
      // Its failure is met below; unheard for a moment it would end the process.
      stored.catch(() => {});
      storing.push(stored);
    });
    form.once('error', (error) => reject(error instanceof Problem ? error : new Problem('MALFORMED_UPLOAD')));
    form.once('close', resolve);
    // A file's stream ends with the form: its draft would otherwise stay for ever.
    ctx.req.once('aborted', () => form.destroy(new Problem('MALFORMED_UPLOAD')));
    const tooLarge = new Problem('FILE_TOO_LARGE', { limitBytes: maxFileBytes });
    whenLonger(ctx, wanted.atMost * maxFileBytes + beside, () => form.destroy(tooLarge));
    ctx.req.pipe(form);
  }).catch(async (error: unknown) => {
    await dropAll(storing);
    throw error;
  });
  try {
    const received = await Promise.all(storing);
    checkToken(ctx, fields);
    return { fields, received };
  } catch (error) {
    await dropAll(storing);
    throw error;
  }
}

/** What is wrong with one file by itself. */
export function refusalOf(received: Received | undefined): Problem | undefined {
  if (!received || received.file.sizeBytes === 0) return new Problem('FILE_EMPTY');
  if (received.truncated) return new Problem('FILE_TOO_LARGE', { limitBytes: maxFileBytes });
  if (!received.mediaType) return new Problem('FILE_TYPE_REFUSED', { accepted: acceptedTypes });
  return undefined;
}

async function dropAll(storing: readonly Promise<Received>[]): Promise<void> {
  for (const stored of storing) await stored.then(({ file }) => file.drop()).catch(() => {});
}

function openForm(ctx: Context, { atMost: files, fields = { atMost: 10, bytes: 5_000 } }: Wanted) {
  try {
    return busboy({
      headers: ctx.req.headers,
      defParamCharset: 'utf8',
      // At exactly its limit busboy already calls a file truncated.
      limits: { files, fileSize: maxFileBytes + 1, fields: fields.atMost, fieldSize: fields.bytes, parts: 1_000 },
    });
  } catch {
    throw new Problem('MALFORMED_UPLOAD');
  }
}

async function storeFile(
  services: Services,
  key: Buffer,
  stream: Readable & { truncated?: boolean },
  name: string | undefined,
  field: string,
): Promise<Received> {
  const id = newId();
  const bytes = new ByteWindow(stream);
  await bytes.holds(headBytes, 0);
  const type = await fileTypeFromBuffer(bytes.look(headBytes));
  let mediaType = acceptedTypes.find((accepted) => accepted === type?.mime);
  const tellDamaged = () => {
    mediaType = undefined;
  };
  const file = await services.store.write(id, key, Readable.from(withoutMetadata(mediaType, bytes, tellDamaged)));
  return {
    id,
    field,
    fileName: name ? safeName(name, mediaType) : '',
    file,
    truncated: stream.truncated ?? false,
    mediaType,
  };
}

/**
 * The last part of what the browser called it, without signs that a file system or a header would read otherwise, or that
 * turn the writing round; and ending as its content does, so that nobody starts it as something else.
 */
function safeName(name: string, mediaType: (typeof acceptedTypes)[number] | undefined): string {
  const plain = path
    .basename(name.replaceAll('\\', '/'))
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029"<>|:*?]/gu, '')
    // Names of devices to Windows, whatever comes behind the dot.
    .replace(/^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i, '$1_')
    .replace(/^[.\s]+|\s+$/g, '');
  const short = plain.slice(-120) || 'document';
  if (mediaType === undefined || endings[mediaType].test(short)) return short;
  return `${short}.${mediaType.slice(mediaType.indexOf('/') + 1)}`;
}

const endings: Record<(typeof acceptedTypes)[number], RegExp> = {
  'application/pdf': /\.pdf$/i,
  'image/jpeg': /\.jpe?g$/i,
  'image/png': /\.png$/i,
};
