import { examples } from '../../templates/examples.ts';
import type { Language, PageName, Pages } from '../../templates/views.ts';

export interface State {
  /** Page and state, as a fault is reported. */
  name: string;
  page: PageName;
  view: Pages[PageName];
}

/**
 * Every page as its example has it; with nothing in any list and each switch turned; and with what people may type:
 * long, without a space, from right to left, emoji, marks of HTML. Each kind of question as a page of its own.
 */
export function statesOf(lang: Language): State[] {
  const { pages } = examples(lang);
  const names = Object.keys(pages) as PageName[];
  const step = pages['form-step'];
  return [
    ...names.flatMap((page) => [
      { name: page, page, view: pages[page] },
      { name: `${page}, empty`, page, view: changed(pages[page], emptied) },
      { name: `${page}, hard texts`, page, view: changed(pages[page], hardened) },
    ]),
    ...pages.form.fields.map((field) => ({
      name: `form-step, ${field.kind}`,
      page: 'form-step' as const,
      view: { ...step, field, errors: [{ href: `#${field.id}`, text: step.errors[0]!.text }] },
    })),
  ];
}

type Change = (value: unknown, key: string) => unknown;

/** A view with another value wherever `change` gives one. */
function changed<View>(view: View, change: Change, key = ''): View {
  const value = change(view, key);
  if (value !== view) return value as View;
  if (Array.isArray(view)) return view.map((item) => changed(item, change, key)) as View;
  if (typeof view !== 'object' || view === null || view instanceof Date) return view;
  return Object.fromEntries(Object.entries(view).map(([name, inner]) => [name, changed(inner, change, name)])) as View;
}

const emptied: Change = (value) => {
  if (Array.isArray(value)) return [];
  return typeof value === 'boolean' ? !value : value;
};

/** What the program itself chooses: these decide what is shown, and nobody types them. */
const ours = /^(kind|id|name|href|.*[uU]rl|action|state|picture|lang)$/;
const hard = `<b>&"' שלום 👩‍👩‍👧‍👦 O’Exemple ${'a'.repeat(200)} ${'mot '.repeat(50)}`;

const hardened: Change = (value, key) =>
  typeof value === 'string' && / /.test(value) && !ours.test(key) ? `${value} ${hard}` : value;
