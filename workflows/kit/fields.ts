/** The questions of a form, as data: pages, the API's schema and the checks are made from them. */

/** A text in both languages of the counter. */
export interface Words {
  fr: string;
  en: string;
}

interface Question {
  title: Words;
  hint?: Words;
  optional?: boolean;
}

export interface TextField extends Question {
  kind: 'text';
  maxLength: number;
  /** Several lines. */
  long: boolean;
}
export interface DateField extends Question {
  kind: 'date';
  /** The day may not be after today, as a date of birth. */
  past: boolean;
  /** The day of what is asked for, which the process may wait for or book; never a date about a person. */
  planned: boolean;
}
export interface ChoiceField<Option extends string = string> extends Question {
  kind: 'choice';
  options: Readonly<Record<Option, Words>>;
}
/** Whole euros, which agents give with an answer. */
export interface AmountField extends Question {
  kind: 'amount';
}
export interface GroupField {
  kind: 'group';
  title: Words;
  fields: Readonly<Record<string, SimpleField>>;
}
export type SimpleField = TextField | DateField | ChoiceField;
export type Field = SimpleField | GroupField;
export type Form = Readonly<Record<string, Field>>;

/** The choices of a form by name: all that a process may branch on. */
export type FactsOf<F extends Form> = {
  [Name in keyof F as F[Name] extends ChoiceField ? Name : never]: F[Name] extends ChoiceField<infer Option>
    ? Option
    : never;
};
/** The planned days of a form by name: all that a process may wait for or book. */
export type DaysOf<F extends Form> = {
  [Name in keyof F]: F[Name] extends DateField & { planned: true } ? Name : never;
}[keyof F] &
  string;

/** The texts of a form by name. */
export type TextsOf<F extends Form> = {
  [Name in keyof F]: F[Name] extends TextField ? Name : never;
}[keyof F] &
  string;

export function text(question: Question & { maxLength?: number; long?: boolean }): TextField {
  return { kind: 'text', maxLength: question.long ? 2000 : 100, long: false, ...question };
}

export function date(question: Question & { past?: boolean }): DateField {
  return { kind: 'date', past: false, planned: false, ...question };
}

/** The day on which something is asked for: from today on. */
export function plannedDate(question: Question): DateField & { planned: true } {
  return { kind: 'date', past: false, ...question, planned: true };
}

export function choice<Option extends string>(
  question: Question & { options: Readonly<Record<Option, Words>> },
): ChoiceField<Option> {
  return { kind: 'choice', ...question };
}

/** Whole euros. */
export function amount(question: Question): AmountField {
  return { kind: 'amount', ...question };
}

export function group(title: Words, fields: Readonly<Record<string, SimpleField>>): GroupField {
  return { kind: 'group', title, fields };
}

/** The person whom an act of civil status is about (Décret n° 2017-890, art. 29: names, date of birth). */
export function person(title: Words): GroupField {
  return group(title, {
    givenName: text({ title: { fr: 'Prénoms', en: 'Given names' } }),
    familyName: text({ title: { fr: 'Nom de naissance', en: 'Family name at birth' } }),
    birthDate: date({ title: { fr: 'Date de naissance', en: 'Date of birth' }, past: true }),
  });
}

/** The couple whom an act of marriage is about (same article: their names and the day of the marriage). */
export function spouses(title: Words): GroupField {
  return group(title, {
    firstGivenName: text({ title: { fr: 'Prénoms du premier époux', en: 'Given names of the first spouse' } }),
    firstFamilyName: text({ title: { fr: 'Son nom de naissance', en: 'Their family name at birth' } }),
    secondGivenName: text({ title: { fr: 'Prénoms du second époux', en: 'Given names of the second spouse' } }),
    secondFamilyName: text({ title: { fr: 'Son nom de naissance', en: 'Their family name at birth' } }),
    marriageDate: date({ title: { fr: 'Date du mariage', en: 'Date of the marriage' }, past: true }),
  });
}

/** The person whom an act of death is about. Who asks may not know the birth, and need not. */
export function deceased(title: Words): GroupField {
  return group(title, {
    givenName: text({ title: { fr: 'Prénoms', en: 'Given names' } }),
    familyName: text({ title: { fr: 'Nom de naissance', en: 'Family name at birth' } }),
    deathDate: date({ title: { fr: 'Date du décès', en: 'Date of death' }, past: true }),
    birthDate: date({ title: { fr: 'Date de naissance', en: 'Date of birth' }, past: true, optional: true }),
  });
}

/** Who asks for an act with the parents' names: the list of those who may is closed (same decree, art. 30 and 32). */
export function applicant() {
  return choice({
    title: { fr: 'Vous êtes', en: 'You are' },
    hint: {
      fr: 'Inutile pour un extrait sans filiation, que toute personne peut demander.',
      en: 'Not needed for an extract without the parents’ names, which anyone may ask for.',
    },
    options: {
      self: { fr: 'La personne concernée', en: 'The person concerned' },
      spouse: { fr: 'Son époux ou partenaire de PACS', en: 'Their spouse or civil partner' },
      ascendant: { fr: 'Son parent ou grand-parent', en: 'Their parent or grandparent' },
      descendant: { fr: 'Son enfant ou petit-enfant', en: 'Their child or grandchild' },
      representative: { fr: 'Son représentant légal ou mandataire', en: 'Their legal representative or proxy' },
      other: { fr: 'Une autre personne', en: 'Somebody else' },
    },
    optional: true,
  });
}

/** What somebody writes about, as the town's routing table reads it. */
export function theme() {
  return choice({
    title: { fr: 'Sujet', en: 'Subject' },
    options: {
      'civil-status': { fr: 'État civil et papiers', en: 'Civil status and papers' },
      streets: { fr: 'Rues et éclairage', en: 'Streets and lighting' },
      parking: { fr: 'Stationnement', en: 'Parking' },
      nature: { fr: 'Parcs et jardins', en: 'Parks and gardens' },
      cleanliness: { fr: 'Propreté', en: 'Street cleaning' },
      waste: { fr: 'Déchets', en: 'Waste' },
      schools: { fr: 'Écoles et enfance', en: 'Schools and children' },
      rooms: { fr: 'Salles municipales', en: 'Municipal rooms' },
      other: { fr: 'Autre sujet', en: 'Another subject' },
    },
  });
}
