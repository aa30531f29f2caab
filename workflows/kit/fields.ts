/** The questions of a form, as data: pages, the API's schema and the checks are made from them. */

/** A text in both languages of the counter. */
export interface Words {
  fr: string;
  en: string;
}

/** By earlier choices of the same form, or of the same group: all must have one of the options named. */
export type When = Readonly<Record<string, readonly string[]>>;

interface Asked {
  title: Words;
  hint?: Words;
  /** The question is put, and its answer taken, in this case alone. */
  when?: When;
}
export interface Question extends Asked {
  optional?: boolean;
}

/** What a text must look like; `words` is anything. */
export type TextFormat = 'words' | 'phone' | 'postcode' | 'whole number' | 'coordinates';

export interface TextField extends Question {
  kind: 'text';
  maxLength: number;
  /** Several lines. */
  long: boolean;
  format: TextFormat;
  /** The least and the greatest whole number. */
  range?: readonly [least: number, greatest: number];
  /** The HTML token by which browsers fill in what is asked about oneself. */
  autocomplete?: string;
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
  /** Options with which there is nothing to ask for: why, and what to do instead. No request has such an answer. */
  stops?: Readonly<Partial<Record<Option, Words>>>;
  /** The town's list that `inTown` takes the options from, and those of them that only earlier requests have. */
  from?: 'districts' | 'districts with a round';
  closed?: readonly Option[];
}
/** Whole euros, which agents give with an answer. */
export interface AmountField extends Question {
  kind: 'amount';
}
export interface GroupField extends Asked {
  kind: 'group';
  fields: Readonly<Record<string, SimpleField>>;
}
/** Several answers to the same questions, as each child or each object. */
export interface ListField extends Asked {
  kind: 'list';
  /** What one of them is called: « Enfant ». */
  one: Words;
  fields: Readonly<Record<string, SimpleField>>;
  min: number;
  max: number;
}
export type SimpleField = TextField | DateField | ChoiceField;
export type Field = SimpleField | GroupField | ListField;
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

export function text(
  question: Question & { maxLength?: number; long?: boolean; format?: TextFormat; autocomplete?: string },
): TextField {
  return { kind: 'text', maxLength: question.long ? 2000 : 100, long: false, format: 'words', ...question };
}

/** A whole number, kept as its digits. */
export function number(question: Question & { min?: number; max?: number }): TextField {
  const { min = 0, max = 999_999, ...asked } = question;
  return { ...text({ ...asked, maxLength: 20, format: 'whole number' }), range: [min, max] };
}

/** A telephone number: of ten digits in France, or with the sign + and the country's own. */
export function phone(question: Question): TextField {
  return text({ ...question, maxLength: 25, format: 'phone', autocomplete: 'tel' });
}

export function date(question: Question & { past?: boolean }): DateField {
  return { kind: 'date', past: false, planned: false, ...question };
}

/** The day on which something is asked for: from today on. */
export function plannedDate(question: Question): DateField & { planned: true } {
  return { kind: 'date', past: false, ...question, planned: true };
}

export function choice<Option extends string>(
  question: Question & {
    options: Readonly<Record<Option, Words>>;
    stops?: Readonly<Partial<Record<NoInfer<Option>, Words>>>;
  },
): ChoiceField<Option> {
  return { kind: 'choice', ...question };
}

/** Whole euros. */
export function amount(question: Question): AmountField {
  return { kind: 'amount', ...question };
}

export function group(
  title: Words,
  fields: Readonly<Record<string, SimpleField>>,
  asked: Omit<Asked, 'title'> = {},
): GroupField {
  return { kind: 'group', title, fields, ...asked };
}

/** The same questions once for each of several things. */
export function list(
  question: Asked & { one: Words; fields: Readonly<Record<string, SimpleField>>; min?: number; max: number },
): ListField {
  return { kind: 'list', min: 1, ...question };
}

/** An address in France. A street without a number is a whole address: a hamlet has none. */
export function postalAddress(title: Words, asked: Omit<Asked, 'title'> = {}): GroupField {
  const fields = {
    street: text({ title: { fr: 'Numéro et rue', en: 'Number and street' }, autocomplete: 'address-line1' }),
    complement: text({
      title: { fr: 'Bâtiment, étage, lieu-dit', en: 'Building, floor, hamlet' },
      autocomplete: 'address-line2',
      optional: true,
    }),
    postcode: text({
      title: { fr: 'Code postal', en: 'Postcode' },
      maxLength: 5,
      format: 'postcode',
      autocomplete: 'postal-code',
    }),
    town: text({ title: { fr: 'Commune', en: 'Town' }, autocomplete: 'address-level2' }),
  };
  return group(title, fields, asked);
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
export function applicant(when: When) {
  return choice({
    title: { fr: 'Vous êtes', en: 'You are' },
    when,
    options: {
      self: { fr: 'La personne concernée', en: 'The person concerned' },
      spouse: { fr: 'Son époux ou partenaire de PACS', en: 'Their spouse or civil partner' },
      ascendant: { fr: 'Son parent ou grand-parent', en: 'Their parent or grandparent' },
      descendant: { fr: 'Son enfant ou petit-enfant', en: 'Their child or grandchild' },
      representative: { fr: 'Son représentant légal ou mandataire', en: 'Their legal representative or proxy' },
      other: { fr: 'Une autre personne', en: 'Somebody else' },
    },
    stops: {
      other: {
        fr: 'Seuls la personne, son conjoint, ses parents, ses enfants et son représentant peuvent avoir ce document. Toute personne peut demander un extrait sans filiation.',
        en: 'Only the person, their spouse, parents, children and representative may have this document. Anyone may ask for an extract without the parents’ names.',
      },
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

/**
 * What an agent gives with the answer that a request belongs to another administration: it is passed on, and its citizen
 * told to whom (CRPA, art. L114-2). When it first came stays the request's own day; the answer's is that of the transfer.
 */
export const transferFields = {
  administration: text({
    title: { fr: 'Administration à qui la demande est transmise', en: 'Authority to which the request is passed on' },
    maxLength: 200,
  }),
  contact: text({
    title: { fr: 'Son adresse, son courriel ou son téléphone', en: 'Its address, email or telephone' },
    maxLength: 200,
  }),
};
