import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { emailNames } from '../../templates/emails.ts';
import { examples } from '../../templates/examples.ts';
import { createPages } from '../../templates/pages.ts';
import { openEmails } from './kept-emails.ts';
import { statesOf } from './states.ts';

test('every page in every state and every email is valid HTML, in both languages', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'guichet-html-'));
  try {
    const files = await writeEverything(folder);
    const { messages } = JSON.parse(await check(files)) as { messages: Fault[] };
    const faults = messages.filter((fault) => !forOutlook(fault));
    expect(faults.map(({ url, lastLine, message }) => `${basename(url)}:${lastLine} ${message}`)).toEqual([]);
  } finally {
    await rm(folder, { recursive: true });
  }
}, 120_000);

interface Fault {
  url: string;
  lastLine: number;
  message: string;
}

/** What MJML writes for Outlook alone, which reads emails as Word does: the names are Microsoft's and no standard's. */
const forOutlook = ({ url, message }: Fault) =>
  basename(url).startsWith('email-') &&
  /Attribute “xmlns:[vo]” not allowed|Property “mso-[a-z-]+” doesn't exist/.test(message);

async function writeEverything(folder: string): Promise<string[]> {
  const pages = createPages({ assetVersion: 'essai' });
  const emails = await openEmails();
  const documents = (['fr', 'en'] as const).flatMap((lang) => {
    const { layout, agentLayout, emails: emailViews } = examples(lang);
    const states = statesOf(lang);
    return [
      ...states.map(({ name, page, view }) => [`page-${name}.${lang}`, pages.render(page, layout, view as never)]),
      ...states.map(({ name, page, view }) => [
        `agent-${name}.${lang}`,
        pages.render(page, agentLayout, view as never),
      ]),
      ...emailNames.map((name) => [`email-${name}.${lang}`, emails.render(name, emailViews[name]).html]),
    ] as [name: string, html: string][];
  });
  return Promise.all(
    documents.map(async ([name, html]) => {
      const file = join(folder, `${name}.html`);
      await writeFile(file, html);
      return file;
    }),
  );
}

/** The Nu HTML checker, once for all files. @returns its messages as JSON */
function check(files: string[]): Promise<string> {
  const program = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');
  return new Promise((resolve, reject) => {
    execFile(
      'java',
      ['-jar', program, '--errors-only', '--format', 'json', ...files],
      { maxBuffer: 50_000_000 },
      // Faults end the program with 1, and are in its messages.
      (error, _, messages) => {
        if (error?.code === 'ENOENT')
          reject(new Error('Java is missing: install a JRE (Debian: apt-get install default-jre-headless)'));
        else if (messages.trimStart().startsWith('{')) resolve(messages);
        else reject(new Error(`the HTML checker gave no messages: ${messages.slice(0, 500) || error?.message}`));
      },
    );
  });
}
