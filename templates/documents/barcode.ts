import bwipjs from 'bwip-js/node';

/** A bar of the code, in modules from the left edge. */
export interface Bar {
  left: number;
  width: number;
}

/** Code 128 of a short ASCII text as bars to draw, and the width of the whole in modules, quiet zones not counted. */
export function code128(text: string): { bars: Bar[]; width: number } {
  const [symbol] = bwipjs.raw({ bcid: 'code128', text }) as unknown as [{ sbs: number[] }];
  const bars: Bar[] = [];
  let left = 0;
  for (const [index, width] of symbol.sbs.entries()) {
    if (index % 2 === 0) bars.push({ left, width });
    left += width;
  }
  return { bars, width: left };
}
