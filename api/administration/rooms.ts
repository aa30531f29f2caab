import { z } from 'zod';
import { usualPeriods } from '../../db/bookings.ts';
import type { Resource } from '../../db/entities/places.ts';
import { keepResource, listResources, removeResource } from '../../db/resources.ts';
import { shortDate } from '../../templates/format.ts';
import { canInTown } from '../auth/policy.ts';
import { type Fault, line } from '../forms.ts';
import { bookable } from '../public/calendar-pages.ts';
import { idOfName, idSchema } from './names.ts';
import { type Question, type Typed, typedOf, valuesOf } from './questions.ts';
import { Refused, type Subject } from './subject.ts';

type Period = keyof typeof usualPeriods;
const periods: Record<Period, { fr: string; en: string }> = {
  morning: { fr: 'Matin', en: 'Morning' },
  afternoon: { fr: 'Après-midi', en: 'Afternoon' },
  evening: { fr: 'Soirée', en: 'Evening' },
  day: { fr: 'Journée entière', en: 'Whole day' },
};

const time = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, { error: 'hours' satisfies Fault });
const hours = z
  .tuple([time, time], { error: 'hours' satisfies Fault })
  .refine(([from, to]) => from < to, { error: 'hours' satisfies Fault });

/**
 * What can be booked. Which rooms a form offers is said by the form, and to which districts a round comes by these: here,
 * how many places they have and when.
 */
export const rooms: Subject<Resource> = {
  name: 'rooms',
  path: 'salles',
  named: true,
  words: {
    title: { fr: 'Salles et tournées', en: 'Rooms and rounds' },
    lead: {
      fr: 'Ce qui se réserve, avec ses places et ses horaires. Ce qui a déjà été réservé ne se supprime pas : fermez-le aux nouvelles réservations.',
      en: 'What can be booked, with its places and hours. What was booked before can not be removed: close it for new bookings.',
    },
    add: { fr: 'Ajouter une salle ou une tournée', en: 'Add a room or a round' },
    added: { fr: 'Ajouté.', en: 'Added.' },
    changed: { fr: 'Modifié.', en: 'Changed.' },
    removed: { fr: 'Supprimé.', en: 'Removed.' },
  },
  reach: (agent) => (canInTown(agent, 'administer') ? 'all' : undefined),
  rows: listResources,
  columns: [
    { title: { fr: 'Nom', en: 'Name' }, text: (row, lang) => (lang === 'fr' ? row.nameFr : row.nameEn) },
    { title: { fr: 'Places', en: 'Places' }, text: (row) => String(row.capacity) },
    {
      title: { fr: 'Réservable', en: 'Bookable' },
      text(row, lang) {
        if (row.closedFrom === null) return { fr: 'oui', en: 'yes' }[lang];
        const day = shortDate(row.closedFrom, lang);
        return { fr: `fermé à partir du ${day}`, en: `closed from ${day}` }[lang];
      },
    },
  ],
  questions: ({ row, lang }) => [
    ...(row ? [] : [which(lang)]),
    { name: 'nameFr', kind: 'text', title: { fr: 'Nom en français', en: 'Name in French' } },
    { name: 'nameEn', kind: 'text', title: { fr: 'Nom en anglais', en: 'Name in English' } },
    {
      name: 'kind',
      kind: 'choice',
      title: { fr: 'Nature', en: 'Kind' },
      options: [
        { value: 'room', label: { fr: 'Salle', en: 'Room' }[lang] },
        { value: 'collection', label: { fr: 'Tournée', en: 'Round' }[lang] },
      ],
    },
    {
      name: 'capacity',
      kind: 'whole number',
      title: { fr: 'Places', en: 'Places' },
      hint: { fr: 'Réservations possibles en même temps.', en: 'Bookings that are possible at the same time.' },
    },
    ...Object.entries(periods).map(
      ([period, title]): Question => ({
        name: `periods.${period}`,
        kind: 'text',
        title,
        hint: hoursHint(usualPeriods[period as Period] as [string, string]),
        optional: true,
      }),
    ),
    {
      name: 'closedFrom',
      kind: 'date',
      title: { fr: 'Fermé aux nouvelles réservations à partir du', en: 'Closed for new bookings from' },
      hint: { fr: 'Ce qui est réservé le reste.', en: 'What is booked stays booked.' },
      optional: true,
    },
  ],
  typedOf({ periods, ...row }) {
    const offered = Object.entries(periods ?? {}).map(([period, [from, to]]) => [`periods.${period}`, `${from}-${to}`]);
    return { ...typedOf(row), ...Object.fromEntries(offered) };
  },
  rowOf,
  idOf: ({ kind, nameFr }) => (kind === 'collection' ? idOfName(nameFr, 'tournee') : undefined),
  schema: z.strictObject({
    id: idSchema,
    kind: z.enum(['room', 'collection'], { error: 'choose' satisfies Fault }),
    nameFr: line(100),
    nameEn: line(100),
    capacity: z
      .int({ error: 'whole number' satisfies Fault })
      .min(1, { error: 'whole number' satisfies Fault })
      .max(1000, { error: 'whole number' satisfies Fault }),
    periods: z.partialRecord(z.enum(Object.keys(periods) as [Period, ...Period[]]), hours).nullable(),
    closedFrom: z.iso.date({ error: 'date' satisfies Fault }).nullable(),
  }) as Subject<Resource>['schema'],
  keyOf: ({ id }) => id!,
  keep: keepResource,
  async remove(on, { id }) {
    if (!(await removeResource(on, id))) throw new Refused('closedFrom', booked);
  },
};

/** What the forms offer by themselves, and nobody can book as long as it is not here. */
function which(lang: 'fr' | 'en'): Question {
  return {
    name: 'id',
    kind: 'select',
    title: { fr: 'Dans les formulaires', en: 'In the forms' },
    hint: {
      fr: 'La salle dont il s’agit. Laissez vide pour une tournée : chaque quartier dit laquelle y passe.',
      en: 'Which room it is. Leave empty for a round: each district says which one comes there.',
    },
    optional: true,
    options: Object.entries(bookable()).map(([value, title]) => ({ value, label: `${title[lang]} (${value})` })),
  };
}

/** `8:00 - 13:00` as people type it. Without any hours the usual ones hold. */
function rowOf(typed: Typed, questions: readonly Question[]): Record<string, unknown> {
  const values = valuesOf(questions, typed);
  const offered = Object.keys(periods)
    .map((period) => [period, values[`periods.${period}`]] as const)
    .filter(([, hours]) => hours !== null)
    .map(([period, hours]) => [period, String(hours).split(/\s*[-–]\s*/)]);
  const row = Object.entries(values).filter(
    ([name, value]) => !name.startsWith('periods.') && !(name === 'id' && value === null),
  );
  return { ...Object.fromEntries(row), periods: offered.length > 0 ? Object.fromEntries(offered) : null };
}

const hoursHint = ([from, to]: [string, string]) => ({
  fr: `Comme ${from}-${to}. Laissez vide ce qui n’est pas proposé ; si tout est vide, les horaires habituels valent.`,
  en: `Such as ${from}-${to}. Leave empty what is not offered; if all are empty, the usual hours hold.`,
});

const booked = {
  fr: 'Il y a eu des réservations, ou des quartiers y mènent : donnez plutôt la date à partir de laquelle on ne réserve plus.',
  en: 'There were bookings, or districts lead to it: give the date from which it can not be booked any more instead.',
};
