/** What a hand reader would say to these bars; throws when they are no Code 128 or its checksum is wrong. */
export function readCode128(bars: { left: number; width: number }[]): string {
  const symbols = symbolsOf(bars);
  const [start, ...rest] = symbols;
  const data = rest.slice(0, -2);
  const sum = data.reduce((total, symbol, index) => total + symbol * (index + 1), start!);
  if (sum % 103 !== rest.at(-2)) throw new Error('The checksum is wrong');
  let set = 'ABC'[start! - 103]!;
  let text = '';
  for (const symbol of data) {
    const next = { 99: 'C', 100: 'B', 101: 'A' }[symbol];
    if (next && next !== set) set = next;
    else text += set === 'C' ? String(symbol).padStart(2, '0') : String.fromCharCode(symbol + 32);
  }
  return text;
}

function symbolsOf(bars: { left: number; width: number }[]): number[] {
  const last = bars.at(-1)!;
  const widths = bars.flatMap((bar, index) => {
    const next = bars[index + 1];
    return next ? [bar.width, next.left - bar.left - bar.width] : [bar.width];
  });
  // The stop sign ends with a bar of two modules.
  const digits = widths.map((width) => Math.round(width / (last.width / 2))).join('');
  const stop = '2331112';
  if (!digits.endsWith(stop)) throw new Error('There is no stop sign');
  const symbols = digits.slice(0, -stop.length).match(/.{6}/g)!;
  return [...symbols.map((symbol) => patterns.indexOf(symbol)), 106];
}

// ISO/IEC 15417, table 1: six widths a symbol, in the order of its values.
const patterns = (
  '212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221' +
  '223211221132221231213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321' +
  '112313132113132311211313231113231311112133112331132131113123113321133121313121211331231131213113213311213131' +
  '311123311321331121312113312311332111314111221411431111111224111422121124121421141122141221112214112412122114' +
  '122411142112142211241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141' +
  '214121412121111143111341131141114113114311411113411311113141114131311141411131211412211214211232'
).match(/.{6}/g)!;
