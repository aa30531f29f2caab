import { z } from 'zod';
import type { Language } from '../../templates/views.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { amountSchema, line } from '../forms.ts';
import { parse } from '../parse.ts';

/**
 * What an answer must come with beside words, by its request type, as `{ cost: 4000 }`; undefined where it is nothing.
 * @throws Problem INVALID with a message for each field, `fields.cost`
 */
export function answerFields(
  type: RequestType,
  answer: string,
  given: unknown,
  lang: Language,
): Record<string, number | string> | undefined {
  const asked = type.answerFields?.[answer];
  if (!asked) return undefined;
  const schemas = Object.entries(asked).map(([name, field]) => [
    name,
    field.kind === 'amount' ? amountSchema : line(field.maxLength),
  ]);
  const fields = z.object(Object.fromEntries(schemas)) as z.ZodType<Record<string, number | string>>;
  return parse(z.object({ fields }), { fields: given ?? {} }, lang).fields;
}
