/** The part of fontkit that the letter uses; the package has no types of its own. */
declare module 'fontkit' {
  export interface Font {
    characterSet: number[];
    glyphForCodePoint(codePoint: number): unknown;
  }
  export function create(data: Uint8Array): Font;
}
