/** The services of the town: who may be in charge of a request. A town with another organisation edits this list. */
import type { Words } from './kit/fields.ts';

export const services = {
  'civil-status': { fr: 'État civil', en: 'Civil status' },
  reception: { fr: 'Accueil et relations avec les habitants', en: 'Reception and residents' },
  roads: { fr: 'Voirie', en: 'Roads' },
  'green-spaces': { fr: 'Espaces verts', en: 'Parks and gardens' },
  cleanliness: { fr: 'Propreté', en: 'Street cleaning' },
  parking: { fr: 'Stationnement', en: 'Parking' },
  waste: { fr: 'Déchets', en: 'Waste' },
  schools: { fr: 'Éducation', en: 'Schools' },
  rooms: { fr: 'Salles municipales', en: 'Municipal rooms' },
  participation: { fr: 'Démocratie locale', en: 'Citizen participation' },
  'data-protection': { fr: 'Protection des données', en: 'Data protection' },
} as const satisfies Record<string, Words>;

export type ServiceId = keyof typeof services;
