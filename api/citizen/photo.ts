/** Photos without what they tell beside the picture: where they were taken, when, by which device. */
import { crc32 } from 'node:zlib';
import type { ByteWindow } from './byte-window.ts';

/**
 * The same picture, byte for byte, with nothing of its metadata but colours and which side is up: programs that show it
 * turn it by that. What follows the picture, as a telephone's second one or a short film, goes too.
 *
 * @param bytes read to its end, also where the picture ends before
 * @param tellDamaged called where the file is no picture of its kind after all; what is given then is not whole
 */
export async function* withoutMetadata(
  mediaType: string | undefined,
  bytes: ByteWindow,
  tellDamaged: () => void,
): AsyncGenerator<Buffer> {
  const picture = mediaType === 'image/jpeg' ? jpeg : mediaType === 'image/png' ? png : undefined;
  if (!picture) return yield* bytes.rest();
  try {
    yield* picture(bytes);
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    tellDamaged();
  }
  // A form goes on when its file has been read.
  for await (const _ of bytes.rest());
}

class Damaged extends Error {}

/** Those below are of no picture. */
const firstMarker = 0xc0;
const [startOfImage, endOfImage, startOfScan, exifSegment, iccSegment] = [0xd8, 0xd9, 0xda, 0xe1, 0xe2];

/** ITU T.81, annex B: segments of a marker and a length; after the start of a scan, data up to the next marker. */
async function* jpeg(bytes: ByteWindow): AsyncGenerator<Buffer> {
  let isTurned = false;
  yield await bytes.take(2);
  while (await bytes.holds(4, 2)) {
    const marker = bytes.at(1);
    if (bytes.at(0) !== 0xff || marker < firstMarker || marker === startOfImage) throw new Damaged();
    // Any number of these may stand before a marker.
    if (marker === 0xff) await bytes.take(1);
    else if (marker === endOfImage) return yield await bytes.take(2);
    else {
      const segment = await bytes.take(2 + (await segmentLength(bytes)));
      const orientation = marker === exifSegment && !isTurned ? exifOrientation(segment.subarray(4)) : undefined;
      if (orientation) {
        isTurned = true;
        yield turned(orientation);
      } else if (isOfThePicture(marker, segment)) yield segment;
      if (marker === startOfScan) yield* bytes.upToMarker();
    }
  }
}

async function segmentLength(bytes: ByteWindow): Promise<number> {
  if (!(await bytes.holds(4))) throw new Damaged();
  const length = bytes.uint16(2);
  if (length < 2) throw new Damaged();
  return length;
}

/** Of those for applications, JFIF's, the colours' and Adobe's alone say how to draw it; a comment says nothing. */
function isOfThePicture(marker: number, segment: Buffer): boolean {
  if (marker === iccSegment) return segment.subarray(4, 16).toString('latin1') === 'ICC_PROFILE\0';
  const isForApplications = marker >= 0xe0 && marker <= 0xef;
  return marker === 0xe0 || marker === 0xee || (!isForApplications && marker !== 0xfe);
}

const exifName = Buffer.from('Exif\0\0', 'latin1');

function exifOrientation(content: Buffer): number | undefined {
  return content.subarray(0, 6).equals(exifName) ? orientationOf(content.subarray(6)) : undefined;
}

/** From 2 to 8: what is not 1, the usual side up. @param tiff the block that both kinds of file have */
function orientationOf(tiff: Buffer): number | undefined {
  const isLittle = tiff.subarray(0, 2).toString('latin1') === 'II';
  const short = (at: number) => (at + 2 > tiff.length ? 0 : isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const directory = tiff.length < 8 ? 0 : isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  for (let entry = 0; entry < short(directory); entry++) {
    const at = directory + 2 + 12 * entry;
    if (short(at) === 0x0112) return short(at + 8) > 1 && short(at + 8) <= 8 ? short(at + 8) : undefined;
  }
  return undefined;
}

/** A directory of the one entry. */
const uprightTiff = (orientation: number) =>
  Buffer.from(`4d4d002a00000008000101120003000000010${orientation.toString(16).padStart(3, '0')}000000000000`, 'hex');

function turned(orientation: number): Buffer {
  const content = Buffer.concat([exifName, uprightTiff(orientation)]);
  const head = Buffer.from([0xff, exifSegment, 0, content.length + 2]);
  return Buffer.concat([head, content]);
}

/** What draws the picture (PNG, third edition, 11.2 and 11.3): texts, times and the like are not in it. */
const pngChunks = /^(IHDR|PLTE|IDAT|IEND|tRNS|cHRM|gAMA|iCCP|sBIT|sRGB|cICP|bKGD|pHYs|acTL|fcTL|fdAT)$/;
/** A photo of 15 MB has its data in pieces of some kilobytes; the store takes any. */
const longestChunk = 0x7fffffff;

async function* png(bytes: ByteWindow): AsyncGenerator<Buffer> {
  yield await bytes.take(8);
  while (await bytes.holds(8, 1)) {
    if (!(await bytes.holds(8))) throw new Damaged();
    const length = bytes.uint16(0) * 65_536 + bytes.uint16(2);
    if (length > longestChunk) throw new Damaged();
    const chunk = await bytes.take(length + 12);
    const name = chunk.subarray(4, 8).toString('latin1');
    const orientation = name === 'eXIf' ? orientationOf(chunk.subarray(8, -4)) : undefined;
    if (orientation) yield pngChunk(name, uprightTiff(orientation));
    else if (pngChunks.test(name)) yield chunk;
    if (name === 'IEND') return;
  }
}

function pngChunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const [head, foot] = [Buffer.alloc(4), Buffer.alloc(4)];
  head.writeUInt32BE(content.length);
  foot.writeUInt32BE(crc32(body));
  return Buffer.concat([head, body, foot]);
}
