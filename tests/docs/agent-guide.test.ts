/** The agents' guide: its pages and pictures belong together, and it calls things what the screens call them. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { guidePictures } from '../browser/guide-pictures.ts';

const docs = path.resolve(import.meta.dirname, '../../docs');
const images = path.join(docs, 'agent-guide', 'images');
const read = (file: string) => readFileSync(path.join(docs, file), 'utf8');
const pages = readdirSync(path.join(docs, 'agent-guide')).filter((name) => name.endsWith('.md'));
const texts = new Map(
  ['agent-guide.md', ...pages.map((name) => `agent-guide/${name}`)].map((file) => [file, read(file)]),
);
const pictureNames = guidePictures.map(({ name }) => name).sort();

test('the index leads to every page, once', () => {
  const linked = [...texts.get('agent-guide.md')!.matchAll(/\]\(agent-guide\/([^)]+)\)/g)].map(([, page]) => page!);

  expect(linked.sort()).toEqual(pages.sort());
});

test('every page has one picture of its own, and each was taken by its test', () => {
  const shown = pages.flatMap((page) =>
    [...read(`agent-guide/${page}`).matchAll(/!\[[^\]]+\]\(images\/([a-z]+)\.png\)/g)].map(([, name]) => name!),
  );
  const kept = readdirSync(images).filter((name) => name.endsWith('.png'));

  expect(shown.sort()).toEqual(pictureNames);
  expect(shown).toHaveLength(pages.length);
  expect(kept.sort()).toEqual(pictureNames.map((name) => `${name}.png`));
  expect(Object.keys(JSON.parse(read('agent-guide/images/names.json'))).sort()).toEqual(pictureNames);
});

test('a picture is small enough for a slow line, and no larger than a page', () => {
  for (const name of pictureNames) {
    const file = path.join(images, `${name}.png`);
    expect({ name, small: statSync(file).size <= 72_000 }).toEqual({ name, small: true });
    // The width stands in the first part of a PNG.
    expect(readFileSync(file).readUInt32BE(16)).toBeLessThanOrEqual(820);
  }
});

test('no link within the guide is dead', () => {
  const dead = [...texts].flatMap(([file, text]) =>
    [...text.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)]
      .map(([, target]) => target!)
      .filter((target) => !existsSync(path.join(docs, path.dirname(file), target)))
      .map((target) => `${file}: ${target}`),
  );

  expect(dead).toEqual([]);
});

test('what the guide writes in bold is on the screens under that name', () => {
  const sources = sourcesIn('templates', 'api', 'workflows');
  const unknown = [...texts].flatMap(([file, text]) =>
    [...text.matchAll(/\*\*([^*]+)\*\*/g)]
      .map(([, name]) => name!)
      .filter((name) => !sources.includes(`'${name}'`))
      .map((name) => `${file}: ${name}`),
  );

  expect(unknown).toEqual([]);
});

/** The screens' words are strings of their own in the sources. */
function sourcesIn(...folders: string[]): string {
  const checkout = path.dirname(docs);
  return folders
    .flatMap((folder) =>
      readdirSync(path.join(checkout, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        path.join(checkout, folder, file),
      ),
    )
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
}
