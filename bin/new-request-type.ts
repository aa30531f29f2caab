/** `npm run new-request-type -- <id>`: a request type that compiles and runs, for a designer to make their own. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { checkout } from './config.ts';
import { scaffold } from './scaffold.ts';

const folder = join(checkout, 'workflows', 'request-types');
const index = join(folder, 'index.ts');
const run = promisify(execFile);

try {
  const id = idGiven(process.argv.slice(2));
  const name = id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  const file = join(folder, `${id}.ts`);
  const known = listed(await readFile(index, 'utf8'), id, name);
  await writeFile(file, scaffold(id, name));
  await writeFile(index, known);
  await inCheckout('node_modules/.bin/biome', ['check', '--write', file, index]);
  await inCheckout(process.execPath, ['--import', 'tsx', 'bin/diagrams.ts']);
  console.log(next(relative(checkout, file), id));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

function idGiven(args: string[]): string {
  const [id, ...more] = args;
  if (!id || more.length > 0) throw new Error('Give one id: npm run new-request-type -- <id>');
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id) || id.length > 40) {
    throw new Error(
      `"${id}" is not an id: give at most 40 small letters, digits and single hyphens, as in "firework-permit".`,
    );
  }
  if (id === 'index' || existsSync(join(folder, `${id}.ts`))) {
    throw new Error(`There is a workflows/request-types/${id}.ts already: give another id, or edit that file.`);
  }
  return id;
}

/** The index with one more type, in the order of the alphabet among the imports and last in the list. */
function listed(source: string, id: string, name: string): string {
  const list = /(export const requestTypes: readonly RequestType\[\] = \[)([^\]]*)\]/;
  const lastImport = source.lastIndexOf('\nimport ');
  if (!list.test(source) || lastImport < 0) {
    throw new Error(
      'workflows/request-types/index.ts has another form than expected: add the import and the name there.',
    );
  }
  const at = source.indexOf('\n', lastImport + 1);
  const imported = `${source.slice(0, at)}\nimport { ${name} } from './${id}.ts';${source.slice(at)}`;
  return imported.replace(list, (_, before: string, names: string) => {
    return `${before}${names.trim().replace(/,$/, '')}, ${name}]`;
  });
}

async function inCheckout(program: string, args: string[]): Promise<void> {
  await run(program, args, { cwd: checkout }).catch((error: Error & { stdout?: string; stderr?: string }) => {
    throw new Error(`${args.join(' ')} failed: ${error.stderr || error.stdout || error.message}`);
  });
}

function next(file: string, id: string): string {
  return `${file} is written and listed in workflows/request-types/index.ts.
Its picture and its deadlines are in docs/processes/${id}/.

Next:
  1. In ${file}, write title, summary, law, form, pieces, service, deadlines and words; then the process.
  2. npm run diagrams    draws the process again
  3. npm run check       says what is wrong, with the file and the line
  4. npm start           shows it at /demarches/${id}

docs/designer-guide.md goes through it step by step.`;
}
