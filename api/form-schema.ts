/** A request type's form as a zod schema: the API, the pages, drafts and the published JSON Schema all come from it. */
import { z } from 'zod';
import type { Facts, Zone } from '../workflows/contract.ts';
import { isAsked } from '../workflows/kit/asked.ts';
import { civilDate } from '../workflows/kit/calendar.ts';
import { offeredOptions } from '../workflows/kit/districts.ts';
import type {
  ChoiceField,
  DateField,
  Field,
  Form,
  ListField,
  SimpleField,
  TextField,
  TextFormat,
} from '../workflows/kit/fields.ts';
import type { RequestType } from '../workflows/kit/request-type.ts';
import { type Fault, isMissing, isPhone, line, lines, required } from './forms.ts';

/** Dates that must have passed, or must not, do so by the zone's clock. */
export const fieldsSchema = oncePerType((type, zone) => formSchema(type.form, zone));

/** What a type becomes in a zone, made once. */
export function oncePerType<Made>(make: (type: RequestType, zone: Zone) => Made) {
  const known: Partial<Record<Zone, WeakMap<RequestType, Made>>> = {};
  return (type: RequestType, zone: Zone): Made => {
    known[zone] ??= new WeakMap();
    const made = known[zone].get(type) ?? make(type, zone);
    known[zone].set(type, made);
    return made;
  };
}

/** JSON Schema 2020-12 of a type's fields, for `GET /request-types/:id`. */
export function fieldsJsonSchema(type: RequestType, zone: Zone): object {
  return z.toJSONSchema(fieldsSchema(type, zone));
}

/** The choices and the planned days among the fields: all that the process is told. */
export function factsOf(form: Form, fields: Record<string, unknown>): Facts {
  const told = Object.entries(form).filter(([name, field]) => isFact(field) && fields[name] !== undefined);
  return Object.fromEntries(told.map(([name]) => [name, String(fields[name])]));
}

const isFact = (field: Field) => field.kind === 'choice' || (field.kind === 'date' && field.planned);

function formSchema(form: Form, zone: Zone): z.ZodType<Record<string, unknown>> {
  const conditional = Object.entries(form).filter(([, field]) => field.when !== undefined);
  const plain: z.ZodType<Record<string, unknown>> = z.strictObject(questionsSchema(form, zone), required);
  if (conditional.length === 0) return plain;
  const checked = conditional.reduce((schema, [name, field]) => onlyWhenAsked(schema, form, name, field), plain);
  return checked.meta({ allOf: conditional.map(([name, field]) => jsonCondition(name, field)) });
}

/** Each question of a form, or of a part of one, by its name. */
export const questionsSchema = (form: Form, zone: Zone): Record<string, z.ZodType> =>
  Object.fromEntries(Object.entries(form).map(([name, field]) => [name, fieldSchema(field, zone)]));

/** Told beside whatever else is wrong: people correct a form once, not fault by fault. */
function onlyWhenAsked(schema: z.ZodType<Record<string, unknown>>, form: Form, name: string, field: Field) {
  const told = (fault: Fault) => ({ path: [name], error: fault, when: isObject });
  const isNeeded = (values: Record<string, unknown>) => isAsked(form, name, values) && !isOptional(field);
  return schema
    .refine((values) => !isNeeded(values) || !isMissing(values[name]), told('required'))
    .refine((values) => isAsked(form, name, values) !== false || isMissing(values[name]), told('not asked'));
}

const isObject = ({ value }: { value: unknown }) =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `when` in the words of JSON Schema. */
function jsonCondition(name: string, field: Field): object {
  const choices = Object.keys(field.when!);
  const properties = Object.fromEntries(choices.map((choice) => [choice, { enum: field.when![choice] }]));
  return {
    if: { properties, required: choices },
    // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
    then: isOptional(field) ? {} : { required: [name] },
    else: { properties: { [name]: false } },
  };
}

const isOptional = (field: Field) =>
  field.kind === 'list' ? field.min === 0 : 'optional' in field && field.optional === true;

function fieldSchema(field: Field, zone: Zone): z.ZodType {
  const schema = schemaOf(field, zone).describe(field.title.fr);
  return isOptional(field) || field.when ? schema.optional() : schema;
}

function schemaOf(field: Field, zone: Zone): z.ZodType {
  if (field.kind === 'group') return formSchema(field.fields, zone);
  return field.kind === 'list' ? listSchema(field, zone) : simpleSchema(field, zone);
}

function listSchema({ fields, min, max }: ListField, zone: Zone): z.ZodType {
  const words = {
    fr: min === max ? `Il en faut ${min}.` : `Il en faut de ${min} à ${max}.`,
    en: min === max ? `Give ${min} of them.` : `Give ${min} to ${max} of them.`,
  };
  return z
    .array(formSchema(fields, zone), required)
    .meta({ minItems: min, maxItems: max })
    .refine(({ length }) => length >= min && length <= max, { params: { words } });
}

function simpleSchema(field: SimpleField, zone: Zone): z.ZodType {
  switch (field.kind) {
    case 'text':
      return textSchema(field);
    case 'choice':
      return choiceSchema(field);
    case 'date':
      return dateSchema(field, zone);
  }
}

function textSchema({ long, maxLength, format, range }: TextField): z.ZodType {
  const schema = long ? lines(maxLength) : line(maxLength);
  if (format === 'words') return schema;
  // A text that is missing is told as missing alone.
  const formatted = schema.refine((typed) => typed === '' || formats[format](typed), { error: format satisfies Fault });
  if (!range) return formatted;
  const [least, greatest] = range;
  const words = {
    fr: `Écrivez un nombre de ${least} à ${greatest}.`,
    en: `Write a number from ${least} to ${greatest}.`,
  };
  const isIn = (typed: string) => !formats[format](typed) || (Number(typed) >= least && Number(typed) <= greatest);
  return formatted.refine(isIn, { params: { words } });
}

const formats: Record<Exclude<TextFormat, 'words'>, (typed: string) => boolean> = {
  phone: isPhone,
  postcode: (typed) => /^\d{5}$/.test(typed),
  'whole number': (typed) => /^\d+$/.test(typed),
  coordinates(typed) {
    const [, latitude, longitude] = /^(-?\d{1,2}(?:\.\d+)?)[,; ]+(-?\d{1,3}(?:\.\d+)?)$/.exec(typed) ?? [];
    return Math.abs(Number(latitude)) <= 90 && Math.abs(Number(longitude)) <= 180;
  },
};

/** An option that stops is no answer: its own words say why. What the town has closed is no option. */
function choiceSchema(field: ChoiceField): z.ZodType {
  const { options, stops = {}, from, closed } = field;
  // Of a type as it is written, before a town has given its list.
  if (from && !closed) return line(60).meta({ description: `The id of one of the town’s ${from}` });
  const all = Object.keys(options).filter((option) => !closed?.includes(option));
  const stopped = (schema: z.ZodType<string>, option: string) =>
    schema.refine((chosen) => chosen !== option, { params: { words: stops[option] } });
  const schema: z.ZodType<string> = z.enum(all, { error: 'choose' satisfies Fault });
  return Object.keys(stops)
    .reduce(stopped, schema)
    .meta({ enum: offeredOptions(field) });
}

export function dateSchema({ past, planned }: DateField, zone: Zone): z.ZodType {
  const faultIn = (input: unknown): Fault => {
    if (isMissing(input)) return 'required';
    return typeof input === 'string' && /^\d{1,3}-\d{2}-\d{2}$/.test(input) ? 'year' : 'date';
  };
  return z.iso
    .date({ error: ({ input }) => faultIn(input) })
    .refine((date) => !past || date <= civilDate(Date.now(), zone), { error: 'future date' satisfies Fault })
    .refine((date) => !planned || date >= civilDate(Date.now(), zone), { error: 'past date' satisfies Fault });
}
