import { answersOf } from '../../templates/answers.ts';
import type { Language } from '../../templates/views.ts';
import type { Field } from '../../workflows/kit/fields.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';

/**
 * Where a request is about, by what its form asks: a choice called `district`, a text for coordinates, a place in words
 * or a postal address. Whatever of these the type does not ask is empty.
 */
export function placeOf(
  type: RequestType,
  fields: Record<string, unknown>,
  lang: Language,
): { district: string; place: string; mapUrl: string | undefined } {
  const answerTo = (isAsked: (field: Field, name: string) => boolean) => {
    const name = Object.keys(type.form).find((one) => isAsked(type.form[one]!, one));
    if (!name) return '';
    const values = answersOf({ form: { [name]: type.form[name]! } }, fields, lang).map(({ value }) => value);
    return values.join(', ');
  };
  const place = answerTo((field, name) => name === type.duplicates?.near.text || isAddress(field));
  const coordinates = answerTo((field) => field.kind === 'text' && field.format === 'coordinates');
  return {
    district: answerTo((field, name) => field.kind === 'choice' && name === 'district'),
    place,
    mapUrl: mapUrl(coordinates.replaceAll(/\s/g, ''), place),
  };
}

const isAddress = (field: Field) =>
  field.kind === 'group' &&
  Object.values(field.fields).some((part) => part.kind === 'text' && part.format === 'postcode');

/** RFC 5870, and for an address what telephones make of it: no map of somebody else's is asked. */
function mapUrl(coordinates: string, place: string): string | undefined {
  if (coordinates) return `geo:${coordinates}?q=${coordinates}`;
  return place ? `geo:0,0?q=${encodeURIComponent(place)}` : undefined;
}
