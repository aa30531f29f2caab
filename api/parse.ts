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
  const match = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)\|([0-9a-f-]{36})$/.exec(Buffer.from(cursor ?? '', 'base64url').toString());
  return match ? { at: match[1]!, id: match[2]! } : undefined;
}
