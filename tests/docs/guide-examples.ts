/** The examples of the designers' guide as request types of a copied checkout. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

const file = path.resolve(import.meta.dirname, '../../docs/designer-guide.md');

export const readGuide = () => readFile(file, 'utf8');

/** The code of the guide's blocks of one kind, in their order. */
export const blocksOf = (guide: string, language: string) =>
  [...guide.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, code]) => code!);

/** Writes a type for each process of the guide, all with the guide's header; gives their ids, which are their files' too. */
export async function writeGuideTypes(folder: string): Promise<string[]> {
  const guide = await readGuide();
  const header = blocksOf(guide, 'ts header').join('\n');
  const types = blocksOf(guide, 'ts process').map((process, index) => ({ id: `guide-${index}`, process }));
  const typesFolder = path.join(folder, 'workflows', 'request-types');
  await Promise.all(
    types.map(({ id, process }) => writeFile(path.join(typesFolder, `${id}.ts`), typeOf(id, header, process))),
  );
  return types.map(({ id }) => id);
}

/** An excerpt goes on to an end of its own. */
function typeOf(id: string, header: string, process: string): string {
  const endsByItself = /^(return|switch)\b/m.test(process.trim().split('\n').at(-1)!) || /^switch/m.test(process);
  return `import { choice, list, phone, plannedDate, text } from '../kit/fields.ts';
import { requestType } from '../kit/request-type.ts';

export const example = requestType({
  id: '${id}',
${header}
  async process(desk) {
${process}${endsByItself ? '' : "return desk.close('accepted', { email: 'request-accepted' });"}
  },
});
`;
}

/** In the place of the twelve types: those of the guide alone. */
export function guideIndex(ids: readonly string[]): string {
  const name = (id: string) => id.replace('-', '');
  return `import type { RequestType } from '../kit/request-type.ts';
${ids.map((id) => `import { example as ${name(id)} } from './${id}.ts';`).join('\n')}

export const requestTypes: readonly RequestType[] = [${ids.map(name).join(', ')}];
export const findRequestType = (wanted: string) => requestTypes.find(({ id }) => id === wanted)!;
`;
}
