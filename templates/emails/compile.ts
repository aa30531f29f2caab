import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Language } from '../views.ts';

/** The Handlebars source of an email's subject and HTML. A fault in the MJML throws, naming the file. */
export async function compileEmail(
  lang: Language,
  name: string,
  cacheDir?: string,
): Promise<{ subject: string; html: string }> {
  const file = `${lang}/${name}.mjml`;
  const [layout, email] = await Promise.all([read('layout.mjml'), read(file)]);
  const title = email.match(/^<mj-title>(.*)<\/mj-title>$/m);
  if (!title) throw new Error(`emails/${file} has no line with its subject, <mj-title>…</mj-title>`);
  const [line, event] = title;
  // What happened, then to what: a list of emails shows no more than the beginning.
  const subject = `${event}${lang === 'fr' ? ' :' : ':'} {{short title}} ({{reference}})`;
  const source = layout
    .replace('{{lang}}', lang)
    .replace('<!-- subject -->', () => subject)
    .replace('<!-- content -->', () => email.replace(line, ''));
  return { subject, html: townsColours(await cached(cacheDir, source, () => toHtml(source, file))) };
}

/** MJML wants to see colours where the town's will stand. */
const townsColours = (html: string) =>
  html
    .replaceAll('#12505b', '{{town.colours.brand}}')
    .replaceAll('#eef4f4', '{{town.colours.surface}}')
    .replaceAll('#8fd3df', '{{town.colours.onDark}}');

const read = (file: string) => readFile(new URL(`./${file}`, import.meta.url), 'utf8');

async function toHtml(source: string, file: string): Promise<string> {
  // Loaded only when there is something to compile.
  const { default: mjml2html } = await import('mjml');
  // No fonts: a letter box must not fetch anything to show the email.
  const { html, errors } = await mjml2html(source, { validationLevel: 'soft', keepComments: false, fonts: {} });
  const [fault] = errors;
  if (fault) throw new Error(`emails/${file}: ${fault.formattedMessage}`);
  return html;
}

async function cached(cacheDir: string | undefined, source: string, make: () => Promise<string>): Promise<string> {
  if (!cacheDir) return make();
  const key = createHash('sha256')
    .update(await mjmlVersion())
    .update(source)
    .digest('hex')
    .slice(0, 24);
  const path = join(cacheDir, `${key}.hbs`);
  const kept = await readFile(path, 'utf8').catch(() => undefined);
  if (kept !== undefined) return kept;
  const made = await make();
  await mkdir(cacheDir, { recursive: true });
  // Whole or not there: two parts that start at once make the same.
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, made);
  await rename(draft, path);
  return made;
}

const locate = createRequire(import.meta.url).resolve;
const mjmlVersion = () => readFile(join(dirname(locate('mjml')), '../package.json'));
