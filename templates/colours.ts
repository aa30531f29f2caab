/** Colours are `#rrggbb`. */
export interface Palette {
  brand: string;
  /** The brand's darker self, for what is pointed at. */
  hover: string;
  surface: string;
  border: string;
  /** The brand's lighter self, readable on a dark ground and under black words. */
  onDark: string;
}

/** What WCAG 2.2 asks of ordinary text (1.4.3). */
export const leastContrast = 4.5;
export const darkGround = '#22282a';
const [black, white] = ['#0b0c0c', '#ffffff'];

/** Everything that the one brand colour of a town gives. */
export function paletteOf(brand: string): Palette {
  return {
    brand,
    hover: mix(brand, black, 0.35),
    surface: mix(white, brand, 0.06),
    border: mix(white, brand, 0.35),
    onDark: lightened(brand),
  };
}

/** The lower of the two contrasts that the pages need: white words on the brand, and its links on the tinted ground. */
export const contrastOfBrand = (brand: string) =>
  Math.min(contrast(white, brand), contrast(brand, paletteOf(brand).surface));

/** 1 for the same, 21 for black on white. Source: WCAG 2.2, “contrast ratio” and “relative luminance”. */
export function contrast(one: string, other: string): number {
  const [lighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = parts(colour).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function lightened(brand: string): string {
  for (let share = 0.3; share < 1; share += 0.05) {
    const lighter = mix(brand, white, share);
    if (contrast(lighter, darkGround) >= 7 && contrast(lighter, black) >= 7) return lighter;
  }
  return white;
}

function mix(one: string, other: string, shareOfOther: number): string {
  const [from, to] = [parts(one), parts(other)];
  const mixed = from.map((part, index) => Math.round(part + (to[index]! - part) * shareOfOther));
  return `#${mixed.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

const parts = (colour: string) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
