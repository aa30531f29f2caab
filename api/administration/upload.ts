import busboy from 'busboy';
import { checkToken } from '../auth/forgery.ts';
import { whenLonger } from '../body-limit.ts';
import type { Context } from '../context.ts';
import { Problem } from '../problems.ts';

export interface SmallUpload {
  fields: Record<string, string>;
  /** Empty where none was chosen. */
  file: Buffer;
}

/**
 * Reads a form with one small file, kept in memory alone.
 *
 * @throws Problem MALFORMED_UPLOAD, BODY_TOO_LARGE, FORGED
 */
export async function readSmallUpload(ctx: Context, largestBytes: number): Promise<SmallUpload> {
  const fields: Record<string, string> = {};
  const parts: Buffer[] = [];
  let truncated = false;
  await new Promise<void>((resolve, reject) => {
    const form = openForm(ctx, largestBytes);
    form.on('field', (name, value) => {
      fields[name] = value;
    });
    form.on('file', (_, stream) => {
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.once('limit', () => {
        truncated = true;
      });
    });
    form.once('error', (error) => reject(error instanceof Problem ? error : new Problem('MALFORMED_UPLOAD')));
    form.once('close', resolve);
    ctx.req.once('aborted', () => form.destroy(new Problem('MALFORMED_UPLOAD')));
    whenLonger(ctx, largestBytes + 500_000, () => form.destroy(new Problem('BODY_TOO_LARGE')));
    ctx.req.pipe(form);
  });
  checkToken(ctx, fields);
  if (truncated) throw new Problem('BODY_TOO_LARGE');
  return { fields, file: Buffer.concat(parts) };
}

function openForm(ctx: Context, fileSize: number) {
  try {
    return busboy({ headers: ctx.req.headers, limits: { files: 1, fileSize, fields: 60, fieldSize: 5_000 } });
  } catch {
    throw new Problem('MALFORMED_UPLOAD');
  }
}
