/** By what the portal lets people look for a request type, beside its words. A town with other headings edits these. */
import type { Words } from './fields.ts';

export const themes = {
  papers: { fr: 'État civil et papiers', en: 'Certificates and papers' },
  family: { fr: 'Famille et école', en: 'Family and school' },
  surroundings: { fr: 'Rue, propreté et déchets', en: 'Streets, cleanliness and waste' },
  parking: { fr: 'Stationnement', en: 'Parking' },
  community: { fr: 'Salles et vie locale', en: 'Rooms and local life' },
  dialogue: { fr: 'Écrire à la mairie et participer', en: 'Writing to the town hall and taking part' },
} as const satisfies Record<string, Words>;

export const lifeEvents = {
  'having-a-child': { fr: 'J’attends ou j’élève un enfant', en: 'I am having or raising a child' },
  'getting-married': { fr: 'Je me marie', en: 'I am getting married' },
  'losing-someone': { fr: 'Je perds un proche', en: 'I have lost someone' },
  'moving-in': { fr: 'J’emménage dans la commune', en: 'I am moving to the town' },
  'holding-an-event': { fr: 'J’organise un événement', en: 'I am holding an event' },
} as const satisfies Record<string, Words>;

export type Theme = keyof typeof themes;
export type LifeEvent = keyof typeof lifeEvents;
