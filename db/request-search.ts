/** What is typed into a search box, as a condition on a request: every word of it must be there. */

/** More would be a text; the rest is not looked at. */
const most = 6;

const wordsOf = (q: string) => q.split(/\s+/).filter(Boolean).slice(0, most);

/** On `r`, a request. A whole reference is found by itself; anything else in reference, name and what was typed. */
export function searchCondition(q: string): string {
  if (/^\d{4}-\d{6,}$/.test(q)) return 'r.reference = :word1';
  return wordsOf(q)
    .map((_, index) => `r.search like search_pattern(:word${index + 1})`)
    .join(' and ');
}

export const searchParameters = (q: string | undefined): Record<string, string> =>
  Object.fromEntries(wordsOf(q ?? '').map((word, index) => [`word${index + 1}`, word]));
