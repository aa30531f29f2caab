/** Finds request types by what people call them: without accents, in any order, half a word or with a slip of the hand. */
import type { Language } from '../../templates/views.ts';
import { lifeEvents, themes } from '../../workflows/kit/portal.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';

/** The types that fit, the best first. Every word that says something must be found somewhere. */
export function searchTypes(types: readonly RequestType[], query: string, lang: Language): RequestType[] {
  const asked = wordsIn(query.slice(0, 200));
  const telling = asked.filter((word) => !empty.has(word));
  const wanted = telling.length > 0 ? telling : asked;
  if (wanted.length === 0) return [];
  const found = (by: Language) =>
    types
      .map((type) => ({ type, score: scoreOf(indexOf(type, by), wanted) }))
      .filter(({ score }) => score > 0)
      .sort((one, other) => other.score - one.score)
      .map(({ type }) => type);
  const own = found(lang);
  // Who reads English may have the French word from a letter.
  return own.length > 0 ? own : found(lang === 'fr' ? 'en' : 'fr');
}

interface Index {
  title: string[];
  other: string[];
}
const indexes = { fr: new Map<RequestType, Index>(), en: new Map<RequestType, Index>() };

function indexOf(type: RequestType, lang: Language): Index {
  const known = indexes[lang].get(type);
  if (known) return known;
  const events = (type.lifeEvents ?? []).map((event) => lifeEvents[event][lang]);
  const around = [type.summary[lang], type.keywords?.[lang] ?? '', themes[type.theme][lang], ...events];
  const made = { title: wordsIn(type.title[lang]), other: wordsIn(around.join(' ')) };
  indexes[lang].set(type, made);
  return made;
}

function scoreOf({ title, other }: Index, wanted: readonly string[]): number {
  const scores = wanted.map((word) => 3 * nearness(word, title) + nearness(word, other));
  return scores.includes(0) ? 0 : scores.reduce((sum, score) => sum + score, 0);
}

/** 3 for the word itself, 2 for its beginning, 1 for a slip. */
function nearness(word: string, words: readonly string[]): number {
  if (words.includes(word)) return 3;
  if (word.length >= 3 && words.some((one) => one.startsWith(word) || (one.length >= 4 && word.startsWith(one))))
    return 2;
  const slips = word.length >= 8 ? 2 : word.length >= 4 ? 1 : 0;
  return slips > 0 && words.some((one) => Math.abs(one.length - word.length) <= slips && distance(one, word) <= slips)
    ? 1
    : 0;
}

/** Letters put in, left out, changed, or exchanged with their neighbour. */
function distance(one: string, other: string): number {
  const rows = [Array.from({ length: other.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= one.length; row++) {
    const line = [row];
    for (let column = 1; column <= other.length; column++) {
      const changed = one[row - 1] === other[column - 1] ? 0 : 1;
      const swapped =
        row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
          ? rows[row - 2]![column - 2]! + 1
          : Number.POSITIVE_INFINITY;
      line.push(
        Math.min(rows[row - 1]![column]! + 1, line[column - 1]! + 1, rows[row - 1]![column - 1]! + changed, swapped),
      );
    }
    rows.push(line);
  }
  return rows[one.length]![other.length]!;
}

/** « Salle des fêtes » is salle, des, fete: no accents, no plurals. */
function wordsIn(text: string): string[] {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('œ', 'oe').replaceAll('æ', 'ae');
  return (plain.match(/[a-z0-9]+/g) ?? []).map((word) => (word.length > 3 ? word.replace(/[sx]$/, '') : word));
}

const empty = new Set(
  (
    'a ai au aux avec ce ces cette comment d dans de des du elle en est et faire fait faut il j je l la le les leur lui ' +
    'ma mes mon n ne nos notre nou on ou par pas pour pouvoir puis qu que quel quelle qui quoi s sa se ses son sur t un ' +
    'une veu veux voudrai vos votre vou demande demander demarche obtenir avoir besoin ' +
    'an and ask can do for from get have how i in is it like me my need of on or our the their to want we what where with would you your'
  ).split(' '),
);
