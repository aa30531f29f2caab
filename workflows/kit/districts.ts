/** The town's districts: data of the town, which a form asks for and only a town can fill in. */
import type { ChoiceField, Field, Question } from './fields.ts';
import type { RequestType } from './request-type.ts';

export interface District {
  /** For ever: requests and routing tables have it. */
  id: string;
  nameFr: string;
  nameEn: string;
  /** The round, among what can be booked, that comes here. */
  round: string | null;
  /** Whether forms offer it; requests that have one that is closed keep it. */
  open: boolean;
}

/**
 * The town's districts. The field is called `district`: worklist and rounds go by that name. Where a round of the town's
 * serves the request (`served`), only those that have one are offered, and `desk.book` books a place in it.
 */
export function district(question: Question & { served?: boolean }): ChoiceField {
  const { served = false, ...asked } = question;
  return { kind: 'choice', options: {}, from: served ? 'districts with a round' : 'districts', ...asked };
}

/**
 * A type whose questions about the district have the town's as their options. A town without any is not asked for one,
 * except where the process books by it.
 */
export function inTown(type: RequestType, districts: readonly District[]): RequestType {
  const fields = Object.entries(type.form);
  if (!fields.some(([, field]) => listOf(field))) return type;
  const asked = fields.filter(([, field]) => districts.length > 0 || listOf(field) !== 'districts');
  return { ...type, form: Object.fromEntries(asked.map(([name, field]) => [name, filled(field, districts)])) };
}

/** Options that a new request may have: of those with words of their own why not, none has. */
export const offeredOptions = ({ options, stops = {}, closed = [] }: ChoiceField): string[] =>
  Object.keys(options).filter((option) => !Object.hasOwn(stops, option) && !closed.includes(option));

function filled(field: Field, districts: readonly District[]): Field {
  const list = listOf(field);
  if (!list) return field;
  const isOffered = ({ open, round }: District) => open && (list === 'districts' || round !== null);
  return {
    ...(field as ChoiceField),
    ...(!districts.some(isOffered) && { hint: nowhere }),
    options: Object.fromEntries(districts.map(({ id, nameFr, nameEn }) => [id, { fr: nameFr, en: nameEn }])),
    closed: districts.filter((one) => !isOffered(one)).map(({ id }) => id),
  };
}

const nowhere = {
  fr: 'Aucun quartier n’est encore ouvert à cette démarche : adressez-vous au service.',
  en: 'No district is open to this procedure yet: please ask the service.',
};

const listOf = (field: Field) => (field.kind === 'choice' ? field.from : undefined);
