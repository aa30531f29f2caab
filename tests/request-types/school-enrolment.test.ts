import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { longDate } from '../../templates/format.ts';
import { addDays, addMonths, civilDate } from '../../workflows/kit/calendar.ts';
import { openTown, shared, type Town } from '../town.ts';
import { fileIn } from './journey.ts';

let town: Town;

beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.stop());

const documents = ['family-record', 'proof-of-address'] as const;

test('a child of the sector is enrolled as soon as the documents stand', async () => {
  const request = await fileIn(town, 'school-enrolment');
  await request.waitsAt('waiting for documents');
  await request.sends(...documents, 'vaccination-certificate');
  await request.agent('checking the documents', 'complete');
  expect(await request.outcome()).toBe('accepted');
  expect(await request.emails(3)).toEqual(['acknowledgement', 'documents-awaited', 'request-accepted']);
});

test('another school takes the opinions of both schools and the commission, and may begin on a waiting list', async () => {
  const request = await fileIn(town, 'school-enrolment', {
    school: 'other',
    otherSchool: 'École de l’Exemple, fratrie',
  });
  await request.waitsAt('waiting for documents');
  await request.sends(...documents);
  await request.agent('checking the documents', 'complete');
  await request.waitsAt('opinion of the school wanted');
  await request.agent('opinion of the sector’s school', 'favourable');
  await request.agent('opinion of the school wanted', 'unfavourable');
  await request.agent('convening the commission', 'day set', undefined, { meetsOn: inThreeWeeks() });
  await request.agent('commission on exceptions', 'waiting list', 'Une place peut se libérer en juin.');
  await request.agent('waiting list', 'exception refused', 'Aucune place ne s’est libérée.');

  expect(await request.outcome()).toBe('exception refused');
  const told = ['acknowledgement', 'documents-awaited', 'commission-convened', 'progress-update', 'request-refused'];
  expect(await request.emails(5)).toEqual(told);
});

test('the parents are told in words the day on which the commission meets, which must be given and be ahead', async () => {
  const request = await fileIn(town, 'school-enrolment', { school: 'other', otherSchool: 'École de l’Exemple' });
  await request.waitsAt('waiting for documents');
  await request.sends(...documents);
  await request.agent('checking the documents', 'complete');
  await request.agent('opinion of the sector’s school', 'favourable');
  await request.agent('opinion of the school wanted', 'favourable');

  const { id } = await request.waitsAt('convening the commission');
  const { email, password } = shared.accounts.find(({ role }) => role === 'agent')!;
  const token = await town.api.signIn(email, password);
  const refusalOf = async (fields?: object) => {
    const { status, body } = await town.api.answer(id, { answer: 'day set', fields }, { token });
    expect(status).toBe(422);
    return body.errors;
  };
  const field = 'fields.meetsOn';
  expect(await refusalOf()).toEqual([{ field, message: 'Remplissez ce champ.' }]);
  const yesterday = addDays(civilDate(Date.now(), 'metropole'), -1);
  const past = 'Cette date doit être aujourd’hui ou plus tard.';
  expect(await refusalOf({ meetsOn: yesterday })).toEqual([{ field, message: past }]);
  const unreal = 'Indiquez une date réelle : jour, mois et année.';
  expect(await refusalOf({ meetsOn: '2027-02-30' })).toEqual([{ field, message: unreal }]);

  await request.agent('convening the commission', 'day set', undefined, { meetsOn: inThreeWeeks() });
  await request.waitsAt('commission on exceptions');
  expect((await request.emails(3)).at(-1)).toBe('commission-convened');
  const texts = town.mail.received().map(({ text }) => text.replace(/\s+/g, ' '));
  const told = texts.find((text) => text.includes(request.reference) && text.includes('commission des dérogations'));
  expect(told).toContain(longDate(inThreeWeeks(), 'fr'));
});

test('schools that say nothing do not hold up the commission', async () => {
  const request = await fileIn(town, 'school-enrolment', { school: 'other', otherSchool: 'École de l’Exemple' });
  await request.waitsAt('waiting for documents');
  await request.sends(...documents);
  await request.agent('checking the documents', 'complete');
  await request.waitsAt('opinion of the school wanted');
  await request.letsPass('opinion of the sector’s school');
  await request.agent('convening the commission', 'day set', undefined, { meetsOn: inThreeWeeks() });
  await request.agent('commission on exceptions', 'accepted');
  expect(await request.outcome()).toBe('accepted');
});

test('a child whose vaccinations are not proved is admitted, and has three months to prove them', async () => {
  const request = await fileIn(town, 'school-enrolment');
  await request.waitsAt('waiting for documents');
  await request.sends(...documents);
  await request.agent('checking the documents', 'vaccinations to come');
  expect(await request.letsPass('waiting for the vaccinations')).toBe(addMonths(civilDate(Date.now(), 'metropole'), 3));
  await request.agent('stay without vaccinations', 'admission ended', 'Le carnet de santé n’a pas été présenté.');

  expect(await request.outcome()).toBe('admission ended');
  const told = ['acknowledgement', 'documents-awaited', 'request-accepted', 'documents-reminder', 'request-refused'];
  expect(await request.emails(5)).toEqual(told);
});

const inThreeWeeks = () => addDays(civilDate(Date.now(), 'metropole'), 21);
