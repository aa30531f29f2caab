import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildAssets } from '../../templates/styles.ts';

let folder: string;
let version: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guichet-assets-'));
  ({ version } = await buildAssets(folder));
});
afterAll(() => rm(folder, { recursive: true }));

test('the style sheet asks only for files that stand beside it', async () => {
  const css = await readFile(join(folder, 'guichet.css'), 'utf8');
  const files = await readdir(folder);
  const wanted = [...css.matchAll(/url\("?([^")]+)"?\)/g)]
    .map(([, url]) => url!)
    .filter((url) => !url.startsWith('data:'));
  expect(wanted.length).toBeGreaterThan(0);
  for (const url of wanted) expect(files.map((file) => `/assets/${file}`)).toContain(url);
});

test('no font, crest or name of the British government is served', async () => {
  const css = await readFile(join(folder, 'guichet.css'), 'utf8');
  expect(css).not.toMatch(/GDS Transport|crest|crown|govuk-footer|govuk-header__/i);
});

test('a second start leaves the same version as it is', async () => {
  const before = await stat(join(folder, 'guichet.css'));
  expect(await buildAssets(folder)).toEqual({ version });
  expect((await stat(join(folder, 'guichet.css'))).mtimeMs).toBe(before.mtimeMs);
});
