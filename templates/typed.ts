/** What somebody typed, as paragraphs (separated by blank lines), each a list of lines. */
export function paragraphs(text: string): string[][] {
  return text
    .trim()
    .split(/(?:\r?\n[ \t]*){2,}/)
    .map((paragraph) => paragraph.split(/\r?\n/));
}

/** The address of a link that dials. */
export function dialled(phone: string): string {
  return phone.replace(/[^+\d]/g, '');
}
