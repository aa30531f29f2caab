import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Fills `targetDir`, which is served under `/assets/`, with the style sheet, the fonts, the scripts and the drawings. `version` goes
 * behind their addresses. A folder that already holds that version is left as it is: compiling costs half a second.
 */
export async function buildAssets(targetDir: string): Promise<{ version: string }> {
  const version = await versionOfInputs();
  const stamp = join(targetDir, 'version.txt');
  if ((await readFile(stamp, 'utf8').catch(() => '')) === version) return { version };

  await mkdir(targetDir, { recursive: true });
  await writeFile(join(targetDir, 'guichet.css'), await compileStyles());
  for (const [name, file] of Object.entries(fonts)) await copyFile(locate(file), join(targetDir, name));
  for (const name of await readdir(scripts)) await copyFile(join(scripts, name), join(targetDir, name));
  for (const name of drawings) await copyFile(join(sources, name), join(targetDir, name));
  // Last, so that a build cut short is made again.
  await writeFile(stamp, version);
  return { version };
}

const drawings = ['logo.svg', 'favicon.svg', 'icon-192.png', 'icon-512.png', 'icon-maskable-512.png'];
const sources = fileURLToPath(new URL('./styles/', import.meta.url));
const scripts = fileURLToPath(new URL('./scripts/', import.meta.url));
const locate = createRequire(import.meta.url).resolve;
const fonts = {
  'atkinson-hyperlegible-400.ttf':
    '@expo-google-fonts/atkinson-hyperlegible/400Regular/AtkinsonHyperlegible_400Regular.ttf',
  'atkinson-hyperlegible-700.ttf': '@expo-google-fonts/atkinson-hyperlegible/700Bold/AtkinsonHyperlegible_700Bold.ttf',
};
const manifests = [
  locate('govuk-frontend/package.json'),
  locate('@expo-google-fonts/atkinson-hyperlegible/package.json'),
  // Sass does not export its own, which lies beside its entry.
  join(dirname(locate('sass')), 'package.json'),
];

async function versionOfInputs(): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of [sources, scripts]) {
    for (const name of (await readdir(folder)).sort()) hash.update(name).update(await readFile(join(folder, name)));
  }
  for (const manifest of manifests) hash.update(await readFile(manifest));
  return hash.digest('hex').slice(0, 12);
}

async function compileStyles(): Promise<string> {
  // Loaded only when there is something to compile.
  const { compileAsync } = await import('sass');
  const packageFolder = join(locate('govuk-frontend/package.json'), '../..');
  const { css } = await compileAsync(join(sources, 'guichet.scss'), {
    style: 'compressed',
    loadPaths: [packageFolder],
    quietDeps: true,
  });
  return css;
}
