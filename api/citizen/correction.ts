import { z } from 'zod';
import { type Change, type Correction, correctRequest, lockUncorrected } from '../../db/corrections.ts';
import { newId } from '../../db/ids.ts';
import { findRequest, type RequestRow } from '../../db/requests.ts';
import type { Sql } from '../../db/sql.ts';
import type { Language } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import { isAsked } from '../../workflows/kit/asked.ts';
import type { Form, SimpleField } from '../../workflows/kit/fields.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { factsOf } from '../form-schema.ts';
import { citizenSchema, faultText, fieldErrors, required } from '../forms.ts';
import { type Answer, once } from '../idempotency.ts';
import { type FieldError, Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import type { Access } from './access.ts';
import { requestSchema } from './filing.ts';

const values = z.record(z.string(), z.unknown()).optional();
export const correctionSchema = z
  .strictObject({ citizen: values, fields: values }, required)
  .describe('The fields to correct, as a new request has them; an empty text takes an optional one away');

export interface Corrected {
  reference: string;
  /** The fields that are now another than before, dotted. */
  corrected: string[];
}

/**
 * Corrects what the owner typed, as long as no agent has begun: the texts, the dates and who asks. What the process goes
 * by, the choices and the planned days, stays: it may have led the request where it is.
 *
 * @throws Problem FORBIDDEN for an agent, CORRECTION_CLOSED, INVALID
 */
export async function correct(
  services: Services,
  { request, agent }: Access,
  { input, lang, key }: { input: z.infer<typeof correctionSchema>; lang: Language; key: string | undefined },
): Promise<Answer<Corrected>> {
  if (agent) throw new Problem('FORBIDDEN');
  const type = services.types.find(request.type, request.revision);
  const given = typedIn(correctableForm(type.form), {}, input, lang);
  const call = { scope: `correct ${request.id}`, key, body: { of: request.id, ...Object.fromEntries(given) } };
  return once(services, call, async (transaction) => {
    if (!(await lockUncorrected(transaction, request.id))) throw new Problem('CORRECTION_CLOSED');
    const corrected = await writeCorrection(transaction, request.id, { type, given, lang, zone: services.zone });
    return { status: 200, body: { reference: request.reference, corrected } };
  });
}

/**
 * Writes what is another than before, and what it was.
 *
 * @param on a transaction that has the request's lock: of two corrections at once, the second is made to what the first left
 * @returns the fields that have changed, dotted
 * @throws Problem INVALID
 */
export async function writeCorrection(
  on: Sql,
  requestId: string,
  { type, given, lang, zone, by }: Writing,
): Promise<string[]> {
  const before = valuesOf((await findRequest(on, { id: requestId }))!);
  const changes = changesOf(before, given);
  if (changes.length === 0) return [];
  const after = nested(new Map([...before, ...given]));
  refuseFaults(type, after, changes, lang, zone);
  const { citizen, fields = {} } = after as { citizen: Correction['citizen']; fields?: Record<string, unknown> };
  const hasChoice = changes.some(({ field }) => type.form[field.replace('fields.', '')]?.kind === 'choice');
  const facts = hasChoice ? factsOf(type.form, fields) : undefined;
  const correction = { id: newId(), requestId, changes, at: new Date(), by };
  await correctRequest(on, { ...correction, citizen, fields, facts });
  return changes.map(({ field }) => field);
}

interface Writing {
  type: RequestType;
  given: Given;
  lang: Language;
  zone: Zone;
  by?: Correction['by'];
}

/** What was sent, by dotted names. */
export type Given = ReadonlyMap<string, string>;

/**
 * The part of a form that may be corrected, without conditions; of a request, what was asked then. Blocks of a list are
 * for the service to correct: they may have become others.
 */
export function correctableForm(form: Form, answers?: Readonly<Record<string, unknown>>): Form {
  const parts = Object.entries(form).flatMap(([name, { when: _, ...field }]): [string, Form[string]][] => {
    if (field.kind === 'list' || (answers && !isAsked(form, name, answers))) return [];
    if (field.kind !== 'group') return isFact(field) ? [] : [[name, field]];
    // A group may have been one plain text when the request was filed.
    if (typeof answers?.[name] === 'string') return [];
    const fields = Object.entries(field.fields).filter(([, one]) => !isFact(one));
    return fields.length > 0 ? [[name, { ...field, fields: Object.fromEntries(fields) }]] : [];
  });
  return Object.fromEntries(parts);
}

const isFact = (field: SimpleField) => field.kind === 'choice' || (field.kind === 'date' && field.planned);

/** Every value of a request by its dotted name, as `fields.person.givenName`. */
export function valuesOf({ fields, ...request }: RequestRow): Map<string, string> {
  const citizen = Object.keys(citizenSchema.shape).map((name) => [name, request[name as keyof typeof request] ?? '']);
  const all = flat({ citizen: Object.fromEntries(citizen), fields }).filter(([, value]) => value !== '');
  return new Map(all.map(([name, value]) => [name, String(value)]));
}

/** What was sent, by dotted names, trimmed. @throws Problem INVALID for what may not be corrected, or is no text */
export function typedIn(form: Form, answers: Answers, input: object, lang: Language): Given {
  const known = new Set([
    ...Object.keys(citizenSchema.shape).map((name) => `citizen.${name}`),
    ...flat({ fields: shapeOf(form, answers) }).map(([name]) => name),
  ]);
  const sent = flat(input);
  const errors = sent.flatMap(([field, value]): FieldError[] => {
    if (!known.has(field)) return [{ field, message: faultText('fixed', lang) }];
    return typeof value === 'string' ? [] : [{ field, message: faultText('wrong', lang) }];
  });
  if (errors.length > 0) throw new Problem('INVALID', { errors });
  return new Map(sent.map(([name, value]) => [name, String(value).trim()]));
}

type Answers = Readonly<Record<string, unknown>>;

/** The names of a form's values; a list has as many blocks as were filled in. */
const shapeOf = (form: Form, answers: Answers): object =>
  Object.fromEntries(
    Object.entries(form).map(([name, field]) => {
      if (field.kind === 'group') return [name, shapeOf(field.fields, {})];
      if (field.kind !== 'list') return [name, ''];
      return [name, (answers[name] as unknown[]).map(() => shapeOf(field.fields, {}))];
    }),
  );

function changesOf(before: Given, given: Given): Change[] {
  // A browser sends back each line break of a long text as two signs.
  const plain = (text = '') => text.replaceAll('\r\n', '\n');
  return [...given]
    .filter(([field, value]) => plain(before.get(field)) !== plain(value))
    .map(([field, value]) => ({ field, from: before.get(field) ?? null, to: value || null }));
}

/** What was right when it was filed, as a day that was to come, stays so: only what is changed is checked. */
function refuseFaults(type: RequestType, after: object, changes: readonly Change[], lang: Language, zone: Zone): void {
  const checked = requestSchema(type, zone).safeParse({ type: type.id, ...after });
  const errors = checked.success ? [] : fieldErrors(checked.error, lang);
  const ofChanges = errors.filter(({ field }) => changes.some((change) => change.field === field));
  if (ofChanges.length > 0) throw new Problem('INVALID', { errors: ofChanges });
}

/** No form of ours is as deep as `levels`: what is deeper is no value of its. */
function flat(value: object, prefix = '', levels = 8): [string, unknown][] {
  return Object.entries(value).flatMap(([name, inner]): [string, unknown][] =>
    inner !== null && typeof inner === 'object' && levels > 0
      ? flat(inner, `${prefix}${name}.`, levels - 1)
      : [[prefix + name, inner]],
  );
}

/** The way back from `flat`; what is empty is left out, as in a new request. */
function nested(all: Given): Record<string, object> {
  const whole: Record<string, unknown> = {};
  for (const [name, value] of all) {
    if (value === '') continue;
    const path = name.split('.');
    let place = whole;
    for (const [index, part] of path.slice(0, -1).entries()) {
      place[part] ??= /^\d+$/.test(path[index + 1]!) ? [] : {};
      place = place[part] as Record<string, unknown>;
    }
    place[path.at(-1)!] = value;
  }
  return whole as Record<string, object>;
}
