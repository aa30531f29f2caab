import { z } from 'zod';
import { keepService, listServices, type ServiceRow } from '../../db/agents.ts';
import { services as known } from '../../workflows/services.ts';
import { canInTown } from '../auth/policy.ts';
import { type Fault, isPhone, line, lines } from '../forms.ts';
import { typedOf, valuesOf } from './questions.ts';
import type { Subject } from './subject.ts';

/** Which services there are is said by `workflows/services.ts`: here, what they are called and how they are reached. */
export const services: Subject<ServiceRow> = {
  name: 'services',
  path: 'services',
  named: true,
  words: {
    title: { fr: 'Services', en: 'Services' },
    lead: {
      fr: 'Le nom et les coordonnées de chaque service, tels que les pages et les courriels les donnent.',
      en: 'The name and contacts of each service, as pages and emails give them.',
    },
    added: { fr: 'Service ajouté.', en: 'Service added.' },
    changed: { fr: 'Service modifié.', en: 'Service changed.' },
  },
  reach: (agent) => (canInTown(agent, 'administer') ? 'all' : undefined),
  rows: listServices,
  columns: [
    { title: { fr: 'Service', en: 'Service' }, text: (row, lang) => (lang === 'fr' ? row.nameFr : row.nameEn) },
    { title: { fr: 'Courriel', en: 'Email' }, text: (row) => row.email },
    { title: { fr: 'Téléphone', en: 'Telephone' }, text: (row) => row.phone },
  ],
  questions: () => [
    { name: 'nameFr', kind: 'text', title: { fr: 'Nom en français', en: 'Name in French' } },
    { name: 'nameEn', kind: 'text', title: { fr: 'Nom en anglais', en: 'Name in English' } },
    { name: 'email', kind: 'email', title: { fr: 'Courriel', en: 'Email' } },
    { name: 'phone', kind: 'phone', title: { fr: 'Téléphone', en: 'Telephone' } },
    { name: 'address', kind: 'long text', title: { fr: 'Adresse postale', en: 'Postal address' } },
  ],
  typedOf,
  rowOf: (typed, questions) => valuesOf(questions, typed),
  schema: z.strictObject({
    id: z.enum(Object.keys(known) as [string, ...string[]], { error: 'choose' satisfies Fault }),
    nameFr: line(100),
    nameEn: line(100),
    email: z.email({ error: 'email' satisfies Fault }).max(254, { error: 'too long' satisfies Fault }),
    phone: z.string({ error: 'phone' satisfies Fault }).refine(isPhone, { error: 'phone' satisfies Fault }),
    address: lines(500),
  }),
  keyOf: ({ id }) => id!,
  keep: keepService,
};
