import { readFile } from 'node:fs/promises';

/** @throws Error in one line where there is no such file, or it is not JSON */
export async function readJson(file: string): Promise<unknown> {
  const source = await readFile(file, 'utf8').catch(() => {
    throw new Error(`${file}: there is no such file`);
  });
  try {
    return JSON.parse(source);
  } catch (error) {
    throw new Error(`${file} is not JSON: ${(error as Error).message}`);
  }
}
