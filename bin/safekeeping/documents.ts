import { constants } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { placeInStore } from '../../db/content-store.ts';

const atOnce = 8;

/**
 * Copies the files of these ids, encrypted as they are, from one content store into another.
 * @returns how many are not there any more: a draft's file may have been taken away meanwhile
 */
export async function copyDocuments(from: string, to: string, ids: readonly string[]): Promise<number> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  let missing = 0;
  const waiting = [...ids];
  const lane = async () => {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop())
      if (!(await copied(placeInStore(from, id), placeInStore(to, id)))) missing += 1;
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return missing;
}

async function copied(from: string, to: string): Promise<boolean> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  try {
    await copyFile(from, to, constants.COPYFILE_FICLONE);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
