import { Readable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { ByteWindow } from '../../api/citizen/byte-window.ts';
import { withoutMetadata } from '../../api/citizen/photo.ts';
import { placeTold, withMetadata } from '../browser/photos.ts';

/** A scan with each thing that is no end of it: 0xff itself, a restart, and a second scan with tables before it. */
const drawing = Buffer.from(
  'ffd8ffe000104a46494600010100000100010000ffdb0005000102' +
    'ffda0008010100003f00d2ff00cfffd0fcffd7a1ffc400040011ffda0008010100003f00aaff00bbffd9',
  'hex',
);
const upright = 'ffe100224578696600004d4d002a000000080001011200030000000100060000000000' + '00';

test.each([1, 2, 3, 7, 1000])(
  'a photo keeps its picture and which side is up, and loses the rest (in pieces of %s)',
  async (size) => {
    const { content, isDamaged } = await cleaned('image/jpeg', withMetadata(drawing), size);

    expect(isDamaged).toBe(false);
    expect(content.toString('latin1')).not.toContain(placeTold);
    expect(content.toString('hex')).toBe(`ffd8${upright}${drawing.subarray(2).toString('hex')}`);
  },
);

test('what is clean already is stored as it came, byte for byte', async () => {
  expect((await cleaned('image/jpeg', drawing)).content).toEqual(drawing);
  const once = (await cleaned('image/jpeg', withMetadata(drawing))).content;
  expect((await cleaned('image/jpeg', once)).content).toEqual(once);
  const text = Buffer.from('%PDF-1.4 Exif');
  expect((await cleaned('application/pdf', text)).content).toEqual(text);
});

test('a PNG keeps its picture and which side is up, and loses its texts', async () => {
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  const picture = [chunk('IHDR', '01'), chunk('IDAT', '0203'), chunk('IEND', '')];
  const turned = Buffer.from('4d4d002a0000000800010112000300000001000600000000' + '0000', 'hex').toString('hex');
  const place = Buffer.from(placeTold).toString('hex');
  const told = [chunk('tEXt', place), chunk('eXIf', turned + place), chunk('iTXt', place), chunk('tIME', place)];

  const { content } = await cleaned(
    'image/png',
    Buffer.concat([signature, picture[0]!, ...told, ...picture.slice(1), Buffer.from(placeTold)]),
  );

  expect(content.toString('latin1')).not.toContain(placeTold);
  expect(content.length).toBe(Buffer.concat([signature, ...picture]).length + turned.length / 2 + 12);
  expect(content.toString('hex')).toContain(Buffer.from('eXIf').toString('hex') + turned);
});

test.each([
  [
    'another file behind the first bytes of a photo',
    `ffd8ff${Buffer.from('e0<html>').toString('hex')}${'00'.repeat(9000)}`,
  ],
  ['a photo in a photo', `ffd8ffd8ffd9`],
  ['a length that is none', `ffd8ffe10001ffd9`],
])('%s is no photo', async (_, hex) => {
  expect((await cleaned('image/jpeg', Buffer.from(hex, 'hex'))).isDamaged).toBe(true);
});

test('a photo that was cut off is taken as far as it goes, and so is one of fifteen megabytes that is signs alone', async () => {
  const half = withMetadata(drawing).subarray(0, -60);
  expect((await cleaned('image/jpeg', half)).isDamaged).toBe(false);
  const signs = Buffer.concat([drawing.subarray(0, 37), Buffer.alloc(15_000_000, Buffer.from('ff00', 'hex'))]);
  expect((await cleaned('image/jpeg', signs, 65_536)).content.equals(signs)).toBe(true);
});

async function cleaned(mediaType: string, file: Buffer, size = 1000) {
  const pieces = Array.from({ length: Math.ceil(file.length / size) }, (_, index) =>
    file.subarray(index * size, (index + 1) * size),
  );
  let isDamaged = false;
  const given: Buffer[] = [];
  const bytes = new ByteWindow(Readable.from(pieces));
  for await (const part of withoutMetadata(mediaType, bytes, () => {
    isDamaged = true;
  }))
    given.push(part);
  return { content: Buffer.concat(given), isDamaged };
}

/** Its check sum is nobody's here. */
function chunk(name: string, hex: string): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(hex.length / 2);
  return Buffer.concat([head, Buffer.from(name), Buffer.from(hex, 'hex'), Buffer.alloc(4)]);
}
