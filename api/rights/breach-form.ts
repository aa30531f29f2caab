import type { BreachRow } from '../../db/breaches.ts';
import { timeOfDay } from '../../templates/format.ts';
import type { Language } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import { civilDate, instantAt } from '../../workflows/kit/calendar.ts';
import type { Words } from '../../workflows/kit/fields.ts';
import { type Question, type Typed, typedOf, valuesOf } from '../administration/questions.ts';

const moments = ['awareAt', 'notifiedAt', 'toldAt'] as const;

/** A day and a time, in the hours of the town hall. */
const moment = (name: (typeof moments)[number], title: Words, hint: Words, optional: boolean): Question[] => [
  { name, kind: 'date', title, hint, optional },
  {
    name: `${name}.time`,
    kind: 'text',
    title: { fr: `${title.fr} : heure`, en: `${title.en}: time` },
    hint: { fr: 'Comme 14:05.', en: 'Such as 14:05.' },
    optional,
  },
];

const text = (name: keyof BreachRow, title: Words, hint: Words): Question => ({ name, kind: 'long text', title, hint });

export const riskWords: Readonly<Record<BreachRow['risk'], Words>> = {
  none: { fr: 'Peu probable', en: 'Unlikely' },
  some: { fr: 'Risque', en: 'Risk' },
  high: { fr: 'Risque élevé', en: 'High risk' },
};

export const breachQuestions = (lang: Language): Question[] => [
  ...moment(
    'awareAt',
    { fr: 'Violation constatée le', en: 'Breach known since' },
    {
      fr: 'Quand la commune en a eu connaissance : les 72 heures partent de là.',
      en: 'When the town knew of it: the 72 hours run from here.',
    },
    false,
  ),
  text(
    'nature',
    { fr: 'Nature', en: 'Nature' },
    {
      fr: 'Ce qui s’est passé : perte, accès ou changement, sans nommer personne.',
      en: 'What happened: loss, access or change, without naming anybody.',
    },
  ),
  text(
    'categories',
    { fr: 'Personnes et données concernées', en: 'People and data concerned' },
    {
      fr: 'Par catégories : habitants, agents ; identité, pièces, santé…',
      en: 'By categories: residents, agents; identity, documents, health…',
    },
  ),
  {
    name: 'people',
    kind: 'whole number',
    title: { fr: 'Nombre de personnes, environ', en: 'Number of people, about' },
    optional: true,
  },
  {
    name: 'records',
    kind: 'whole number',
    title: { fr: 'Nombre d’enregistrements, environ', en: 'Number of records, about' },
    optional: true,
  },
  text(
    'consequences',
    { fr: 'Conséquences probables', en: 'Likely consequences' },
    { fr: 'Pour les personnes.', en: 'For the people.' },
  ),
  text(
    'measures',
    { fr: 'Mesures prises ou proposées', en: 'Measures taken or proposed' },
    { fr: 'Pour y remédier, et en atténuer les effets.', en: 'To mend it, and to soften its effects.' },
  ),
  {
    name: 'risk',
    kind: 'choice',
    title: { fr: 'Risque pour les personnes', en: 'Risk for the people' },
    options: Object.entries(riskWords).map(([value, words]) => ({ value, label: words[lang] })),
  },
  ...moment(
    'notifiedAt',
    { fr: 'CNIL informée le', en: 'CNIL told on' },
    { fr: 'Par le téléservice de la CNIL.', en: 'By the online service of the CNIL.' },
    true,
  ),
  {
    ...text(
      'lateReason',
      { fr: 'Motif du retard', en: 'Reason for the delay' },
      { fr: 'Si la CNIL a été informée après 72 heures.', en: 'Where the CNIL was told after 72 hours.' },
    ),
    optional: true,
  },
  ...moment(
    'toldAt',
    { fr: 'Personnes informées le', en: 'People told on' },
    { fr: 'Si le risque est élevé.', en: 'Where the risk is high.' },
    true,
  ),
];

export function breachRowOf(typed: Typed, questions: readonly Question[], zone: Zone): Record<string, unknown> {
  const values = valuesOf(questions, typed);
  const times = moments.map((name) => [name, instantOf(values[name], values[`${name}.time`], zone)]);
  const others = Object.entries(values).filter(([name]) => !moments.some((one) => name.startsWith(one)));
  return Object.fromEntries([...others, ...times]);
}

/** What is no moment stays as it was typed, for the schema to refuse. */
function instantOf(day: unknown, time: unknown, zone: Zone): string | null {
  if (day === null && time === null) return null;
  const [, hour, minute] = /^([01]?\d|2[0-3])\s*[:hH]\s*([0-5]\d)$/.exec(String(time)) ?? [];
  if (hour === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(String(day))) return `${day} ${time}`;
  const at = instantAt(String(day), zone, Number(hour), Number(minute));
  return Number.isNaN(at) ? `${day} ${time}` : `${new Date(at).toISOString().slice(0, 19)}Z`;
}

export function breachTypedOf(row: BreachRow, zone: Zone): Typed {
  const typed = moments.flatMap((name) => {
    const at = row[name];
    if (at === null) return [];
    const time = new Date(at);
    return Object.entries({
      ...typedOf({ [name]: civilDate(time, zone) }),
      [`${name}.time`]: timeOfDay(time, zone),
    });
  });
  const { awareAt: _, notifiedAt: __, toldAt: ___, ...others } = row;
  return { ...typedOf(others), ...Object.fromEntries(typed) };
}
