import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';

/** A file that has been written and waits for its row: `keep` after the commit's statements, `drop` when they fail. */
export interface StoredFile {
  sizeBytes: number;
  sha256: Buffer;
  keep(): Promise<void>;
  drop(): Promise<void>;
}

/** Supporting documents on disk, each encrypted by its request's key (AES-256-GCM), never in the clear. */
export interface ContentStore {
  /** Streams `source` to disk. Nothing is visible under `id` until `keep`. Errors of the source come through. */
  write(id: string, key: Buffer, source: Readable): Promise<StoredFile>;
  has(id: string): Promise<boolean>;
  /** Streams the file in the clear. @throws when it is missing; the stream fails when the file was changed */
  read(id: string, key: Buffer): Promise<Readable>;
  /** Of a file that nobody wants any more; one that is not there is no fault. */
  remove(id: string): Promise<void>;
}

const nonceBytes = 12;
const tagBytes = 16;

export function openContentStore(folder: string): ContentStore {
  const placeOf = (id: string) => placeInStore(folder, id);
  return {
    async write(id, key, source) {
      const place = placeOf(id);
      const draft = `${place}.${randomBytes(4).toString('hex')}.draft`;
      const drop = () => rm(draft, { force: true });
      try {
        const written = await encryptTo(draft, key, source);
        return { ...written, keep: () => rename(draft, place), drop };
      } catch (error) {
        await drop();
        throw error;
      }
    },
    has: (id) =>
      access(placeOf(id)).then(
        () => true,
        () => false,
      ),
    read: (id, key) => decryptFrom(placeOf(id), key),
    remove: (id) => rm(placeOf(id), { force: true }),
  };
}

/** The file of an id in a store's folder, where the copy of a store has it too. */
export const placeInStore = (folder: string, id: string) => path.join(folder, id.slice(-2), id);

async function encryptTo(file: string, key: Buffer, source: Readable): Promise<{ sizeBytes: number; sha256: Buffer }> {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const handle = await openNew(file);
  try {
    await handle.appendFile(nonce);
    for await (const chunk of source as AsyncIterable<Buffer>) {
      sizeBytes += chunk.length;
      hash.update(chunk);
      await handle.appendFile(cipher.update(chunk));
    }
    await handle.appendFile(Buffer.concat([cipher.final(), cipher.getAuthTag()]));
    // The row that follows says that the file is kept: it must be on the disk before.
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { sizeBytes, sha256: hash.digest() };
}

/** Its folder is one of 256, there after the first file. */
async function openNew(file: string): Promise<FileHandle> {
  const openIt = () => open(file, 'wx', 0o600);
  try {
    return await openIt();
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOENT') throw error;
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    return openIt();
  }
}

async function decryptFrom(file: string, key: Buffer): Promise<Readable> {
  const { size } = await stat(file);
  const handle = await open(file, 'r');
  const ends = Buffer.alloc(nonceBytes + tagBytes);
  try {
    await handle.read(ends, 0, nonceBytes, 0);
    await handle.read(ends, nonceBytes, tagBytes, size - tagBytes);
  } finally {
    await handle.close();
  }
  const decipher = createDecipheriv('aes-256-gcm', key, ends.subarray(0, nonceBytes));
  decipher.setAuthTag(ends.subarray(nonceBytes));
  const isEmpty = size === nonceBytes + tagBytes;
  // An empty range of a file can not be asked for.
  const range = { start: nonceBytes, end: size - tagBytes - 1 };
  const body: Readable = isEmpty ? Readable.from([]) : createReadStream(file, range);
  body.once('error', (error) => decipher.destroy(error));
  // Who stops reading leaves no file open.
  decipher.once('close', () => body.destroy());
  return body.pipe(decipher);
}
