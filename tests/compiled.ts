/** The programs as JavaScript, made once a run: a worker that need not read TypeScript starts in half the time. */
import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { transformFile } from '@swc/core';

const checkout = path.resolve(import.meta.dirname, '..');
const folders = ['workflows', 'activities', 'api', 'relay', 'templates', 'db', 'bin'];

/** @param folder a new one inside the checkout, where its packages are found */
export async function compilePrograms(folder: string): Promise<void> {
  for (const part of folders) {
    const source = path.join(checkout, part);
    const files = await readdir(source, { recursive: true, withFileTypes: true });
    await Promise.all(
      files
        .filter((file) => file.isFile())
        .map(({ parentPath, name }) => copyAsJavaScript(path.join(parentPath, name), folder)),
    );
  }
}

async function copyAsJavaScript(file: string, folder: string): Promise<void> {
  const target = path.join(folder, path.relative(checkout, file));
  await mkdir(path.dirname(target), { recursive: true });
  if (!file.endsWith('.ts')) return cp(file, target);
  const { code } = await transformFile(file, typescript);
  await writeFile(target.replace(/\.ts$/, '.js'), code);
}

const typescript = {
  swcrc: false,
  jsc: {
    target: 'es2023',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true },
    rewriteRelativeImportExtensions: true,
  },
  module: { type: 'es6' },
} as const;
