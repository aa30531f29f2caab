/** Photos as a telephone takes them: large, on their side, and telling where they were taken. */
import { type Browser, visitor } from './browser.ts';

/** What must never be stored: it stands in each place where a telephone writes about a photo. */
export const placeTold = 'TAKEN-AT-48.8566-2.3522';

/** A photo of at least so many bytes, wider than high, that is to be shown turned by a quarter. */
export async function aPhotoOnItsSide(browser: Browser, bytes: number): Promise<Buffer> {
  const page = await visitor(browser, 'about:blank', { javaScriptEnabled: true });
  const drawn = await page.evaluate<string>(`(async () => {
    const [width, height] = ${bytes > 1_000_000 ? '[2300, 1920]' : '[64, 32]'};
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const pixels = new ImageData(width, height);
    const words = new Uint32Array(pixels.data.buffer);
    for (let index = 0, noise = 1; index < words.length; index++) {
      noise = (Math.imul(noise, 1664525) + 1013904223) >>> 0;
      words[index] = noise | 0xff000000;
    }
    canvas.getContext('2d').putImageData(pixels, 0, 0);
    return canvas.toDataURL('image/jpeg', 1).split(',')[1];
  })()`);
  await page.context().close();
  const plain = Buffer.from(drawn, 'base64');
  if (plain.length < bytes) throw new Error(`the drawn photo has ${plain.length} bytes, and ${bytes} are wanted`);
  return withMetadata(plain);
}

/** @param jpeg without any */
export function withMetadata(jpeg: Buffer): Buffer {
  const xmp = Buffer.from(`http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>${placeTold}</x:xmpmeta>`, 'latin1');
  return Buffer.concat([
    jpeg.subarray(0, 2),
    segment(0xe1, exif(6)),
    segment(0xe1, xmp),
    segment(0xed, Buffer.from(`Photoshop 3.0\0${placeTold}`)),
    segment(0xfe, Buffer.from(placeTold)),
    jpeg.subarray(2),
    // The short film that some telephones put behind the picture.
    Buffer.from(`ftypmp42 ${placeTold}`),
  ]);
}

function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

/** Two entries, the orientation and the way to the place, in the order of bytes that most telephones write. */
function exif(orientation: number): Buffer {
  const entry = (tag: number, kind: number, value: number) => {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt16LE(tag, 0);
    bytes.writeUInt16LE(kind, 2);
    bytes.writeUInt32LE(1, 4);
    bytes.writeUInt32LE(value, 8);
    return bytes;
  };
  return Buffer.concat([
    Buffer.from('Exif\0\0II*\0\x08\0\0\0\x02\0', 'latin1'),
    entry(0x0112, 3, orientation),
    entry(0x8825, 4, 38),
    Buffer.alloc(4),
    Buffer.from(placeTold),
  ]);
}
