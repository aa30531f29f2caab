/** `npm run -s calendar -- <file.json>`: computes legal dates from a list of vectors, one line of JSON for each. */
import { datesOf, parseVectors } from './legal-vectors.ts';
import { readJson } from './read-json.ts';

const [file, ...more] = process.argv.slice(2);

try {
  if (!file || more.length > 0) throw new Error('Give one file: npm run -s calendar -- <file.json>');
  for (const vector of parseVectors(await readJson(file))) console.log(JSON.stringify(datesOf(vector)));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
