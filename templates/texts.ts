import { en } from './texts/en.ts';
import { fr } from './texts/fr.ts';
import type { Language } from './views.ts';

export type MessageKey = keyof typeof fr;
export type Translate = (key: MessageKey, values?: Record<string, unknown>) => string;

/** The sentences of one language. `{name}` in a sentence is replaced by the value of that name, which must be given. */
export function translator(lang: Language): Translate {
  const catalogue = catalogues[lang];
  return (key, values = {}) => {
    const sentence = catalogue[key];
    if (sentence === undefined) throw new Error(`No text called "${key}" in texts/${lang}.ts`);
    return sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined || value === null) throw new Error(`The text "${key}" needs a value called "${name}"`);
      return String(value);
    });
  };
}

/** Throws when a page asks for a text that no catalogue has; `source` is Handlebars, `file` names it in the error. */
export function checkTextKeys(source: string, file: string): void {
  for (const [, key] of source.matchAll(/[{(]t\s+'([^']+)'/g)) {
    if (!(key! in fr)) throw new Error(`${file} asks for the text "${key}", which texts/fr.ts does not have`);
  }
}

/** Translators type ordinary spaces; French wants unbreakable ones inside « » and before double punctuation. */
export const unbreakable = (text: string) => text.replace(/« /g, '«\u00a0').replace(/ ([»:;!?])/g, '\u00a0$1');

const catalogues: Record<Language, Record<MessageKey, string>> = {
  fr: Object.fromEntries(Object.entries(fr).map(([key, text]) => [key, unbreakable(text)])) as Record<
    MessageKey,
    string
  >,
  en,
};
