/** What a town may show as its logo: a drawing that does nothing and fetches nothing. */

export const largestLogoBytes = 100_000;

export interface Logo {
  mediaType: 'image/svg+xml' | 'image/png';
  content: Buffer;
}

/**
 * A logo by its content, whatever it is called.
 *
 * @returns the fault as a sentence where it is none that may be shown
 */
export function logoOf(content: Buffer): Logo | string {
  if (content.length > largestLogoBytes) return `has ${content.length} bytes: at most ${largestLogoBytes} are taken`;
  if (content.subarray(0, 8).equals(pngSignature) && content.toString('latin1', 12, 16) === 'IHDR') {
    return { mediaType: 'image/png', content };
  }
  const source = content.toString('utf8').replace(/^\uFEFF/, '');
  if (!/^\s*(<\?xml[^>]*\?>\s*)?(<!--[\s\S]*?-->\s*)*<svg[\s>]/.test(source)) return 'is neither an SVG nor a PNG file';
  const fault = svgFault(source.replace(/<!--[\s\S]*?-->/g, ''));
  return fault ? `is an SVG that ${fault}` : { mediaType: 'image/svg+xml', content };
}

/** @param text `data:image/…;base64,…` */
export function logoOfDataUri(text: string): Logo | string {
  const [, base64] = /^data:image\/(?:svg\+xml|png);base64,([A-Za-z0-9+/=]+)$/.exec(text) ?? [];
  return base64
    ? logoOf(Buffer.from(base64, 'base64'))
    : 'is not "data:image/png;base64,…" or "data:image/svg+xml;base64,…"';
}

export const dataUriOf = ({ mediaType, content }: Logo) => `data:${mediaType};base64,${content.toString('base64')}`;

const pngSignature = Buffer.from('89504e470d0a1a0a', 'hex');

/** Only what draws is let through: a list of what is dangerous would never be whole. */
function svgFault(source: string): string | undefined {
  const body = source.replace(/^\s*<\?xml[^>]*\?>/, '');
  if (/<[!?]/.test(body)) return 'declares a document type, or holds other instructions than drawing';
  const element = [...body.matchAll(/<\/?\s*([^\s/>]+)/g)].map(([, name]) => name!).find((name) => !drawing.has(name));
  if (element) return `contains <${element}>`;
  const handler = /[\s"'/](on[a-z]+)\s*=/i.exec(body);
  if (handler) return `acts by itself (${handler[1]})`;
  const [, link] = /href\s*=\s*["']?\s*([^#"'\s][^"'\s]*)/i.exec(body) ?? [];
  if (link) return `leads elsewhere (${link.slice(0, 40)})`;
  if (/url\(\s*["']?\s*(?!#|["'\s])/i.test(body) || /@import|expression\(|\\/i.test(body))
    return 'fetches something else';
  if (!/<\/svg\s*>\s*$/.test(body) && !/<svg[^>]*\/>\s*$/.test(body)) return 'is cut off';
  return undefined;
}

const drawing = new Set(
  `svg g defs title desc path rect circle ellipse line polyline polygon text tspan use symbol linearGradient
   radialGradient stop clipPath mask style pattern`.split(/\s+/),
);
