import { expect, test } from '@jest/globals';
import { factsOf, fieldsSchema } from '../../api/form-schema.ts';
import { fieldErrors } from '../../api/forms.ts';
import { addDays, civilDate } from '../../workflows/kit/calendar.ts';
import { choice, date, plannedDate, text } from '../../workflows/kit/fields.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';

const title = { fr: 'Question', en: 'Question' };
const form = {
  day: plannedDate({ title }),
  birth: date({ title, past: true }),
  room: choice({ title, options: { small: title, large: title } }),
  purpose: text({ title }),
};
const type = { form } as unknown as RequestType;
const today = civilDate(Date.now(), 'metropole');
const fields = { birth: '1990-01-31', room: 'small', purpose: 'Un anniversaire' };

test.each([
  ['yesterday', -1, [{ field: 'day', message: 'Cette date doit être aujourd’hui ou plus tard.' }]],
  ['today', 0, []],
  ['in a year', 365, []],
])('a day that is planned for %s is taken or refused as it should be', (_, days, errors) => {
  const checked = fieldsSchema(type, 'metropole').safeParse({ ...fields, day: addDays(today, days) });

  expect(checked.success ? [] : fieldErrors(checked.error, 'fr')).toEqual(errors);
});

test('the process is told the choices and the planned days, and nothing of a person', () => {
  expect(factsOf(form, { ...fields, day: today })).toEqual({ day: today, room: 'small' });
});
