import type { CrowdResult } from './crowd.ts';

/** Wide enough for the longest name of a service, and for the words after the longest bar. */
const row = { height: 64, label: 320, words: 130, width: 760 };

/**
 * Bars of how long each service's tasks wait (median, and nine in ten), with how busy its agents are. One SVG
 * without a style sheet, since a page that shows it allows none inside itself.
 */
export function crowdPicture({ services, requests }: CrowdResult, nameOf: (service: string) => string): string {
  const longest = Math.max(...services.map(({ waitDays }) => waitDays.p90), 1);
  const scale = (row.width - row.label - row.words) / longest;
  const rows = services.map(({ service, agents, waitDays, busy, late }, index) => {
    const top = 48 + index * row.height;
    const days = (value: number) => `${value.toFixed(1).replace('.', ',')} j`;
    return [
      `<text x="8" y="${top + 18}">${escaped(nameOf(service))} (${agents})</text>`,
      `<text x="8" y="${top + 36}" font-size="12">occupés à ${percent(busy)}, en retard ${percent(late)}</text>`,
      bar(top, waitDays.median * scale, 'fill="#1d4e89"', `médiane : ${days(waitDays.median)}`),
      bar(top + 22, waitDays.p90 * scale, 'fill="#fff" stroke="#1d4e89"', `9 sur 10 : ${days(waitDays.p90)}`),
    ].join('\n');
  });
  const height = 56 + services.length * row.height;
  const title = `Attente par service, ${requests} demandes simulées`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${row.width} ${height}" role="img" aria-label="${title}">
<rect width="${row.width}" height="${height}" fill="#fff"/>
<g font-family="sans-serif" font-size="14" fill="#161616">
<text x="8" y="24">${title}</text>
${rows.join('\n')}
</g>
</svg>
`;
}

function bar(top: number, length: number, paint: string, label: string): string {
  const width = Math.max(length, 1).toFixed(1);
  const labelAt = (row.label + Number(width) + 6).toFixed(1);
  return `<rect ${paint} x="${row.label}" y="${top + 4}" width="${width}" height="16"/><text font-size="12" x="${labelAt}" y="${top + 17}">${label}</text>`;
}

const percent = (share: number) => `${Math.round(share * 100)} %`;
const escaped = (text: string) => text.replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
