/** Who works in the demonstration town, and what can be booked there: invented, and named so that everybody sees it. */
import type { District } from '../workflows/kit/districts.ts';
import type { Closure } from './closures.ts';
import type { Role } from './entities/people.ts';
import type { Resource } from './entities/places.ts';

export interface DemoAgent {
  email: string;
  role: Role;
  displayName: string;
  /** Ids of services. */
  serves: string[] | 'all';
}

export const demoAgents: readonly DemoAgent[] = [
  { email: 'agent@ville.example', role: 'agent', displayName: 'Agent de démonstration', serves: 'all' },
  {
    email: 'agent2@ville.example',
    role: 'agent',
    displayName: 'Second agent de démonstration',
    serves: ['civil-status'],
  },
  {
    email: 'agent-voirie@ville.example',
    role: 'agent',
    displayName: 'Agent de démonstration à la voirie',
    serves: ['roads'],
  },
  {
    email: 'accueil@ville.example',
    role: 'counter',
    displayName: 'Accueil de démonstration',
    serves: ['civil-status', 'reception'],
  },
  {
    email: 'technicien@ville.example',
    role: 'technician',
    displayName: 'Technicien de démonstration',
    serves: ['roads', 'green-spaces', 'cleanliness'],
  },
  { email: 'responsable@ville.example', role: 'manager', displayName: 'Responsable de démonstration', serves: 'all' },
  { email: 'concepteur@ville.example', role: 'designer', displayName: 'Concepteur de démonstration', serves: [] },
  { email: 'exploitant@ville.example', role: 'operator', displayName: 'Exploitant de démonstration', serves: [] },
];

/** The ids of the rooms are options of the form of `room-booking`. */
export const demoResources = [
  room('salle-des-fetes', 'Salle des fêtes (démonstration)', 'Town ballroom (demonstration)'),
  room('salle-du-parc', 'Salle du parc (démonstration)', 'Park room (demonstration)'),
  room('salle-des-associations', 'Salle des associations (démonstration)', 'Clubs’ room (demonstration)'),
  round(
    'encombrants-nord',
    'Tournée des encombrants, nord et centre (démonstration)',
    'Bulky waste round, north and centre (demonstration)',
  ),
  round('encombrants-sud', 'Tournée des encombrants, sud (démonstration)', 'Bulky waste round, south (demonstration)'),
];

export const demoDistricts: readonly District[] = [
  { id: 'centre', nameFr: 'Centre', nameEn: 'Centre', round: 'encombrants-nord', open: true },
  { id: 'nord', nameFr: 'Nord', nameEn: 'North', round: 'encombrants-nord', open: true },
  { id: 'sud', nameFr: 'Sud', nameEn: 'South', round: 'encombrants-sud', open: true },
];

/** The Friday of the same week a year ahead: what is filed in a demonstration today does not meet it. */
export function demoClosures(): Pick<Closure, 'day' | 'nameFr' | 'nameEn'>[] {
  const friday = new Date(Date.now() + 365 * 86_400_000);
  friday.setUTCDate(friday.getUTCDate() + 5 - (friday.getUTCDay() || 7));
  return [
    {
      day: friday.toISOString().slice(0, 10),
      nameFr: 'Pont (fermeture de démonstration)',
      nameEn: 'Bridge day (demonstration closure)',
    },
  ];
}

function room(id: string, nameFr: string, nameEn: string): Resource {
  return { id, kind: 'room', nameFr, nameEn, capacity: 1, periods: null, closedFrom: null };
}

function round(id: string, nameFr: string, nameEn: string): Resource {
  return { id, kind: 'collection', nameFr, nameEn, capacity: 20, periods: null, closedFrom: null };
}
