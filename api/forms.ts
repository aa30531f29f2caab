/** What can be wrong with what was sent, field by field, in the reader's words. */
import { z } from 'zod';
import type { Language } from '../templates/views.ts';
import type { Words } from '../workflows/kit/fields.ts';
import type { FieldError } from './problems.ts';

/** Sentences for what can be wrong with a field. */
const faults = {
  required: { fr: 'Remplissez ce champ.', en: 'Fill in this field.' },
  choose: { fr: 'Choisissez une des réponses proposées.', en: 'Choose one of the answers.' },
  'too long': { fr: 'Ce texte est trop long.', en: 'This text is too long.' },
  date: { fr: 'Indiquez une date réelle : jour, mois et année.', en: 'Give a real date: day, month and year.' },
  year: {
    fr: 'Écrivez l’année avec ses quatre chiffres, comme 1985.',
    en: 'Write all four digits of the year, as 1985.',
  },
  'future date': { fr: 'Cette date doit être passée.', en: 'This date must be in the past.' },
  'past date': {
    fr: 'Cette date doit être aujourd’hui ou plus tard.',
    en: 'This date must be today or later.',
  },
  moment: { fr: 'Indiquez un jour et une heure réels.', en: 'Give a real day and time.' },
  'future moment': {
    fr: 'Ce moment doit être passé, puisque la demande est là.',
    en: 'This moment must be in the past, as the request is here.',
  },
  'old moment': {
    fr: 'Ce moment date de plus d’un an. Vérifiez l’année.',
    en: 'This moment is more than a year ago. Check the year.',
  },
  'end before start': {
    fr: 'Choisissez une fin qui ne vient pas avant le début.',
    en: 'Choose an end that is not before the start.',
  },
  'same service': {
    fr: 'La demande est déjà dans ce service.',
    en: 'The request is with this service already.',
  },
  'other sector': {
    fr: 'Cette démarche est fermée aux autres secteurs de la mairie. Choisissez un service du même secteur.',
    en: 'This procedure is closed to the other sectors of the town hall. Choose a service of the same sector.',
  },
  amount: {
    fr: 'Écrivez un montant en euros, sans centimes, comme 4000.',
    en: 'Write an amount in whole euros, such as 4000.',
  },
  email: {
    fr: 'Écrivez une adresse électronique comme nom@exemple.fr.',
    en: 'Write an email address such as name@example.com.',
  },
  phone: {
    fr: 'Écrivez un numéro de téléphone comme 01 99 00 00 00.',
    en: 'Write a telephone number such as +33 1 99 00 00 00.',
  },
  fixed: {
    fr: 'Ce champ ne se corrige pas en ligne : écrivez au service.',
    en: 'This field can not be corrected online: write to the service.',
  },
  postcode: {
    fr: 'Écrivez un code postal de cinq chiffres, comme 75001.',
    en: 'Write a postcode of five digits, such as 75001.',
  },
  'whole number': {
    fr: 'Écrivez un nombre entier, en chiffres, comme 40.',
    en: 'Write a whole number in digits, such as 40.',
  },
  hours: {
    fr: 'Écrivez deux heures, la première avant la seconde, comme 08:30-12:00.',
    en: 'Write two times, the first before the second, such as 08:30-12:00.',
  },
  coordinates: {
    fr: 'Écrivez une latitude et une longitude, comme 48.8566, 2.3522.',
    en: 'Write a latitude and a longitude, such as 48.8566, 2.3522.',
  },
  'not asked': {
    fr: 'Ce champ n’existe pas avec ces autres réponses.',
    en: 'There is no such field with these other answers.',
  },
  unknown: { fr: 'Ce champ n’existe pas.', en: 'There is no such field.' },
  wrong: { fr: 'Cette valeur n’est pas acceptée.', en: 'This value is not accepted.' },
} as const;
export type Fault = keyof typeof faults;
export const faultText = (fault: Fault, lang: Language) => faults[fault][lang];

export const isMissing = (input: unknown) => input === undefined || input === null || input === '';
export const required = {
  error: ({ input }: { input?: unknown }): Fault => (isMissing(input) ? 'required' : 'wrong'),
};

/** One line. Control characters and half characters are refused: the tables could not hold them, nor a header. */
export const line = (maxLength: number) => text(maxLength, /[\p{Cc}\p{Cs}]/u);
/** Text that may have several lines. */
export const lines = (maxLength: number) => text(maxLength, /[^\P{Cc}\t\n\r]|\p{Cs}/u);

const text = (maxLength: number, refused: RegExp) =>
  z
    .string(required)
    .min(1, required)
    .max(maxLength, { error: 'too long' satisfies Fault })
    .refine((typed) => !refused.test(typed), { error: 'wrong' satisfies Fault });

/** Ten digits in France, or the sign + and a country's number (ITU E.164: at most fifteen digits), however it is spaced. */
export function isPhone(typed: string): boolean {
  const dialled = typed.replace('(0)', '').replace(/[\s().-]/g, '');
  return typed.length <= 25 && /^(0[1-9]\d{8}|(\+|00)[1-9]\d{6,14})$/.test(dialled);
}

/** Who asks. Somebody at the counter may have neither email nor telephone: the answer is then printed. */
export const citizenSchema = z.strictObject(
  {
    givenName: line(100),
    familyName: line(100),
    email: z
      .email({ error: 'email' satisfies Fault })
      .max(254, { error: 'too long' satisfies Fault })
      .optional(),
    phone: z
      .string({ error: 'phone' satisfies Fault })
      .refine(isPhone, { error: 'phone' satisfies Fault })
      .optional(),
    address: lines(500).optional(),
  },
  required,
);

/** One message per field, in the reader's language. */
export function fieldErrors(error: z.ZodError, lang: Language): FieldError[] {
  const found = new Map<string, string>();
  for (const issue of error.issues) {
    for (const field of pathsOf(issue)) if (!found.has(field)) found.set(field, sentence(issue, lang));
  }
  return [...found].map(([field, message]) => ({ field, message }));
}

function pathsOf(issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [...issue.path, key].join('.'));
  return [issue.path.join('.')];
}

function sentence(issue: z.core.$ZodIssue, lang: Language): string {
  if (issue.code === 'unrecognized_keys') return faults.unknown[lang];
  if (issue.code === 'too_big' && issue.message === 'too long') return tooLong(Number(issue.maximum), lang);
  if (issue.code === 'custom' && issue.params?.words) return (issue.params.words as Words)[lang];
  const fault = issue.message in faults ? (issue.message as Fault) : 'wrong';
  return faults[fault][lang];
}

/** Whole euros, as a number or as somebody types them: « 4 000 € ». */
export const amountSchema = z.preprocess(
  (given) => (/^\d[\d\s]*€?$/.test(String(given)) ? Number(String(given).replace(/[\s€]/g, '')) : given),
  z
    .int({ error: (issue) => (isMissing(issue.input) ? 'required' : 'amount') satisfies Fault })
    .min(0, { error: 'amount' satisfies Fault })
    .max(1_000_000_000, { error: 'amount' satisfies Fault }),
);

/** « Ce texte est trop long : 5 000 signes au plus. » */
export function tooLong(most: number, lang: Language): string {
  const signs = new Intl.NumberFormat(lang === 'fr' ? 'fr-FR' : 'en-GB').format(most);
  return {
    fr: `${faults['too long'].fr.slice(0, -1)}\u00a0: ${signs} signes au plus.`,
    en: `${faults['too long'].en.slice(0, -1)}: ${signs} characters at most.`,
  }[lang];
}

/**
 * A form posts an empty text for what was left out: it counts as absent. No form of ours is as deep as `levels`, and
 * what is deeper is left for the schema to refuse.
 */
export function withoutBlanks(input: unknown, levels = 8): unknown {
  if (typeof input === 'string') return input.trim() === '' ? undefined : input.trim();
  if (input === null || typeof input !== 'object' || levels === 0) return input;
  if (Array.isArray(input)) {
    return input.map((one) => (typeof one === 'object' ? withoutBlanks(one, levels - 1) : one));
  }
  return Object.fromEntries(
    Object.entries(input)
      .map(([name, value]) => [name, withoutBlanks(value, levels - 1)] as const)
      .filter(([, value]) => value !== undefined),
  );
}
