import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const checkout = path.resolve(import.meta.dirname, '..');
const leftOut = new Set(['node_modules', '.git', '.guichet', 'dist', 'coverage']);

export interface CheckoutCopy {
  folder: string;
  remove(): Promise<void>;
}

/** A copy of the checkout that a test may change; it shares the installed packages. */
export async function copyCheckout(): Promise<CheckoutCopy> {
  const folder = await mkdtemp(path.join(tmpdir(), 'guichet-copy-'));
  await cp(checkout, folder, {
    recursive: true,
    filter: (source) => !leftOut.has(path.relative(checkout, source).split(path.sep)[0]!),
  });
  await symlink(path.join(checkout, 'node_modules'), path.join(folder, 'node_modules'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
