import { compile } from 'html-to-text';
import type { Language } from '../views.ts';

/** What a letter says: the email's own words in the order in which it has them, without what only a screen shows. */
export interface LetterWords {
  lang: Language;
  subject: string;
  blocks: LetterBlock[];
}

export interface LetterBlock {
  kind: 'title' | 'paragraph' | 'item';
  /** One after the other, with line breaks; a part that stands out is bold. */
  parts: { text: string; bold: boolean }[];
}

/** Made from an email's HTML, so that no letter says anything else than the email would have. */
export function letterBlocks(html: string): LetterBlock[] {
  return toMarked(html)
    .split(/\n{2,}/)
    .flatMap((block) => block.split(new RegExp(`\n(?=${marks.item})`)))
    .map(blockOf)
    .filter(({ parts }) => parts.length > 0);
}

/** Signs that no font has and nobody types: where a title and an item begin, and what is bold. */
const marks = { title: '\uE000', item: '\uE001', bold: '\uE002', plain: '\uE003' };

// The town's header and footer are the letter's own. A link is an address to be typed.
const toMarked = compile({
  wordwrap: false,
  baseElements: { selectors: ['.sheet'] },
  formatters: {
    title(elem, walk, builder) {
      builder.openBlock({ leadingLineBreaks: 2 });
      builder.addInline(marks.title);
      walk(elem.children, builder);
      builder.closeBlock({ trailingLineBreaks: 2 });
    },
    bold(elem, walk, builder) {
      builder.addInline(marks.bold);
      walk(elem.children, builder);
      builder.addInline(marks.plain);
    },
    address(elem, walk, builder) {
      const { href } = elem.attribs as { href: string };
      walk(elem.children, builder);
      const shown = elem.children.map(({ data }) => data ?? '').join('');
      if (/^https?:/.test(href) && !href.endsWith(shown.trim())) builder.addInline(` (${href})`);
    },
  },
  selectors: [
    { selector: 'h1', format: 'title' },
    { selector: 'strong', format: 'bold' },
    { selector: 'a', format: 'address' },
    { selector: 'ul', options: { itemPrefix: marks.item } },
  ],
});

function blockOf(marked: string): LetterBlock {
  const text = marked.trim();
  const kind = text.startsWith(marks.title) ? 'title' : text.startsWith(marks.item) ? 'item' : 'paragraph';
  const words = text.replace(new RegExp(`[${marks.title}${marks.item}]`, 'g'), '').trim();
  const parts = words.split(new RegExp(`(?=[${marks.bold}${marks.plain}])`)).map((part) => ({
    text: part.replace(new RegExp(`[${marks.bold}${marks.plain}]`, 'g'), ''),
    bold: part.startsWith(marks.bold),
  }));
  return { kind, parts: parts.filter(({ text: said }) => said !== '') };
}
