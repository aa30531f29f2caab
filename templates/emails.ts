import { readdirSync, readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import { compile } from 'html-to-text';
import { compileEmail } from './emails/compile.ts';
import type { EmailView, RenderedEmail } from './emails/view.ts';
import { dialled, paragraphs } from './typed.ts';
import type { Language } from './views.ts';

/** One file in `emails/fr/` and one in `emails/en/` each; a test compares the list with the files. */
export const emailNames = [
  'acknowledgement',
  'answer-awaited',
  'answer-postponed',
  'answer-sent',
  'answer-sooner',
  'appointment-booked',
  'certificate-not-found',
  'certificate-sent',
  'closed-without-documents',
  'commission-convened',
  'confirm-following',
  'confirm-support',
  'data-right',
  'data-right-asked',
  'data-right-recipient',
  'deadline-extended',
  'deadline-near',
  'document-infected',
  'documents-awaited',
  'documents-refused',
  'documents-reminder',
  'followed-news',
  'joined-news',
  'manager-called',
  'message-from-agent',
  'permit-issued',
  'progress-update',
  'proposal-not-supported',
  'proposal-published',
  'reasons-asked',
  'reasons-given',
  'renewal-reminder',
  'request-accepted',
  'request-finished',
  'request-joined',
  'request-merged',
  'request-refused',
  'request-reopened',
  'request-transferred',
  'request-withdrawn',
  'silence-accepted',
  'silence-rejected',
  'slot-taken',
  'work-done',
  'work-not-possible',
] as const;

export type EmailName = (typeof emailNames)[number];

/**
 * Those by which a citizen is told the town hall's decision, whether the request ends with it or goes on. A proposal is
 * answered when it is published: what its supports lead to is the town's own rule.
 */
export const decidingEmails: readonly EmailName[] = [
  'answer-sent',
  'appointment-booked',
  'permit-issued',
  'proposal-published',
  'request-accepted',
  'request-refused',
];

export interface Emails {
  names: readonly EmailName[];
  /** Throws when the view lacks something that the email shows. */
  render(name: EmailName, view: EmailView): RenderedEmail;
}

/**
 * Compiles every email in both languages. `cacheDir` keeps what MJML made of them from one start to the next: loading
 * MJML alone takes half a second.
 */
export async function createEmails({ cacheDir }: { cacheDir?: string | undefined } = {}): Promise<Emails> {
  const compiled = new Map<string, { subject: Template; html: Template }>();
  for (const lang of ['fr', 'en'] satisfies Language[]) {
    const engine = engineOf(lang);
    for (const name of emailNames) {
      const { subject, html } = await compileEmail(lang, name, cacheDir);
      compiled.set(`${lang}/${name}`, {
        // A subject is plain text: « & » stays « & ».
        subject: engine.compile(subject, { strict: true, noEscape: true }),
        html: engine.compile(html, { strict: true }),
      });
    }
  }
  return {
    names: emailNames,
    render(name, view) {
      const template = compiled.get(`${view.lang}/${name}`);
      if (!template) throw new Error(`There is no email called "${name}" in the language "${view.lang}"`);
      const html = template.html(view);
      // A line break in a subject would begin another header.
      const subject = template.subject(view).replace(/\s+/g, ' ').trim();
      return { subject, html, text: textOf(html) };
    },
  };
}

type Template = (view: EmailView) => string;

/** Partials are either of both languages, as an address, or stand in each language's folder under the same name. */
function engineOf(lang: Language): typeof Handlebars {
  const engine = Handlebars.create();
  engine.registerHelper({
    paragraphs,
    dialled,
    short,
    several: (list: readonly unknown[]) => list.length > 1,
    is: (value: unknown, expected: unknown) => value === expected,
  });
  for (const folder of [partials, new URL(`${lang}/`, partials)]) {
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.hbs'))) {
      const source = readFileSync(new URL(file, folder), 'utf8').trim();
      engine.registerPartial(file.replace('.hbs', ''), engine.compile(source, { strict: true }));
    }
  }
  return engine;
}

const partials = new URL('./emails/partials/', import.meta.url);

/** Of a title what a subject has room for, up to the end of a word. */
function short(title: string): string {
  const room = 36;
  if (title.length <= room) return title;
  return `${title.slice(0, title.lastIndexOf(' ', room - 1))}…`;
}

/** The part for those who read plain text: links in full. */
function textOf(html: string): string {
  return `${toText(html)
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

const toText = compile({
  wordwrap: 78,
  baseElements: { selectors: ['body'] },
  selectors: [
    { selector: 'h1', options: { uppercase: false } },
    // RFC 3986, appendix C: programs that show text find the end of an address in such brackets.
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['<', '>'] } },
    { selector: 'a[href^="mailto:"]', format: 'anchor', options: { ignoreHref: true } },
    { selector: 'a[href^="tel:"]', format: 'anchor', options: { ignoreHref: true } },
    { selector: 'ul', options: { itemPrefix: '- ' } },
  ],
});
