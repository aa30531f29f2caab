import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Font } from 'fontkit';
import { create } from 'fontkit';

/** pdfkit's types know only files and bytes. */
type PdfFont = string & Buffer;

export interface LetterFonts {
  regular: PdfFont;
  bold: PdfFont;
}

/**
 * Both fonts, parsed once for the life of the process: pdfkit takes a parsed font as well as a file, and parsing two
 * fonts for each letter costs four times what the rest of the letter does.
 */
export function letterFonts(): LetterFonts {
  parsed ??= {
    regular: parse('400Regular/AtkinsonHyperlegible_400Regular.ttf'),
    bold: parse('700Bold/AtkinsonHyperlegible_700Bold.ttf'),
  };
  return parsed;
}

/**
 * The text in signs that the fonts have, Western and Central European: a letter with marks that they lack loses its
 * marks (« ễ » becomes « e »), and any other sign becomes a question mark. An empty box would say nothing at all.
 */
export function inKnownSigns(text: string): string {
  letterFonts();
  return text.normalize('NFC').replace(/[^\n\r -~]/gu, (sign) => {
    if (knownSigns.has(sign)) return sign;
    const [base = '?'] = sign.normalize('NFD');
    return knownSigns.has(base) ? base : '?';
  });
}

let parsed: LetterFonts | undefined;
const knownSigns = new Set<string>();

function parse(file: string): PdfFont {
  const path = createRequire(import.meta.url).resolve(`@expo-google-fonts/atkinson-hyperlegible/${file}`);
  const font = create(readFileSync(path));
  nameEveryGlyph(font);
  return font as unknown as PdfFont;
}

/**
 * A parsed font remembers for each glyph the text that it first stood for, and the letter's text can be copied and read
 * aloud only by that memory. Filling it in a fixed order keeps one letter from changing the bytes of the next.
 */
function nameEveryGlyph(font: Font): void {
  for (const codePoint of font.characterSet) {
    font.glyphForCodePoint(codePoint);
    knownSigns.add(String.fromCodePoint(codePoint));
  }
}
