import { townView } from '../town-words.ts';
import type { TownView } from '../views.ts';

const day: [string, string][] = [
  ['09:00', '12:00'],
  ['13:30', '17:00'],
];

/** A made-up town with every setting. */
export const exampleTown: TownView = townView(
  {
    name: 'Mairie d’Exempleville',
    address: ['1 place de l’Exemple', '99999 Exempleville'],
    email: 'mairie@exempleville.example.org',
    phone: '01 99 00 12 34',
    siret: '00000000000000',
    openingHours: {
      monday: day,
      tuesday: day,
      wednesday: [['09:00', '19:00']],
      thursday: day,
      friday: day,
      saturday: [['09:00', '12:00']],
      sunday: [],
    },
    openingNote: { fr: 'Fermé les jours fériés.', en: 'Closed on public holidays.' },
    colour: '#12505b',
    director: 'La ou le maire d’Exempleville',
    host: ['Hébergeur d’exemple', '2 rue de l’Exemple', '99999 Exempleville', '01 99 00 12 35'],
    appeal: {
      authority: 'la ou le maire d’Exempleville',
      court: 'tribunal administratif d’Exempleville',
      courtAddress: ['3 rue de l’Exemple', '99999 Exempleville'],
    },
    dataProtection: { name: 'Délégué à la protection des données', email: 'dpd@exempleville.example.org' },
    accessibility: { statedOn: '2026-11-24' },
    languages: ['fr', 'en'],
    demonstration: true,
  },
  'https://exempleville.example.org',
);
