/** The heads that are kept outside the database, where whoever owns that can not change them. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeptHead } from './journal-heads.ts';

export const headsFile = (dataDir: string) => join(dataDir, 'journal-heads.jsonl');

/** Those of a file, where there is one. What a crash has cut is no head. */
export async function keptHeads(file: string): Promise<KeptHead[]> {
  const text = await readFile(file, 'utf8').catch((error: { code?: string }) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text.split('\n').flatMap(headIn);
}

function headIn(line: string): KeptHead[] {
  try {
    const parsed = JSON.parse(line);
    // A line of the log has the head inside.
    return [parsed.head ?? parsed];
  } catch {
    return [];
  }
}
