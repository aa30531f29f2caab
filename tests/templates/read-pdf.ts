import { inflateSync } from 'node:zlib';

export interface ReadPdf {
  /** The bytes as Latin-1, for what a PDF says in the clear. */
  raw: string;
  /** The words of all pages, in the order in which they are drawn, with the spaces that the file holds. */
  text: string;
  /** Left edges and widths of the filled bars, in points. */
  bars: { left: number; width: number }[];
}

/** Reads back as much of a PDF made by pdfkit as a test of ours needs: text through the fonts' own maps, rectangles. */
export function readPdf(pdf: Buffer): ReadPdf {
  const raw = pdf.toString('latin1');
  const streams = [...streamsOf(pdf, raw)];
  const fonts = fontMaps(raw, new Map(streams));
  const contents = streams.map(([, stream]) => stream).filter((stream) => / Tf\b/.test(stream));
  return {
    raw,
    text: contents.map((content) => textOf(content, fonts)).join('\n'),
    bars: contents.flatMap((content) => barsOf(content)),
  };
}

/** Object number and inflated text of every stream. */
function* streamsOf(pdf: Buffer, raw: string): Generator<[string, string]> {
  for (const match of raw.matchAll(/(\d+) 0 obj\n(<<(?:(?!endobj)[\s\S])*?>>)\nstream\n/g)) {
    const [head, number, dictionary] = match as unknown as [string, string, string];
    const length = Number(dictionary.match(/\/Length (\d+)/)?.[1]);
    const start = match.index + head.length;
    const bytes = pdf.subarray(start, start + length);
    const plain = dictionary.includes('FlateDecode') ? inflateSync(bytes) : bytes;
    yield [number, plain.toString('latin1')];
  }
}

/** For each font name (F1, F2…) the text that each of its glyphs stands for. */
function fontMaps(raw: string, streams: Map<string, string>): Map<string, string[]> {
  const maps = new Map<string, string[]>();
  for (const [, name, object] of raw.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const cmap = raw.match(new RegExp(`\\n${object} 0 obj\\n<<[^>]*?/ToUnicode (\\d+) 0 R`))?.[1];
    const entries = [...(streams.get(cmap!) ?? '').matchAll(/<[0-9a-f]+> <[0-9a-f]+> \[(.*?)\]/g)].map(
      ([, list]) => list!,
    );
    const glyphs = entries.flatMap((list) => [...list.matchAll(/<([0-9a-f ]*)>/g)].map(([, hex]) => unicode(hex!)));
    maps.set(name!, glyphs);
  }
  return maps;
}

const unicode = (hex: string) => String.fromCharCode(...hex.split(' ').map((unit) => Number.parseInt(unit, 16)));

function textOf(content: string, fonts: Map<string, string[]>): string {
  let glyphs: string[] = [];
  let text = '';
  for (const [, font, shown] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[(<[^\]]*)\] TJ/g)) {
    if (font) glyphs = fonts.get(font)!;
    for (const [, hex] of (shown ?? '').matchAll(/<([0-9a-f]+)>/g)) {
      for (const code of hex!.match(/.{4}/g)!) text += glyphs[Number.parseInt(code, 16)];
    }
    if (shown) text += '\n';
  }
  return text;
}

/** Rectangles one after the other, filled at the end: the barcode. A lone rectangle is a box to tick. */
function barsOf(content: string): { left: number; width: number }[] {
  const run = content.match(/(?:[-\d.]+ [-\d.]+ [-\d.]+ [-\d.]+ re\n){10,}/)?.[0] ?? '';
  return [...run.matchAll(/([-\d.]+) [-\d.]+ ([-\d.]+) [-\d.]+ re/g)].map(([, left, width]) => ({
    left: Number(left),
    width: Number(width),
  }));
}
