import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { diagramFiles } from '../templates/diagrams/files.ts';
import { explore } from '../workflows/kit/explorer.ts';
import { graphOf } from '../workflows/kit/graph.ts';
import { requestTypes } from '../workflows/request-types/index.ts';
import { services } from '../workflows/services.ts';

// `npm run diagrams` writes docs/processes; with `-- --check` it says which files no longer show the processes.

const folder = fileURLToPath(new URL('../docs/processes/', import.meta.url));
const checking = process.argv.includes('--check');

const changed: string[] = [];
for (const type of requestTypes) {
  const paths = await explore(type);
  const files = await diagramFiles(paths, graphOf(paths), { type, lang: 'fr', services });
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, type.id, name);
    const kept = await readFile(file, 'utf8').catch(() => undefined);
    if (kept === content) continue;
    changed.push(path.relative(process.cwd(), file));
    if (checking) continue;
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

if (checking && changed.length > 0) {
  console.error(
    `${changed.map((file) => `${file}: the process has changed since this was drawn`).join('\n')}\nLook at the change with "npm run diagrams" and git diff, and commit it with the process when it is meant.`,
  );
  process.exitCode = 1;
} else console.log(checking ? 'The diagrams show the processes.' : `${changed.length} files written.`);
