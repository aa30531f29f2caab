import type { FieldView, Language } from '../../templates/views.ts';
import type { Field, Words } from '../../workflows/kit/fields.ts';

/** All questions of a form at once, each with when it is asked. @param views of the form's fields, in their order */
export function withConditions(form: Questions, views: readonly FieldView[], lang: Language): FieldView[] {
  const fields = Object.values(form);
  return views.map((view, index) => {
    const field = fields[index]!;
    const inner = field.kind === 'group' && { fields: withConditions(field.fields, view.fields!, lang) };
    return { ...view, ...inner, condition: conditionText(form, field, lang) };
  });
}

type Questions = Readonly<Record<string, Field>>;

/** « Si « Document souhaité » est « Copie intégrale » ou « Extrait avec filiation » » ; empty for what is always asked. */
export function conditionText(form: Questions, field: Field, lang: Language): string {
  const conditions = Object.entries(field.when ?? {}).map(([name, options]) => {
    const choice = form[name];
    if (choice?.kind !== 'choice') return name;
    const chosen = options.map((option) =>
      quoted((choice.options as Record<string, Words>)[option]?.[lang] ?? option, lang),
    );
    return {
      fr: `si ${quoted(choice.title.fr, lang)} est ${chosen.join(' ou ')}`,
      en: `if ${quoted(choice.title.en, lang)} is ${chosen.join(' or ')}`,
    }[lang];
  });
  const text = conditions.join({ fr: ' et ', en: ' and ' }[lang]);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const quoted = (words: string, lang: Language) => (lang === 'fr' ? `«\u00a0${words}\u00a0»` : `“${words}”`);
