/** The services of the town: who may be in charge of a request. A town with another organisation edits this list. */
import type { Words } from './kit/fields.ts';

export const services = {
  'civil-status': { fr: 'État civil', en: 'Civil status', sector: 'civil status' },
  reception: { fr: 'Accueil et relations avec les habitants', en: 'Reception and residents', sector: 'residents' },
  roads: { fr: 'Voirie', en: 'Roads', sector: 'public space' },
  'green-spaces': { fr: 'Espaces verts', en: 'Parks and gardens', sector: 'public space' },
  cleanliness: { fr: 'Propreté', en: 'Street cleaning', sector: 'public space' },
  parking: { fr: 'Stationnement', en: 'Parking', sector: 'public space' },
  waste: { fr: 'Déchets', en: 'Waste', sector: 'public space' },
  schools: { fr: 'Éducation', en: 'Schools', sector: 'schools' },
  rooms: { fr: 'Salles municipales', en: 'Municipal rooms', sector: 'residents' },
  participation: { fr: 'Démocratie locale', en: 'Citizen participation', sector: 'residents' },
  'data-protection': { fr: 'Protection des données', en: 'Data protection', sector: 'data protection' },
} as const satisfies Record<string, Words & { sector: Sector }>;

export type ServiceId = keyof typeof services;

/** What the town knows of somebody in one sector is kept from the others: there is no file of the population. */
export type Sector = 'civil status' | 'schools' | 'data protection' | 'public space' | 'residents';

/** Their requests leave the sector by no redirection: a question may be given to the roads, a certificate may not. */
export const sealedSectors: readonly Sector[] = ['civil status', 'schools', 'data protection'];
