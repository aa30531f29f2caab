import { z } from 'zod';
import { type Closure, keepClosure, listClosures, removeClosure } from '../../db/closures.ts';
import type { Sql } from '../../db/sql.ts';
import { longDate } from '../../templates/format.ts';
import { services as known } from '../../workflows/services.ts';
import { plannedServices } from '../auth/policy.ts';
import { type Fault, line } from '../forms.ts';
import { typedOf, valuesOf } from './questions.ts';
import { Refused, type Subject } from './subject.ts';

/** Days that are no working days for requests which begin from now on. The hours of a usual week are the town's settings. */
export const closures: Subject<Closure> = {
  name: 'closures',
  path: 'fermetures',
  words: {
    title: { fr: 'Fermetures', en: 'Closures' },
    lead: {
      fr: 'Les jours où la mairie, ou un service, ferme sans que ce soit un jour férié. Ils comptent pour les demandes déposées ensuite : une date déjà donnée à un habitant ne bouge pas.',
      en: 'The days on which the town hall, or a service, is closed though they are no public holidays. They count for requests filed from then on: a date that a resident was given does not move.',
    },
    add: { fr: 'Ajouter une fermeture', en: 'Add a closure' },
    added: { fr: 'Fermeture ajoutée.', en: 'Closure added.' },
    changed: { fr: 'Fermeture modifiée.', en: 'Closure changed.' },
    removed: { fr: 'Fermeture retirée.', en: 'Closure removed.' },
  },
  reach: plannedServices,
  concerns: (row, services) => row.service !== null && services.includes(row.service),
  rows: listClosures,
  columns: [
    { title: { fr: 'Jour', en: 'Day' }, text: (row, lang) => longDate(row.day, lang) },
    { title: { fr: 'Raison', en: 'Reason' }, text: (row, lang) => (lang === 'fr' ? row.nameFr : row.nameEn) },
    {
      title: { fr: 'Service', en: 'Service' },
      text(row, lang, town) {
        if (row.service === null) return all[lang];
        const service = town.services.find(({ id }) => id === row.service)!;
        return lang === 'fr' ? service.nameFr : service.nameEn;
      },
    },
  ],
  questions: ({ town, reach, lang }) => [
    { name: 'day', kind: 'date', title: { fr: 'Jour', en: 'Day' } },
    {
      name: 'nameFr',
      kind: 'text',
      title: { fr: 'Raison en français', en: 'Reason in French' },
      hint: { fr: 'Comme « Pont de l’Ascension ».', en: 'Such as « Pont de l’Ascension ».' },
    },
    { name: 'nameEn', kind: 'text', title: { fr: 'Raison en anglais', en: 'Reason in English' } },
    {
      name: 'service',
      kind: 'select',
      title: { fr: 'Service', en: 'Service' },
      ...(reach === 'all' && {
        hint: { fr: 'Laissez vide si toute la mairie ferme.', en: 'Leave empty if the whole town hall is closed.' },
        optional: true,
      }),
      options: town.services
        .filter(({ id }) => reach === 'all' || reach.includes(id))
        .map(({ id, nameFr, nameEn }) => ({ value: id, label: lang === 'fr' ? nameFr : nameEn })),
    },
  ],
  typedOf,
  rowOf: (typed, questions) => valuesOf(questions, typed),
  schema: z.strictObject({
    id: z.uuid().optional(),
    day: z.iso.date({ error: 'date' satisfies Fault }),
    nameFr: line(100),
    nameEn: line(100),
    service: z.enum(Object.keys(known) as [string, ...string[]], { error: 'choose' satisfies Fault }).nullable(),
  }),
  keyOf: ({ day, service }) => `${day} ${service ?? ''}`.trim(),
  keep,
  remove: (on, { id }) => removeClosure(on, id),
};

async function keep(on: Sql, closure: Closure): Promise<void> {
  const others = (await listClosures(on)).filter(({ id }) => id !== closure.id);
  if (others.some(({ day, service }) => day === closure.day && service === closure.service)) {
    throw new Refused('day', { fr: 'Cette fermeture est déjà connue.', en: 'This closure is known already.' });
  }
  await keepClosure(on, closure);
}

const all = { fr: 'toute la mairie', en: 'the whole town hall' };
