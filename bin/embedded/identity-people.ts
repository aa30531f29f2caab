/** The people of the embedded identity provider. All of them are made up, and their names say so. */
import { demoAgents } from '../../db/demo-people.ts';

export interface Person {
  id: string;
  /** As the choice names them, and what tells them apart. */
  name: string;
  detail: string;
  claims: Record<string, unknown>;
}

interface Citizen {
  id: string;
  /** As FranceConnect gives them; `sub` comes with the client. */
  claims: {
    /** All of them, separated by spaces; the array tells « Jean Pierre » from « Jean » and « Pierre ». */
    given_name: string;
    given_name_array: string[];
    /** The name at birth, in capitals. */
    family_name: string;
    /** The name in use, where it is another one. */
    preferred_username?: string;
    birthdate: string;
    gender: 'female' | 'male';
    /** INSEE's code of the commune; empty for who was born abroad. */
    birthplace: string;
    /** INSEE's code of the country, 99100 being France. */
    birthcountry: string;
    email?: string;
  };
}

const citizens: readonly Citizen[] = [
  {
    id: 'exemple',
    claims: {
      given_name: 'Camille Dominique',
      given_name_array: ['Camille', 'Dominique'],
      family_name: 'EXEMPLE',
      birthdate: '1990-01-31',
      gender: 'female',
      birthplace: '75107',
      birthcountry: '99100',
      email: 'camille.exemple@citoyen.example',
    },
  },
  {
    id: 'essai',
    claims: {
      given_name: 'Sacha Marie',
      given_name_array: ['Sacha Marie'],
      family_name: 'ESSAI',
      preferred_username: 'FICTIVE',
      birthdate: '1975-07-01',
      gender: 'female',
      birthplace: '2A004',
      birthcountry: '99100',
      email: 'sacha.essai@citoyen.example',
    },
  },
  {
    id: 'demonstration',
    claims: {
      given_name: 'Alex',
      given_name_array: ['Alex'],
      family_name: 'DEMONSTRATION',
      birthdate: '1962-01-01',
      gender: 'male',
      birthplace: '',
      birthcountry: '99109',
    },
  },
];

/** As ProConnect gives them: an address and an organisation. One of them is no agent of the town. */
const agents = [
  ...demoAgents.map(({ email, displayName }) => ({ email, name: displayName })),
  { email: 'inconnu@ailleurs.example', name: 'Agent d’une autre mairie (inventé)' },
];

export const people: Record<'citizens' | 'agents', readonly Person[]> = {
  citizens: citizens.map(({ id, claims }) => ({ id, name: nameOf(claims), detail: claims.birthdate, claims })),
  agents: agents.map(({ email, name }) => ({
    id: email,
    name,
    detail: email,
    claims: { email, email_verified: true, siret: '00000000000000' },
  })),
};

/** What each scope opens, as FranceConnect and ProConnect have it. */
export const claimsOfScopes: Record<string, string[]> = {
  openid: ['sub'],
  given_name: ['given_name', 'given_name_array'],
  family_name: ['family_name'],
  preferred_username: ['preferred_username'],
  birthdate: ['birthdate'],
  gender: ['gender'],
  birthplace: ['birthplace'],
  birthcountry: ['birthcountry'],
  email: ['email', 'email_verified'],
  siret: ['siret'],
  birth: ['birthplace', 'birthcountry'],
  profile: ['given_name', 'given_name_array', 'family_name', 'birthdate', 'gender', 'preferred_username'],
  identite_pivot: [
    'given_name',
    'given_name_array',
    'family_name',
    'birthdate',
    'gender',
    'birthplace',
    'birthcountry',
  ],
};

function nameOf({ given_name, family_name, preferred_username }: Citizen['claims']): string {
  return `${given_name} ${family_name}${preferred_username ? ` (${preferred_username})` : ''}`;
}
