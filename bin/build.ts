/** Completes `dist/` after the compiler: what is read at run time, and what would otherwise be made at the first start. */
import { existsSync } from 'node:fs';
import { cp, readdir, rm } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkout } from './config.ts';

const dist = join(checkout, 'dist');
const folders = ['workflows', 'activities', 'api', 'relay', 'templates', 'db'];

await forgetFormerFiles();
await copyWhatIsRead();
await fillCache();

/** The compiler leaves what an earlier build made of files that are gone. */
async function forgetFormerFiles(): Promise<void> {
  for (const file of await filesIn(dist)) {
    const source = join(checkout, file);
    const compiled = existsSync(source.replace(/\.js$/, '.ts'));
    if (!compiled && !existsSync(source)) await rm(join(dist, file));
  }
}

async function copyWhatIsRead(): Promise<void> {
  for (const folder of folders) {
    for (const file of await filesIn(join(checkout, folder))) {
      if (['.ts', '.md'].includes(extname(file))) continue;
      await cp(join(checkout, folder, file), join(dist, folder, file));
    }
  }
}

/** By the compiled code itself, so that it finds its own work and needs neither Sass, MJML nor webpack afterwards. */
async function fillCache(): Promise<void> {
  const { bundleWorkflows } = await compiled<typeof import('../activities/bundle.ts')>('activities/bundle.js');
  const { buildAssets } = await compiled<typeof import('../templates/styles.ts')>('templates/styles.js');
  const { createEmails } = await compiled<typeof import('../templates/emails.ts')>('templates/emails.js');
  const cache = join(dist, 'cache');
  await Promise.all([
    bundleWorkflows(join(cache, 'bundle')),
    buildAssets(join(cache, 'assets')),
    createEmails({ cacheDir: join(cache, 'emails') }),
  ]);
}

function compiled<Module>(file: string): Promise<Module> {
  return import(pathToFileURL(join(dist, file)).href);
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}
