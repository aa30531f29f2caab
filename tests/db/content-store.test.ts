import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type ContentStore, openContentStore } from '../../db/content-store.ts';
import { newId } from '../../db/ids.ts';
import { hashOf } from '../../db/secrets.ts';

let folder: string;
let store: ContentStore;
const key = Buffer.alloc(32, 1);
const text = 'Livret de famille de Camille Exemple. '.repeat(10_000);

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'guichet-store-'));
  store = openContentStore(folder);
});
afterEach(() => rm(folder, { recursive: true }));

test.each([1, 15, 16, 17, 28, 65_536, 65_537, 3_000_000])('%i bytes come back as they were', async (size) => {
  const content = randomBytes(size);

  const id = newId();
  const written = await store.write(id, key, Readable.from(chunksOf(content)));
  await written.keep();

  expect({ sizeBytes: written.sizeBytes, sha256: written.sha256 }).toEqual({
    sizeBytes: size,
    sha256: hashOf(content),
  });
  expect((await buffer(await store.read(id, key))).equals(content)).toBe(true);
});

test('an empty file comes back empty', async () => {
  const id = newId();
  const written = await store.write(id, key, Readable.from([]));
  await written.keep();

  expect(written.sizeBytes).toBe(0);
  expect(await buffer(await store.read(id, key))).toEqual(Buffer.alloc(0));
});

test('the disk holds neither the text nor its name, and the same text twice looks different', async () => {
  const [first, second] = [await kept(text), await kept(text)];

  const [one, other] = [await readFile(placeOf(first)), await readFile(placeOf(second))];

  for (const bytes of [one, other]) expect(bytes.includes('Camille')).toBe(false);
  expect(one.equals(other)).toBe(false);
  expect((await stat(placeOf(first))).mode & 0o777).toBe(0o600);
});

test.each<[what: string, harm: (place: string) => Promise<void>]>([
  ['whose first byte was changed', (place) => flip(place, 0)],
  ['of which a byte was changed in the middle', (place) => flip(place, 200_000)],
  ['whose last byte was changed', (place) => flip(place, -1)],
  ['that was cut', async (place) => truncate(place, (await stat(place)).size - 20)],
  ['that was cut to a few bytes', (place) => truncate(place, 5)],
  ['that was emptied', (place) => truncate(place, 0)],
  ['that is gone', (place) => rm(place)],
])('a file %s can not be read', async (_, harm) => {
  const id = await kept(text);

  await harm(placeOf(id));

  await expect(read(id)).rejects.toThrow();
});

test('another key opens nothing', async () => {
  const id = await kept(text);

  await expect(read(id, Buffer.alloc(32, 2))).rejects.toThrow();
});

test('what is not kept is not there, and dropping it leaves nothing', async () => {
  const id = newId();
  const written = await store.write(id, key, Readable.from([text]));

  await expect(read(id)).rejects.toMatchObject({ code: 'ENOENT' });
  await written.drop();

  expect(await files()).toEqual([]);
});

test('dropping twice, and after keeping, is no fault', async () => {
  const id = newId();
  const written = await store.write(id, key, Readable.from([text]));

  await written.keep();
  await written.drop();
  await written.drop();

  expect(await read(id)).toEqual(Buffer.from(text));
});

test.each([0, 1, 5])(
  'a write that is interrupted after %i pieces leaves nothing, each of fifty times',
  async (pieces) => {
    async function* interrupted() {
      for (let piece = 0; piece < pieces; piece++) yield Buffer.alloc(50_000);
      throw new Error('the citizen closed the lid');
    }

    const writes = Array.from({ length: 50 }, () => store.write(newId(), key, Readable.from(interrupted())));

    for (const write of await Promise.allSettled(writes)) {
      expect(write).toEqual({ status: 'rejected', reason: new Error('the citizen closed the lid') });
    }
    // The disk may be slower than the answer.
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await files()).toEqual([]);
  },
);

test('a full or missing disk is told to the caller', async () => {
  await writeFile(path.join(folder, 'file'), '');
  const broken = openContentStore(path.join(folder, 'file'));

  await expect(broken.write(newId(), key, Readable.from([text]))).rejects.toMatchObject({ code: 'ENOTDIR' });
});

const placeOf = (id: string) => path.join(folder, id.slice(-2), id);

async function kept(content: string): Promise<string> {
  const id = newId();
  await (await store.write(id, key, Readable.from([content]))).keep();
  return id;
}

const read = async (id: string, by = key) => buffer(await store.read(id, by));

async function flip(place: string, at: number): Promise<void> {
  const bytes = await readFile(place);
  bytes[at < 0 ? bytes.length + at : at]! ^= 1;
  await writeFile(place, bytes);
}

function* chunksOf(content: Buffer) {
  for (let start = 0; start < content.length; start += 7_001) yield content.subarray(start, start + 7_001);
}

async function files(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}
