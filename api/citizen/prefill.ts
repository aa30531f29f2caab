import type { Form } from '../../workflows/kit/fields.ts';
import type { Posted } from './posted.ts';

/**
 * The answers that an address brings with it, as `?fields.room=salle-du-parc&fields.day=2026-12-08`: what a page that
 * leads to a form knows already. It is shown to the citizen like what they type, and checked like it.
 */
export function prefilled(form: Form, query: Readonly<Record<string, unknown>>): Posted {
  const posted: Record<string, string> = {};
  for (const [key, field] of Object.entries(form)) {
    const name = `fields.${key}`;
    const given = query[name];
    if (typeof given !== 'string' || field.kind === 'group' || field.kind === 'list') continue;
    if (field.kind !== 'date') posted[name] = given;
    const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(given) ?? [];
    if (field.kind === 'date' && year) {
      Object.assign(posted, {
        [`${name}.day`]: `${Number(day)}`,
        [`${name}.month`]: `${Number(month)}`,
        [`${name}.year`]: year,
      });
    }
  }
  return posted;
}
