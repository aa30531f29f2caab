/** The questions of a form, one line each, for `description.ts`. */
import type { Language } from '../../templates/views.ts';
import type { ChoiceField, Form, SimpleField, Words } from '../../workflows/kit/fields.ts';
import { conditionText } from '../citizen/condition-words.ts';
import type { Line } from './description.ts';

export function questionLines(form: Form, lang: Language, above: Above = { name: '', title: '', asked: '' }): Line[] {
  const words = said[lang];
  return Object.entries(form).flatMap(([own, field]) => {
    const name = above.name + own;
    const title = above.title + field.title[lang];
    const asked = [above.asked, conditionText(form, field, lang)].filter(Boolean).join(' ; ');
    const inner = { name: `${name}.`, title: `${field.title[lang]}, `, asked };
    if (field.kind === 'group') return questionLines(field.fields, lang, inner);
    const label = `Question ${name}`;
    if (field.kind === 'list') {
      const value = `${title} ; ${words.list} (${field.min}–${field.max})`;
      return [{ label, value: withCondition(value, asked) }, ...questionLines(field.fields, lang, inner)];
    }
    return [{ label, value: withCondition(`${title} ; ${kindText(field, lang)}`, asked) }];
  });
}

/** Of the group or list that a question stands in. */
interface Above {
  name: string;
  title: string;
  asked: string;
}

const withCondition = (value: string, asked: string) => (asked ? `${value} ; ${asked}` : value);

function kindText(field: SimpleField, lang: Language): string {
  const words = said[lang];
  const kind = field.kind === 'text' ? words.formats[field.format] : words.kinds[field.kind];
  const options = field.kind === 'choice' ? [optionsText(field, lang)] : [];
  return [kind, ...options, ...(field.optional ? [words.optional] : [])].join(' ; ');
}

function optionsText({ options, stops = {}, from }: ChoiceField, lang: Language): string {
  if (from) return said[lang].lists[from];
  return Object.entries<Words>(options)
    .map(([id, option]) => option[lang] + (Object.hasOwn(stops, id) ? said[lang].stops : ''))
    .join(' / ');
}

const said = {
  fr: {
    kinds: { date: 'date', choice: 'choix' },
    formats: {
      words: 'texte',
      phone: 'téléphone',
      postcode: 'code postal',
      'whole number': 'nombre entier',
      coordinates: 'coordonnées',
    },
    lists: { districts: 'quartiers de la commune', 'districts with a round': 'quartiers où passe une tournée' },
    list: 'plusieurs',
    optional: 'facultative',
    stops: ' (arrête la demande)',
  },
  en: {
    kinds: { date: 'date', choice: 'choice' },
    formats: {
      words: 'text',
      phone: 'telephone',
      postcode: 'postcode',
      'whole number': 'whole number',
      coordinates: 'coordinates',
    },
    lists: { districts: 'the town’s districts', 'districts with a round': 'districts to which a round comes' },
    list: 'several',
    optional: 'optional',
    stops: ' (ends the form)',
  },
} as const;
