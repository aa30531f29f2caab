/**
 * What no log and no history may tell: who the tests' people are, and what they write. Every town's log is looked
 * through when it stops, the servers' own files at the end of the whole run; a find fails it.
 */
import { open, readFile } from 'node:fs/promises';

// As most tests have them; `canary.test.ts` has its own beside them, in every field.
const secrets = [
  ...['@citoyen.example', 'Camille', 'Dominique Exemple', 'Sacha Exemple', 'Lenoir', 'Canarino', 'Zzyzx', 'zzyzx'],
  ...['01 99 00 00', '06 39 98', '1990-01-31', 'rue de l’Exemple', 'rue de la Démonstration', 'rue des Lilas'],
  ...[
    'Votre acte est posté',
    'Devant la mairie',
    'La cantine a fermé',
    'vingt arbres fruitiers',
    'la garderie du matin',
  ],
  ...['Impasse Confidentielle', 'canary ', 'livret'],
];

/** Lines of a log that tell somebody something, each with its number and what it tells. */
export function leaksIn(name: string, text: string): string[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) =>
    secrets
      .filter((secret) => line.includes(secret))
      .map((secret) => `${name}, line ${index + 1}: « ${secret} » in ${line.slice(0, 500)}`),
  );
}

export const leaksInLog = async (file: string) => leaksIn(file, await readFile(file, 'utf8'));

/** So much is read at once; what begins in one part may end in the next. */
const partBytes = 16 * 2 ** 20;
const longest = Math.max(...secrets.map((secret) => Buffer.byteLength(secret)));

/** The same of a file that has no lines: what the engine keeps is one, of every namespace with histories and memos. */
export async function leaksInBytes(file: string, part = partBytes): Promise<string[]> {
  const found: string[] = [];
  const opened = await open(file, 'r');
  const bytes = Buffer.alloc(part + longest);
  try {
    for (let from = 0; ; from += part) {
      const { bytesRead } = await opened.read(bytes, 0, bytes.length, from);
      const read = bytes.subarray(0, bytesRead);
      for (const secret of secrets) {
        const at = read.indexOf(secret);
        // What begins in the overlap is the next part's.
        if (at < 0 || at >= part) continue;
        const near = read
          .subarray(Math.max(0, at - 80), at + 200)
          .toString('latin1')
          .replace(/[^ -~]+/g, '·');
        found.push(`${file}, byte ${from + at}: « ${secret} » in ${near}`);
      }
      if (bytesRead <= part) return found;
    }
  } finally {
    await opened.close();
  }
}

/** @throws Error with every find */
export function requireNone(found: readonly string[]): void {
  if (found.length > 0) throw new Error(`Something is told that nobody may read:\n${found.slice(0, 20).join('\n')}`);
}
