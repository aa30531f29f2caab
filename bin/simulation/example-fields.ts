import { addDays, civilDate } from '../../workflows/kit/calendar.ts';
import type { Field, Form } from '../../workflows/kit/fields.ts';

/** A form filled in as a machine can: choices as given or the first of each, the day asked for, and plain words. */
export function exampleFields(
  form: Form,
  choices: Readonly<Record<string, string>>,
  plannedInDays: number,
): Record<string, unknown> {
  const answered = Object.entries(form)
    .filter(([, field]) => !('optional' in field && field.optional && field.kind !== 'choice'))
    .map(([name, field]) => [name, exampleOf(field, choices[name], plannedInDays)]);
  return Object.fromEntries(answered);
}

function exampleOf(field: Field, chosen: string | undefined, plannedInDays: number): unknown {
  switch (field.kind) {
    case 'group':
      return exampleFields(field.fields, {}, plannedInDays);
    case 'choice':
      return chosen ?? Object.keys(field.options)[0];
    case 'date':
      return field.planned ? addDays(civilDate(Date.now()), plannedInDays) : '1990-01-31';
    default:
      return 'Exemple';
  }
}
