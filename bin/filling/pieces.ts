/** What people send: real files, which say that they are made up. */
import { crc32, deflateSync } from 'node:zlib';
import PDFDocument from 'pdfkit';
import type { Dice } from '../simulation/dice.ts';

export interface PieceFile {
  fileName: string;
  mediaType: 'application/pdf' | 'image/png';
  content: Buffer;
}

/** A page with the name of the piece. */
export async function paperNamed(title: string): Promise<PieceFile> {
  const document = new PDFDocument({ size: 'A4', info: { Title: title } });
  document.fontSize(20).text(title).moveDown().fontSize(12).text('Pièce de démonstration, sans valeur.');
  document.end();
  const chunks: Buffer[] = [];
  for await (const chunk of document) chunks.push(chunk as Buffer);
  return { fileName: 'piece-de-demonstration.pdf', mediaType: 'application/pdf', content: Buffer.concat(chunks) };
}

const [width, height] = [320, 200];

/** A street under a sky, in colours that the dice choose. */
export function photo(dice: Dice): PieceFile {
  const [sky, street] = [0, 1].map(() => [0, 1, 2].map(() => 70 + Math.floor(dice.next() * 150)));
  const rows = Array.from({ length: height }, (_, y) => {
    const colours = y < height * 0.55 ? sky! : street!;
    return Buffer.from([0, ...Array.from({ length: width * 3 }, (_, x) => (colours[x % 3]! + ((x * y) % 23)) % 256)]);
  });
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const content = Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return { fileName: 'photo-de-demonstration.png', mediaType: 'image/png', content };
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name), data]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(data.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}
