/** What no email brings: letters with its words, printed and posted by the service, and acknowledgements that are late. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId } from '../db/ids.ts';
import { legalDatesOf } from '../db/legal-dates.ts';
import { longDate } from '../templates/format.ts';
import { addDays, addMonths, civilDate } from '../workflows/kit/calendar.ts';
import { appealFrom, type LegalDateKind } from '../workflows/kit/silence.ts';
import { agentGet, agentPost } from './api/agent-browser.ts';
import { anAgent } from './api/people.ts';
import { until } from './api-client.ts';
import { exampleFields } from './request-types/examples.ts';
import { type ReadPdf, readPdf } from './templates/read-pdf.ts';
import { openTown, type Town } from './town.ts';

let town: Town;
let counter: string;
let agent: string;
let stranger: string;
const today = civilDate(Date.now(), 'metropole');

beforeAll(async () => {
  town = await openTown();
  [counter, agent, stranger] = await Promise.all([
    anAgent(town, 'counter', 'parking'),
    anAgent(town, 'agent', 'parking'),
    anAgent(town, 'agent', 'roads'),
  ]);
});
afterAll(() => town.stop());

test('whoever has no email address gets the acknowledgement as a letter, printed and posted by the service', async () => {
  const permit = await aPermit();
  const [acknowledgement] = await lettersOf(permit.id, 2);
  expect(await page(counter, '/agent')).toContain('lettres à poster');
  expect(await page(counter, `/agent/demandes/${permit.reference}`)).toContain('attendent d’être imprimées');

  const file = await pdf(await print(counter, acknowledgement!.id));

  expect(file.raw).toContain('/Marked true');
  const words = inOneLine(file.text);
  for (const part of [
    'Claude Exemple',
    '12 rue des Lilas',
    permit.reference,
    permit.trackingCode,
    longDate(today, 'fr'),
  ])
    expect(words).toContain(part);
  // CRPA, art. R112-5: date of receipt, implied decision with its date, appeal, service with address and telephone.
  const silence = longDate(await dateOf(permit.id, 'silence'), 'fr');
  expect(words).toContain('articles L. 112-3 et R. 112-5');
  expect(words).toContain(`réputée rejetée si vous n’avez pas de réponse le ${silence}`);
  expect(words).toContain('recours contentieux');
  const [service] = await town.db.query(`select email, phone, address from service where id = 'parking'`);
  for (const part of [service.email, service.phone, ...service.address.split('\n')]) expect(words).toContain(part);
  expect(words).not.toMatch(/ce message|\/lien\//);
  expect(await page(counter, '/agent/courriers')).toContain('Imprimée le');
  expect((await mark(counter, acknowledgement!.id)).status).toBe(303);
  const posted = await page(agent, `/agent/demandes/${permit.reference}`);
  expect(posted).toContain(`Postée le ${longDate(today, 'fr')}, noté par Agent (counter, parking)`);
  expect(posted).not.toContain('tant que l’accusé de réception n’est pas parvenu');
  expect(await timeline(permit)).toContain('Lettre postée le');
  expect((await journal(permit.id)).slice(-2)).toEqual(['letter printed', 'letter posted']);

  await agentPost(town, agent, '/agent/courriers/annulation', { undo: acknowledgement!.id });
  expect((await journal(permit.id)).at(-1)).toBe('letter not posted');
  expect((await lettersOf(permit.id, 2))[0]!.state).toBe('no address');
});

test('a letter that asks for documents suspends the law’s time from the day of its post, and not before', async () => {
  const permit = await aPermit();
  const letter = (await lettersOf(permit.id, 2)).find(({ template }) => template === 'documents-awaited')!;
  const unposted = await dateOf(permit.id, 'silence');
  expect(unposted).toBe(addMonths(today, 2));
  expect(await page(agent, `/agent/demandes/${permit.reference}`)).toContain('elle ne suspend aucun délai');
  const words = inOneLine((await pdf(await print(agent, letter.id))).text);
  expect(words).toContain('est suspendu jusqu’à cette date');
  expect(words).not.toMatch(/suspendu \d+ jours/);

  await mark(agent, letter.id);
  expect(await dateOf(permit.id, 'silence')).toBe(addDays(unposted, 30));
  await agentPost(town, agent, '/agent/courriers/annulation', { undo: letter.id });
  expect(await dateOf(permit.id, 'silence')).toBe(unposted);
});

test('a refusal by letter says no day for the appeal: its time begins with the post', async () => {
  const permit = await aPermit();
  await lettersOf(permit.id, 2);
  for (const piece of ['registration-document', 'proof-of-address'])
    await town.api.upload(permit.reference, agent, { piece });
  const task = await until(async () => (await openTask(permit.id))?.id, 'the check of the documents', 30_000);
  await town.api.answer(task, { answer: 'refused', reply: 'Ce véhicule est à une société.' }, { token: agent });
  const refusal = await until(
    async () => (await lettersOf(permit.id, 3)).find(({ template }) => template === 'request-refused'),
    'the refusal',
    30_000,
  );
  const words = inOneLine((await pdf(await print(agent, refusal.id))).text);

  expect(words).toContain('Ce véhicule est à une société.');
  expect(words).toContain('Dans les deux mois qui suivent la réception de cette décision, vous pouvez');
  expect(await dateOf(permit.id, 'appeal')).toBe(appealFrom(addMonths(today, 2), 'metropole').on);
  expect(await page(agent, `/agent/demandes/${permit.reference}`)).toContain('le délai de recours ne court pas');
  await mark(agent, refusal.id);
  const { on } = appealFrom(today, 'metropole');
  expect(await dateOf(permit.id, 'appeal')).toBe(on);
  expect(await page(agent, `/agent/demandes/${permit.reference}`)).toContain(longDate(on!, 'fr'));
});

test('an email that was refused for good is a letter too, and no fault any more once it is posted', async () => {
  const citizen = { givenName: 'Sacha', familyName: 'Exemple', email: 'parti@citoyen.example' };
  town.mail.refuse((to) => (to === citizen.email ? { code: 550, text: 'No such mailbox' } : undefined));
  const fields = exampleFields['resident-parking-permit']();
  const { id } = (await town.api.file({ type: 'resident-parking-permit', citizen, fields })).body;
  const letters = await lettersOf(id, 2);
  town.mail.refuse(undefined);
  expect(letters.map(({ state }) => state)).toEqual(['undeliverable', 'undeliverable']);
  expect(inOneLine((await pdf(await print(agent, letters[0]!.id))).text)).toContain('Remise en main propre');

  await mark(agent, letters[0]!.id);
  expect(await stateOf(letters[0]!.id)).toBe('posted');
  await agentPost(town, agent, '/agent/courriers/annulation', { undo: letters[0]!.id });
  expect(await stateOf(letters[0]!.id)).toBe('undeliverable');
});

test('a message is a letter with its words; all of today are one file', async () => {
  const permit = await aPermit();
  await lettersOf(permit.id, 2);
  await town.api.call('POST', `/requests/${permit.reference}/messages`, {
    token: counter,
    json: { text: 'Apportez votre bail.' },
  });
  const message = await until(
    async () => (await lettersOf(permit.id, 3)).find(({ template }) => template === 'message-from-agent'),
    'the message as a letter',
  );
  expect(inOneLine((await pdf(await print(counter, message.id))).text)).toContain('Apportez votre bail.');

  const { raw } = await pdf(await agentPost(town, agent, '/agent/courriers/impression', { which: 'today' }));
  expect(raw.match(/\/Type \/Page\n/g)!.length).toBeGreaterThan(3);
  const all = await agentPost(town, agent, '/agent/courriers/envoi', { which: 'printed', on: today });
  expect(all.headers.get('location')).toContain('fait=postees');
  expect(await page(agent, '/agent/courriers')).toContain('Aucune lettre n’attend.');
});

test.each([
  ['no letter', {}],
  ['a day to come', { on: addDays(today, 1) }],
  ['a day before the letter', { on: addDays(today, -1) }],
  ['no day', { on: 'demain' }],
])('%s is refused with what to do, and nothing is noted', async (what, form) => {
  const [letter] = await lettersOf((await aPermit()).id, 2);
  const chosen = what === 'no letter' ? {} : { [`letter.${letter!.id}`]: 'on' };

  const answer = await agentPost(town, agent, '/agent/courriers/envoi', { on: today, ...chosen, ...form });

  expect(answer.status).toBe(422);
  expect(await answer.text()).toMatch(/cochez au moins une ligne|Écrivez le jour de l’envoi/);
  expect(await stateOf(letter!.id)).toBe('no address');
});

test('another service’s letter is told from none in nothing, and stays as it is', async () => {
  const [letter] = await lettersOf((await aPermit()).id, 2);
  for (const id of [letter!.id, newId()]) {
    expect((await print(stranger, id)).status).toBe(404);
    expect((await mark(stranger, id)).status).toBe(404);
    expect((await agentPost(town, stranger, '/agent/courriers/annulation', { undo: id })).status).toBe(404);
  }
  expect(await stateOf(letter!.id)).toBe('no address');
  expect(await page(stranger, '/agent/courriers')).toContain('Aucune lettre n’attend.');
});

test('an acknowledgement that has not left in time is shown with its age and what to do, until it is posted', async () => {
  const permit = await aPermit();
  const [acknowledgement] = await lettersOf(permit.id, 2);
  const before = await overdueCount();
  expect(await page(agent, '/agent/courriers')).not.toContain('Accusés de réception en retard');

  await town.db.query(`update request set received_at = now() - interval '30 days' where id = $1`, [permit.id]);

  const shown = await page(agent, '/agent/courriers');
  expect(shown).toContain('Accusés de réception en retard');
  expect(shown).toMatch(/\d+ jours<\/strong>/);
  expect(shown).toContain('Au service : imprimer la lettre, la poster, et le noter.');
  expect(await page(agent, '/agent')).toContain('accusé de réception en retard');
  expect(await page(await anOperator(), '/exploitation/courriels')).toContain(permit.reference);
  expect(await overdueCount()).toBe(before + 1);
  await mark(agent, acknowledgement!.id);
  expect(await overdueCount()).toBe(before);
});

async function aPermit(): Promise<{ id: string; reference: string; trackingCode: string }> {
  const citizen = { givenName: 'Claude', familyName: 'Exemple', address: '12 rue des Lilas\n99999 Exempleville' };
  const fields = exampleFields['resident-parking-permit']();
  const request = { type: 'resident-parking-permit', channel: 'counter', citizen, fields };
  const { status, body } = await town.api.file(request, { token: counter });
  expect(status).toBe(201);
  return body;
}

/** As soon as there are so many whose words are kept. */
const lettersOf = (requestId: string, count: number) =>
  until<{ id: string; template: string; state: string }[]>(
    async () => {
      const letters = await town.db.query(
        `select id, template, state from email where request_id = $1 and words_sealed is not null order by created_at, key`,
        [requestId],
      );
      return letters.length >= count ? letters : undefined;
    },
    `${count} letters`,
    30_000,
  );

const print = (token: string, id: string) =>
  agentPost(town, token, '/agent/courriers/impression', { [`letter.${id}`]: 'on' });
const mark = (token: string, id: string) =>
  agentPost(town, token, '/agent/courriers/envoi', { [`letter.${id}`]: 'on', on: today, from: 'request' });
const page = async (token: string, path: string) => (await agentGet(town, token, path)).text();
const inOneLine = (text: string) => text.replace(/\s+/g, ' ');

async function pdf(response: Response): Promise<ReadPdf> {
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  expect(response.headers.get('content-disposition')).toContain('attachment');
  return readPdf(Buffer.from(await response.arrayBuffer()));
}

async function timeline({ reference, trackingCode }: { reference: string; trackingCode: string }): Promise<string> {
  const { body } = await town.api.request(reference, trackingCode);
  return body.timeline.map(({ text }: { text: string }) => text).join('\n');
}

const journal = async (id: string): Promise<string[]> =>
  (await town.db.query('select kind from journal where request_id = $1 order by seq', [id])).map(
    ({ kind }: { kind: string }) => kind,
  );

const dateOf = async (id: string, wanted: LegalDateKind) =>
  (await legalDatesOf(town.db, id)).find(({ kind }) => kind === wanted)!.on!;
const stateOf = async (id: string) => (await town.db.query('select state from email where id = $1', [id]))[0].state;

const openTask = async (id: string): Promise<{ id: string } | undefined> =>
  (await town.db.query(`select id from task where request_id = $1 and kind = 'agent' and state = 'open'`, [id]))[0];

async function overdueCount(): Promise<number> {
  const metrics = await (await fetch(`${town.url}/metrics`)).text();
  return Number(/^guichet_acknowledgements_overdue (.+)$/m.exec(metrics)![1]);
}

const anOperator = () => anAgent(town, 'operator', 'reception');
