/** The town's settings as a form: each setting a question, and back. */
import type { Language } from '../../templates/views.ts';
import type { TownSettings } from '../town/settings.ts';
import { legalLists, legalQuestions } from './legal-questions.ts';
import { type Question, type Typed, typedOf, valuesOf } from './questions.ts';

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const dayNames = {
  fr: ['Lundi', 'Mardi', 'Mercredi', 'Jeudi', 'Vendredi', 'Samedi', 'Dimanche'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
};
/** Settings that are lists of lines. */
const lists = ['address', ...legalLists];

export const townQuestions = (lang: Language): Question[] => [
  { name: 'name', kind: 'text', title: { fr: 'Nom', en: 'Name' } },
  {
    name: 'address',
    kind: 'long text',
    title: { fr: 'Adresse postale', en: 'Postal address' },
    hint: { fr: 'La dernière ligne est le code postal et la ville.', en: 'The last line is postcode and town.' },
  },
  { name: 'email', kind: 'email', title: { fr: 'Courriel', en: 'Email' } },
  {
    name: 'phone',
    kind: 'phone',
    title: { fr: 'Téléphone', en: 'Telephone' },
    hint: { fr: 'Sans surtaxe, comme la loi le veut.', en: 'At the price of an ordinary call, as the law wants it.' },
  },
  {
    name: 'siret',
    kind: 'text',
    title: { fr: 'SIRET', en: 'SIRET' },
    hint: { fr: '14 chiffres.', en: '14 digits.' },
    optional: true,
  },
  ...days.map(
    (day, index): Question => ({
      name: `openingHours.${day}`,
      kind: 'text',
      title: { fr: `Horaires du ${dayNames.fr[index]!.toLowerCase()}`, en: `Hours on ${dayNames.en[index]}` },
      hint: {
        fr: 'Comme 08:30-12:00, 13:30-17:30. Vide : fermé.',
        en: 'Such as 08:30-12:00, 13:30-17:30. Empty: closed.',
      },
      optional: true,
    }),
  ),
  {
    name: 'openingNote.fr',
    kind: 'text',
    title: { fr: 'Note sur les horaires, en français', en: 'Note on the hours, in French' },
    optional: true,
  },
  {
    name: 'openingNote.en',
    kind: 'text',
    title: { fr: 'Note sur les horaires, en anglais', en: 'Note on the hours, in English' },
    optional: true,
  },
  {
    name: 'colour',
    kind: 'text',
    title: { fr: 'Couleur', en: 'Colour' },
    hint: {
      fr: 'Comme #12505b, assez foncée pour qu’on y lise du blanc (contraste d’au moins 4,5).',
      en: 'Such as #12505b, dark enough for white words (a contrast of 4.5 at least).',
    },
  },
  ...legalQuestions,
  {
    name: 'languages',
    kind: 'choices',
    title: { fr: 'Langues du portail', en: 'Languages of the portal' },
    hint: { fr: 'Le français en est toujours.', en: 'French is always one of them.' },
    options: [
      { value: 'fr', label: 'Français' },
      { value: 'en', label: 'English' },
    ],
  },
  {
    name: 'demonstration',
    kind: 'choice',
    title: { fr: 'Cette commune existe-t-elle ?', en: 'Does this town exist?' },
    options: [
      { value: 'false', label: { fr: 'Oui', en: 'Yes' }[lang] },
      { value: 'true', label: { fr: 'Non : chaque page le dit', en: 'No: every page says so' }[lang] },
    ],
  },
];

export const typedSettings = (settings: TownSettings): Typed => typedOf(flatSettings(settings));

/** Each setting by the name of its question. */
export function flatSettings({ openingHours, logo: _, ...settings }: TownSettings): Record<string, unknown> {
  const flat = Object.entries(settings).flatMap(([name, value]): [string, unknown][] =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.entries(value).map(([inner, one]) => [`${name}.${inner}`, one])
      : [[name, value]],
  );
  const texts = flat.map(([name, value]) => [name, lists.includes(name) ? (value as string[]).join('\n') : value]);
  const hours = days.map((day) => [
    `openingHours.${day}`,
    openingHours[day].map((period) => period.join('-')).join(', '),
  ]);
  return Object.fromEntries([...texts, ...hours]);
}

/** For the schema to check. What was left empty is not there. */
export function settingsOf(typed: Typed, lang: Language): Record<string, unknown> {
  const settings: Record<string, Record<string, unknown>> & Record<string, unknown> = {};
  for (const [name, value] of Object.entries(valuesOf(townQuestions(lang), typed))) {
    const given = settingOf(name, value);
    if (given === undefined) continue;
    const [outer, inner] = name.split('.') as [string, string | undefined];
    if (inner === undefined) settings[outer] = given as never;
    else settings[outer] = { ...settings[outer], [inner]: given };
  }
  return settings;
}

function settingOf(name: string, value: unknown): unknown {
  if (name.startsWith('openingHours.')) {
    const periods = String(value ?? '')
      .split(',')
      .filter((period) => period.trim() !== '');
    return periods.map((period) => period.trim().split(/\s*[-–]\s*/));
  }
  if (value === null) return undefined;
  if (lists.includes(name))
    return String(value)
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  return name === 'demonstration' ? value === 'true' : value;
}
