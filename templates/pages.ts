import { readdirSync, readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import type { MessageKey, Translate } from './texts.ts';
import { checkTextKeys, translator } from './texts.ts';
import { dialled, paragraphs } from './typed.ts';
import type { ErrorLink, Language, LayoutView, PageName, Pages as PageViews } from './views.ts';

export interface Pages {
  /** The one that `buildAssets` gave; it stands behind the addresses of all assets. */
  assetVersion: string;
  /** A whole HTML document. Throws when the view lacks something that the page shows. */
  render<Name extends PageName>(name: Name, layout: LayoutView, view: PageViews[Name]): string;
}

/** Reads and compiles every page once. */
export function createPages({ assetVersion }: { assetVersion: string }): Pages {
  const engine = Handlebars.create();
  engine.registerHelper(pageHelpers);
  const compile = (path: string) => {
    const source = readFileSync(new URL(path, folder), 'utf8');
    checkTextKeys(source, path);
    // Parsed now, so that a fault in any page stops the start and not a reader.
    // Indenting a partial would also indent what somebody typed in a textarea.
    return engine.compile(engine.parse(source), { strict: true, preventIndent: true });
  };
  for (const name of templateNames('partials/')) engine.registerPartial(name, compile(`partials/${name}.hbs`));
  const pages = new Map(templateNames('').map((name) => [name, compile(`${name}.hbs`)]));
  const translators: Record<Language, Translate> = { fr: translator('fr'), en: translator('en') };

  return {
    assetVersion,

    render(name, layout, view) {
      const page = pages.get(name);
      if (!page) throw new Error(`There is no page called "${name}"`);
      const frame = { ...layout, assetVersion, translate: translators[layout.lang], languages: languages(layout) };
      return page(view, { data: { layout: frame } });
    },
  };
}

const folder = new URL('./pages/', import.meta.url);

function templateNames(path: string): string[] {
  const files = readdirSync(new URL(path, folder));
  return files.filter((file) => file.endsWith('.hbs')).map((file) => file.slice(0, -'.hbs'.length));
}

/** The same page in each language; both languages are written in their own words. */
function languages({
  path,
  lang,
  town,
}: LayoutView): { lang: Language; name: string; url: string; current: boolean }[] {
  const [pathname = '/', query = ''] = path.split('?');
  return town.languages.map((other) => {
    const parameters = new URLSearchParams(query);
    parameters.set('lang', other);
    const name = other === 'fr' ? 'Français' : 'English';
    return { lang: other, name, url: `${pathname}?${parameters}`, current: other === lang };
  });
}

const pageHelpers: Record<string, Handlebars.HelperDelegate> = {
  t(key: MessageKey, options: Handlebars.HelperOptions) {
    return (options.data.layout.translate as Translate)(key, options.hash);
  },

  is(value: unknown, expected: unknown) {
    return value === expected;
  },

  /** The ids for `aria-describedby`, or nothing. */
  describedBy(id: string, hint: unknown, error: unknown) {
    return [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  },

  /** The error of one field, from the list that the error summary shows. */
  errorOf(errors: readonly ErrorLink[], id: string) {
    return errors.find((error) => error.href === `#${id}`)?.text;
  },

  /** What was typed into a field, if anything was. */
  typedAs(typed: Readonly<Record<string, string>>, id: string) {
    return typed[id];
  },

  either(one: unknown, other: unknown) {
    return Boolean(one || other);
  },

  paragraphs,

  several(list: readonly unknown[]) {
    return list.length > 1;
  },

  words(text: unknown) {
    return typeof text === 'string' ? text.split(' ') : [];
  },

  telephone(phone: string) {
    return `tel:${dialled(phone)}`;
  },

  ordinal(index: number) {
    return index + 1;
  },
};
