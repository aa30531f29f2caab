import type { TownSettings } from './settings.ts';

/** The demonstration town's settings, which hold as long as no others are kept. */
export const demonstrationTown: TownSettings = {
  name: 'Ville-Exemple',
  address: ['Hôtel de ville', '1 place de la Démonstration', '00000 Ville-Exemple'],
  email: 'mairie@ville.example',
  phone: '01 99 00 00 00',
  openingHours: {
    monday: officeHours(),
    tuesday: officeHours(),
    wednesday: officeHours(),
    thursday: officeHours(),
    friday: [['08:30', '12:00']],
    saturday: [['09:00', '12:00']],
    sunday: [],
  },
  openingNote: {
    fr: 'Fermé les jours fériés. En août, fermé le samedi.',
    en: 'Closed on public holidays. In August, closed on Saturdays.',
  },
  colour: '#12505b',
  director: 'La ou le maire de Ville-Exemple (commune de démonstration)',
  host: ['Commune de Ville-Exemple', '1 place de la Démonstration', '00000 Ville-Exemple', '01 99 00 00 00'],
  appeal: {
    authority: 'la ou le maire de Ville-Exemple',
    court: 'tribunal administratif de Ville-Exemple (démonstration)',
    courtAddress: ['2 place de la Démonstration', '00000 Ville-Exemple'],
  },
  dataProtection: { name: 'Délégué à la protection des données', email: 'dpd@ville.example', phone: '01 99 00 00 09' },
  accessibility: { statedOn: '2026-11-24' },
  languages: ['fr', 'en'],
  demonstration: true,
};

function officeHours(): [string, string][] {
  return [
    ['08:30', '12:00'],
    ['13:30', '17:30'],
  ];
}
