/** A form of each request type filled in rightly, by nobody: for tests that need a request and not its details. */
import { addDays, civilDate } from '../../workflows/kit/calendar.ts';

// Functions, as what is planned is planned from today on.
export const exampleFields = {
  'birth-certificate': () => ({
    kind: 'full copy',
    applicant: 'self',
    person: { givenName: 'Camille', familyName: 'Exemple', birthDate: '1990-01-31' },
    parents: 'Dominique Exemple et Sacha Exemple',
  }),
  'bulky-waste-pickup': () => ({
    district: 'nord',
    address: { street: '1 rue de l’Exemple', postcode: '99999', town: 'Exempleville' },
    day: daysAhead(10),
    period: 'morning',
    items: [
      { what: 'Canapé', count: '1' },
      { what: 'Chaise', count: '2' },
    ],
  }),
  complaint: () => ({
    theme: 'schools',
    happenedOn: daysAhead(-7),
    facts: 'La cantine a fermé sans que les familles soient prévenues.',
    wish: 'Être prévenu la veille.',
  }),
  'death-certificate': () => ({
    kind: 'full copy',
    deceased: { givenName: 'Claude', familyName: 'Exemple', deathDate: '2020-02-29' },
  }),
  'marriage-certificate': () => ({
    kind: 'full copy',
    applicant: 'spouse',
    spouses: {
      firstGivenName: 'Camille',
      firstFamilyName: 'Exemple',
      secondGivenName: 'Sacha',
      secondFamilyName: 'Essai',
      marriageDate: '2015-06-20',
    },
    parents: 'Dominique Exemple et Claude Exemple',
  }),
  'personal-data': () => ({
    right: 'access',
    data: 'Mon inscription à la cantine en 2024.',
  }),
  proposal: () => ({
    theme: 'nature',
    subject: 'Un verger partagé',
    proposal: 'Planter vingt arbres fruitiers dans le parc, que chacun pourra récolter.',
    place: 'Parc de l’Exemple',
  }),
  question: () => ({
    theme: 'schools',
    question: 'À quelle heure ouvre la garderie du matin ?',
  }),
  'resident-parking-permit': () => ({
    district: 'centre',
    vehicle: 'mine',
    registration: 'AA-000-AA',
    address: { street: '1 rue de l’Exemple', postcode: '99999', town: 'Exempleville' },
  }),
  'room-booking': () => ({
    room: 'salle-du-parc',
    day: daysAhead(45),
    period: 'evening',
    purpose: 'Assemblée générale',
    attendance: '40',
  }),
  'school-enrolment': () => ({
    child: { givenName: 'Camille', familyName: 'Exemple', birthDate: '2022-01-31' },
    level: 'nursery',
    school: 'sector',
    address: { street: '1 rue de l’Exemple', postcode: '99999', town: 'Exempleville' },
  }),
  'street-problem': () => ({
    category: 'pothole',
    district: 'nord',
    place: 'Devant le 1, rue de l’Exemple',
    description: 'Un trou profond au milieu de la chaussée.',
  }),
};

const daysAhead = (days: number) => addDays(civilDate(Date.now(), 'metropole'), days);
