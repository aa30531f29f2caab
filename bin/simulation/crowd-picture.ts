import type { CrowdResult } from './crowd.ts';

/** Wide enough for the longest name of a service, and for the words after the longest bar. */
const row = { height: 64, label: 320, words: 130, width: 760 };

/** Bars of how long each service's tasks wait (median, and nine in ten), with how busy its agents are. One SVG. */
export function crowdPicture({ services, requests }: CrowdResult, nameOf: (service: string) => string): string {
  const longest = Math.max(...services.map(({ waitDays }) => waitDays.p90), 1);
  const scale = (row.width - row.label - row.words) / longest;
  const rows = services.map(({ service, agents, waitDays, busy, late }, index) => {
    const top = 48 + index * row.height;
    const days = (value: number) => `${value.toFixed(1).replace('.', ',')} j`;
    return [
      `<text x="8" y="${top + 18}">${escaped(nameOf(service))} (${agents})</text>`,
      `<text x="8" y="${top + 36}" class="small">occupés à ${percent(busy)}, en retard ${percent(late)}</text>`,
      bar(top, waitDays.median * scale, 'median', `médiane : ${days(waitDays.median)}`),
      bar(top + 22, waitDays.p90 * scale, 'most', `9 sur 10 : ${days(waitDays.p90)}`),
    ].join('\n');
  });
  const height = 56 + services.length * row.height;
  const title = `Attente par service, ${requests} demandes simulées`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${row.width} ${height}" role="img" aria-label="${title}">
<style>text{font:14px sans-serif;fill:#161616}.small{font-size:12px}.median{fill:#1d4e89}.most{fill:#fff;stroke:#1d4e89}</style>
<rect width="${row.width}" height="${height}" fill="#fff"/>
<text x="8" y="24">${title}</text>
${rows.join('\n')}
</svg>
`;
}

function bar(top: number, length: number, kind: string, label: string): string {
  const width = Math.max(length, 1).toFixed(1);
  const labelAt = (row.label + Number(width) + 6).toFixed(1);
  return `<rect class="${kind}" x="${row.label}" y="${top + 4}" width="${width}" height="16"/><text class="small" x="${labelAt}" y="${top + 17}">${label}</text>`;
}

const percent = (share: number) => `${Math.round(share * 100)} %`;
const escaped = (text: string) => text.replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
