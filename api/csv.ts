/**
 * Tables of RFC 4180 for the spreadsheets of a French town hall: those open a double-clicked file rightly when its cells
 * are separated by semicolons, its decimals by commas, and its first sign says that it is UTF-8.
 */
export const byteOrderMark = '\uFEFF';

export const lineOf = (cells: readonly (string | number | null)[]) => `${cells.map(cellOf).join(';')}\r\n`;

/** A text that a spreadsheet would take for a formula gets an apostrophe, which says that it is text. */
export function cellOf(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value).replace('.', ',');
  const harmless = /^\s*[=+\-@\t\r＝＋－＠]/.test(value) ? `'${value}` : value;
  return /[";\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
