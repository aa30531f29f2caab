import type { z } from 'zod';
import type { Language } from '../templates/views.ts';
import { fieldErrors } from './forms.ts';
import { Problem } from './problems.ts';

/** Input becomes a value that can not be wrong afterwards. @throws Problem INVALID with a message for each field */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown, lang: Language): z.infer<Schema> {
  const parsed = schema.safeParse(input ?? {});
  if (!parsed.success) throw new Problem('INVALID', { errors: fieldErrors(parsed.error, lang) });
  return parsed.data;
}

/** A position in a list that is ordered by a time and an id. */
export const cursorOf = (at: Date, id: string) => Buffer.from(`${at.toISOString()}|${id}`).toString('base64url');

/** Undefined for anything that is no cursor of ours: the list begins at its beginning. */
export function readCursor(cursor: string | undefined): { at: string; id: string } | undefined {
  const [at = '', id = ''] = Buffer.from(cursor ?? '', 'base64url')
    .toString()
    .split('|');
  return isMoment(at) && isId(id) ? { at, id } : undefined;
}

/** Whether a row may have it as its id; anything else would be an error of the database's. */
export const isId = (text: string) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(text);

const isMoment = (text: string) => /^\d{4}-/.test(text) && !Number.isNaN(Date.parse(text));
