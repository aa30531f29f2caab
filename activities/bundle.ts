import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const workflowsFolder = fileURLToPath(new URL('../workflows/', import.meta.url));
const entry = ['index.ts', 'index.js'].map((name) => path.join(workflowsFolder, name)).find(existsSync)!;

/**
 * Bundles the workflows into `folder`, or finds the bundle of the same sources there (it takes 1.5 s to make).
 * @param interceptor a module of `workflows/kit/` that runs around them
 * @returns the path of the bundle
 */
export async function bundleWorkflows(folder: string, interceptor?: 'own-time'): Promise<string> {
  const name = ['workflows', ...(interceptor ? [interceptor] : []), await sourceHash()].join('-');
  const file = path.join(folder, `${name}.js`);
  if (existsSync(file)) return file;
  const { code } = await bundleWorkflowCode({
    workflowsPath: entry,
    ...(interceptor && { workflowInterceptorModules: [path.join(workflowsFolder, 'kit', interceptor)] }),
    logger: new DefaultLogger('WARN'),
  });
  await mkdir(folder, { recursive: true });
  await writeFile(`${file}.draft`, code);
  await rename(`${file}.draft`, file);
  return file;
}

/** Of the workflow sources and the SDK that bundles them: a worker must not load a bundle of another SDK. */
async function sourceHash(): Promise<string> {
  const hash = createHash('sha256');
  hash.update(await readFile(fileURLToPath(import.meta.resolve('@temporalio/worker/package.json'))));
  const names = (await readdir(workflowsFolder, { recursive: true })).filter((name) => /\.[jt]s$/.test(name)).sort();
  for (const name of names) hash.update(name).update(await readFile(path.join(workflowsFolder, name)));
  return hash.digest('hex').slice(0, 12);
}
