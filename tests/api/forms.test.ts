import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aRequest } from '../api-client.ts';
import { exampleFields } from '../request-types/examples.ts';
import { openTown, type Town } from '../town.ts';
import { birthCertificatePages, formClient } from './form-client.ts';

let town: Town;

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
});
afterAll(() => town.stop());

const certificate = (fields: object) => aRequest({ fields });
const waste = (fields: object) => ({
  ...aRequest(),
  type: 'bulky-waste-pickup',
  fields: { ...exampleFields['bulky-waste-pickup'](), ...fields },
});
const room = (fields: object) => ({
  ...aRequest(),
  type: 'room-booking',
  fields: { ...exampleFields['room-booking'](), ...fields },
});
const street = (fields: object) => ({
  ...aRequest(),
  type: 'street-problem',
  fields: { ...exampleFields['street-problem'](), ...fields },
});
const fill = 'Remplissez ce champ.';
const notAsked = 'Ce champ n’existe pas avec ces autres réponses.';
const mayNot = expect.stringContaining('Toute personne peut demander un extrait sans filiation.');
const number = 'Écrivez un nombre entier, en chiffres, comme 40.';
const place = 'Écrivez une latitude et une longitude, comme 48.8566, 2.3522.';

test.each<[what: string, body: unknown, errors: Record<string, unknown>]>([
  [
    'a question that its choice asks and nobody answered',
    certificate({ parents: undefined }),
    { 'fields.parents': fill },
  ],
  [
    'an answer that its choice does not ask for',
    certificate({ kind: 'extract', parents: 'x' }),
    { 'fields.parents': notAsked },
  ],
  ['a choice that ends the form', certificate({ applicant: 'other' }), { 'fields.applicant': mayNot }],
  [
    'a block that is half empty',
    waste({
      items: [
        { what: 'Canapé', count: '1' },
        { what: ' ', count: '21' },
      ],
    }),
    { 'fields.items.1.what': fill, 'fields.items.1.count': 'Écrivez un nombre de 1 à 20.' },
  ],
  ['no block', waste({ items: [] }), { 'fields.items': 'Il en faut de 1 à 10.' }],
  [
    'too many blocks',
    waste({ items: Array(11).fill({ what: 'a', count: '1' }) }),
    { 'fields.items': 'Il en faut de 1 à 10.' },
  ],
  ['a block that is a text', waste({ items: ['Canapé'] }), { 'fields.items.0': 'Cette valeur n’est pas acceptée.' }],
  ['a list that is a text', waste({ items: 'Canapé' }), { 'fields.items': 'Cette valeur n’est pas acceptée.' }],
  [
    'an unknown field of a block',
    waste({ items: [{ what: 'a', count: '1', x: 1 }] }),
    { 'fields.items.0.x': 'Ce champ n’existe pas.' },
  ],
  [
    'an address without a street, and a postcode of four digits',
    waste({ address: { postcode: '7500', town: 'X' } }),
    {
      'fields.address.street': fill,
      'fields.address.postcode': 'Écrivez un code postal de cinq chiffres, comme 75001.',
    },
  ],
  ['a number in words', room({ attendance: 'quarante' }), { 'fields.attendance': number }],
  ['a number that is negative', room({ attendance: '-1' }), { 'fields.attendance': number }],
  ['a number out of range', room({ attendance: '0' }), { 'fields.attendance': 'Écrivez un nombre de 1 à 5000.' }],
  ['a place outside the world', street({ coordinates: '99.1, 2.3' }), { 'fields.coordinates': place }],
  ['a place in words', street({ coordinates: 'devant l’école' }), { 'fields.coordinates': place }],
])('a request with %s is refused with a sentence for each field', async (_, body, errors) => {
  const refused = await town.api.file(body);

  expect(refused).toMatchObject({ status: 422, body: { code: 'INVALID' } });
  const told = Object.fromEntries(refused.body.errors.map(({ field, message }: never) => [field, message]));
  expect(told).toEqual(errors);
});

test.each<[what: string, body: unknown]>([
  ['an extract without the parents', certificate({ kind: 'extract' })],
  ['a full copy without who asks', certificate({})],
  ['an address without a number', waste({ address: { street: 'Hameau de l’Exemple', postcode: '99999', town: 'X' } })],
  ['a place in the southern hemisphere', street({ coordinates: '-21.115141, 55.536384' })],
  ['a telephone number with (0)', aRequest({ citizen: { phone: '+33 (0)6 39 98 12 34' } })],
  ['a telephone number of another country', aRequest({ citizen: { phone: '+32 2 000 00 00' } })],
])('a request with %s is filed', async (_, body) => {
  expect(await town.api.file(body)).toMatchObject({ status: 201 });
});

test('the JSON Schema of a form tells its conditions, and leaves out what ends it', async () => {
  const { body } = await town.api.call('GET', '/request-types/birth-certificate');

  const { properties, required, allOf } = body.form;
  expect(required).toEqual(['kind', 'person']);
  expect(properties.applicant.enum).not.toContain('other');
  expect(allOf).toContainEqual({
    if: { properties: { kind: { enum: ['full copy', 'extract with parents'] } }, required: ['kind'] },
    // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
    then: { required: ['parents'] },
    else: { properties: { parents: false } },
  });
  const waste = await town.api.call('GET', '/request-types/bulky-waste-pickup');
  expect(waste.body.form.properties.items).toMatchObject({ type: 'array', minItems: 1, maxItems: 10 });
});

const person = birthCertificatePages.person;
test.each<[what: string, step: string, fields: Record<string, string>, says: string | undefined]>([
  [
    'ten thousand letters',
    'need',
    { 'fields.need': 'a'.repeat(10_000) },
    'Ce texte est trop long\u00a0: 2\u202f000 signes au plus.',
  ],
  ['emoji', 'need', { 'fields.need': '👩‍👩‍👧‍👦 🏳️‍🌈' }, undefined],
  ['writing from right to left', 'need', { 'fields.need': 'שלום \u202eabc مرحبا' }, undefined],
  ['signs of control from another program', 'need', { 'fields.need': 'a\u000bb\u0007' }, undefined],
  ['two thousand signs with ends of lines of two', 'need', { 'fields.need': 'a\r\n'.repeat(1000) }, undefined],
  [
    'a name of one letter and one with an apostrophe',
    'person',
    { ...person, 'fields.person.givenName': 'Ý', 'fields.person.familyName': "N'Exemple" },
    undefined,
  ],
  ['the 31st of February', 'person', { ...person, 'fields.person.birthDate.month': '2' }, 'Indiquez une date réelle'],
  [
    'a year of two digits',
    'person',
    { ...person, 'fields.person.birthDate.year': '85' },
    'Écrivez l’année avec ses quatre chiffres',
  ],
  ['a month in letters', 'person', { ...person, 'fields.person.birthDate.month': 'mars' }, 'Indiquez une date réelle'],
  [
    'a field of another page',
    'kind',
    { ...birthCertificatePages.kind, 'fields.person.givenName': 'x', 'fields.nothing': 'y', __proto__: 'z' },
    undefined,
  ],
])('a page with %s goes on or says what to do, and what was typed is kept', async (_, step, fields, says) => {
  const citizen = formClient(town.url);
  await citizen.begin('birth-certificate');
  const sent = await citizen.post(`/demarches/birth-certificate/${step}`, fields);

  expect(sent.status).toBe(says ? 422 : 303);
  if (says) expect(sent.html).toContain(says);
  const [name, value] = Object.entries(fields).at(step === 'person' ? -1 : 0)!;
  const { html } = await citizen.get(`/demarches/birth-certificate/${step}`);
  expect(html).toContain(`name="${name}"`);
  if (step !== 'kind') expect(html).toContain(escaped(value));
});

test('a page that is sent by a browser without a draft begins one, and keeps what was typed', async () => {
  const citizen = formClient(town.url);
  const sent = await citizen.post('/demarches/birth-certificate/kind', birthCertificatePages.kind);

  expect(sent.location).toBe('/demarches/birth-certificate/applicant');
  expect((await citizen.get('/demarches/birth-certificate/kind')).html).toMatch(/value="full copy" checked/);
});

test('what is typed lies sealed, and a cookie that was made by hand opens nothing', async () => {
  const citizen = formClient(town.url);
  await citizen.answer('birth-certificate', {
    ...birthCertificatePages,
    parents: { 'fields.parents': 'Parents-Secrets' },
  });
  const kept = JSON.stringify(await town.db.query('select row_to_json(draft) from draft'));
  expect(kept).not.toContain(Buffer.from('Parents-Secrets').toString('hex'));
  expect(kept).not.toContain('Parents-Secrets');

  const other = formClient(town.url, { cookie: 'guichet_brouillon=AAAA' });
  expect((await other.get('/demarches/birth-certificate/verifier')).location).toBe(
    '/demarches/birth-certificate?brouillon=absent',
  );
});

test('a page that no question has is not found, and one that is not asked leads to one that is', async () => {
  const citizen = formClient(town.url);
  await citizen.begin('birth-certificate');
  expect((await citizen.get('/demarches/birth-certificate/constructor')).status).toBe(404);
  expect((await citizen.get('/demarches/birth-certificate/parents')).location).toBe(
    '/demarches/birth-certificate/kind',
  );
  expect((await citizen.post('/demarches/birth-certificate/parents', {})).location).toBe(
    '/demarches/birth-certificate/kind',
  );
});

test('five sendings at once are one request, and all lead to its confirmation', async () => {
  const citizen = formClient(town.url);
  await citizen.answer('birth-certificate', birthCertificatePages);
  const sent = await Promise.all(
    Array.from({ length: 5 }, () => citizen.post('/demarches/birth-certificate/verifier')),
  );

  const [first] = sent;
  expect(first!.location).toMatch(/^\/suivi\/\d{4}-\d{6}\/confirmation$/);
  expect(new Set(sent.map(({ location }) => location)).size).toBe(1);
});

test('how long a form takes is told from twenty on, and not of what came by the API', async () => {
  const start = () => formClient(town.url).get('/demarches/birth-certificate');
  expect((await start()).html).not.toContain('Temps pour remplir le formulaire');
  const citizen = formClient(town.url);
  await citizen.answer('birth-certificate', birthCertificatePages);
  await citizen.post('/demarches/birth-certificate/verifier');
  await town.api.file(aRequest());
  const [{ counted }] = await town.db.query('select count(form_seconds)::int as counted from request');
  expect(counted).toBe(2);

  for (let filed = 0; filed < 20; filed += 1) await town.api.file(aRequest());
  await town.db.query(`update request set form_seconds = 250 where type = 'birth-certificate'`);

  expect((await start()).html).toMatch(/Temps pour remplir le formulaire[\s\S]*4\u00a0minutes/);
});

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll("'", '&#x27;').replaceAll('"', '&quot;');
