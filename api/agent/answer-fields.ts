import { z } from 'zod';
import type { Language } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import type { AnswerField, RequestType } from '../../workflows/kit/request-type.ts';
import { dateSchema } from '../form-schema.ts';
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
  { lang, zone }: { lang: Language; zone: Zone },
): Record<string, number | string> | undefined {
  const asked = type.answerFields?.[answer];
  if (!asked) return undefined;
  const schemas = Object.entries(asked).map(([name, field]) => [name, schemaOf(field, zone)]);
  const fields = z.object(Object.fromEntries(schemas)) as z.ZodType<Record<string, number | string>>;
  return parse(z.object({ fields }), { fields: given ?? {} }, lang).fields;
}

function schemaOf(field: AnswerField, zone: Zone): z.ZodType {
  switch (field.kind) {
    case 'amount':
      return amountSchema;
    case 'date':
      return dateSchema(field, zone);
    case 'text':
      return line(field.maxLength);
  }
}
