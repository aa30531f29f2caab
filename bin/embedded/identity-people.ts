/** The people of the embedded identity provider. All of them are made up, and their names say so. */
export interface Person {
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

export const people: readonly Person[] = [
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

/** What each scope opens, as FranceConnect has it. */
export const claimsOfScopes: Record<string, string[]> = {
  openid: ['sub'],
  given_name: ['given_name', 'given_name_array'],
  family_name: ['family_name'],
  preferred_username: ['preferred_username'],
  birthdate: ['birthdate'],
  gender: ['gender'],
  birthplace: ['birthplace'],
  birthcountry: ['birthcountry'],
  email: ['email'],
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
