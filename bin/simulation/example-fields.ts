import type { Zone } from '../../workflows/contract.ts';
import { isAsked } from '../../workflows/kit/asked.ts';
import { addDays, civilDate } from '../../workflows/kit/calendar.ts';
import { offeredOptions } from '../../workflows/kit/districts.ts';
import type { Field, Form, TextField } from '../../workflows/kit/fields.ts';

/**
 * A form filled in as a machine can: choices as given or the first of each, the day asked for, plain words, and nothing
 * that these choices leave unasked.
 */
export function exampleFields(
  form: Form,
  choices: Readonly<Record<string, string>>,
  plannedInDays: number,
  zone: Zone,
): Record<string, unknown> {
  const answers: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(form)) {
    const isLeftOut = 'optional' in field && field.optional && field.kind !== 'choice';
    if (!isLeftOut && isAsked(form, name, answers))
      answers[name] = exampleOf(field, choices[name], plannedInDays, zone);
  }
  return answers;
}

function exampleOf(field: Field, chosen: string | undefined, plannedInDays: number, zone: Zone): unknown {
  switch (field.kind) {
    case 'group':
      return exampleFields(field.fields, {}, plannedInDays, zone);
    case 'list':
      return Array.from({ length: Math.max(field.min, 1) }, () => exampleFields(field.fields, {}, plannedInDays, zone));
    case 'choice':
      return chosen ?? offeredOptions(field)[0];
    case 'date':
      return field.planned ? addDays(civilDate(Date.now(), zone), plannedInDays) : '1990-01-31';
    case 'text':
      return field.range ? String(field.range[0]) : examples[field.format];
  }
}

const examples: Record<TextField['format'], string> = {
  words: 'Exemple',
  phone: '01 99 00 00 00',
  postcode: '99999',
  'whole number': '1',
  coordinates: '48.8566, 2.3522',
};
