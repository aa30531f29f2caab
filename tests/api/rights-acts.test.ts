/** An agent puts right what a request holds, for the person; what it was is kept, and who must know is told. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { findEmail } from '../../db/emails.ts';
import { rightText } from '../../templates/right-words.ts';
import { birthCertificate } from '../../workflows/request-types/birth-certificate.ts';
import { aRequest } from '../api-client.ts';
import { openTown, type Town } from '../town.ts';
import { agentGet, agentPost } from './agent-browser.ts';
import { anAgent, aTask, ends, kindsOf, outboxOf } from './people.ts';

let town: Town;
let agent: string;
let request: { id: string; reference: string };

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
  agent = await anAgent(town, 'agent', 'civil-status');
});
beforeEach(async () => {
  request = (await town.api.file(aRequest())).body;
});
afterAll(() => town.stop());

test('an ended request is put right with a reason: the old value is kept, the person told, the journal names no value', async () => {
  await aTask(town, request.id, { ordinal: 1, kind: 'opinion' });
  await town.db.query(`update task set service_id = 'roads' where request_id = $1`, [request.id]);
  await ends(town, request.id);
  const shown = await form();
  expect(shown.page).toContain('Voirie');

  const answer = await send({
    ...shown.values,
    'citizen.familyName': 'Corrigée',
    'citizen.email': 'corrigee@citoyen.example',
    'fields.person.birthDate.year': '1991',
    'rectify-reason': 'Carte d’identité vue au guichet',
  });

  expect([answer.status, answer.headers.get('location')]).toEqual([
    303,
    `/agent/demandes/${request.reference}?fait=rectification`,
  ]);
  const [correction] = await town.db.query('select changes, reason, agent_id from correction where request_id = $1', [
    request.id,
  ]);
  expect(correction).toMatchObject({ reason: 'Carte d’identité vue au guichet', agent_id: expect.any(String) });
  expect(correction.changes).toContainEqual({
    field: 'fields.person.birthDate',
    from: '1990-01-31',
    to: '1991-01-31',
  });
  const [{ line }] = await town.db.query(
    `select actor || ' ' || data::text as line from journal where kind = 'request corrected' and request_id = $1`,
    [request.id],
  );
  expect(line).toMatch(/^agent .*citizen\.familyName/);
  expect(line).not.toMatch(/Corrigée|1991|Carte/);
  const emails = await town.db.query(
    `select template, to_address, audience from email where request_id = $1 order by template`,
    [request.id],
  );
  expect(emails).toEqual([
    { template: 'data-right', to_address: 'corrigee@citoyen.example', audience: 'citizen' },
    { template: 'data-right-recipient', to_address: expect.stringContaining('@'), audience: 'manager' },
  ]);
  expect(await outboxOf(town, request.id)).toEqual(['start', 'email', 'email']);
  const [told] = await toldIn('data-right');
  expect(told).toMatch(
    /^Données corrigées : Nom, Adresse électronique, Date de naissance\.\n\nMotif : Carte d’identité[\s\S]*Voirie/,
  );
  expect(await toldIn('data-right-recipient')).toEqual([
    'Données corrigées : Nom, Adresse électronique, Date de naissance.',
  ]);
  const page = await (await agentGet(town, agent, `/agent/demandes/${request.reference}`)).text();
  expect(page).toMatch(/31\/01\/1991 \(avant\s: 31\/01\/1990\)[\s\S]*Carte d’identité vue au guichet/);
});

test('two agents with the same form: the second is told, keeps what was typed, and undoes nothing of the first', async () => {
  const { values } = await form();
  await send({ ...values, 'citizen.phone': '01 99 00 00 07', 'rectify-reason': 'Appel' });

  const late = await send({ ...values, 'citizen.givenName': 'Camila', 'rectify-reason': 'Livret de famille' });

  const again = valuesIn(await late.text());
  expect(late.status).toBe(409);
  expect(again).toMatchObject({
    'citizen.givenName': 'Camila',
    'citizen.phone': '01 99 00 00 07',
    'rectify-reason': 'Livret de famille',
  });
  expect((await send(again)).status).toBe(303);
  const [row] = await town.db.query(
    'select given_name, phone from request r join citizen c on c.id = r.citizen_id where r.id = $1',
    [request.id],
  );
  expect(row).toEqual({ given_name: 'Camila', phone: '01 99 00 00 07' });
});

test('what is wrong, has no reason or is no question of the form is refused, and nothing changes', async () => {
  const { values } = await form();
  const refused = [
    { ...values, 'citizen.phone': '3', 'rectify-reason': 'Appel' },
    { ...values, 'fields.person.birthDate.year': '2999', 'rectify-reason': 'Appel' },
    { ...values, 'citizen.phone': '01 99 00 00 08', 'rectify-reason': ' ' },
  ];
  for (const typed of refused) {
    const answer = await send(typed);
    expect([answer.status, /govuk-error-summary/.test(await answer.text())]).toEqual([422, true]);
  }
  // A choice decides the way of an open request; one that nobody asked is not there at all.
  await send({ ...values, 'fields.kind': 'extract', 'fields.other': 'x', 'rectify-reason': 'Appel' });
  expect(new Set(await kindsOf(town, request.id))).toEqual(new Set(['request received', 'request read']));
});

test('agents of other services, of the counter and of the data-protection service do not', async () => {
  const others = [
    await anAgent(town, 'agent', 'data-protection'),
    await anAgent(town, 'manager', 'roads'),
    await anAgent(town, 'counter', 'civil-status'),
  ];
  const path = `/agent/demandes/${request.reference}/rectification`;
  const answers = await Promise.all(others.map(async (one) => (await agentGet(town, one, path)).status));
  expect(answers).toEqual([404, 404, 403]);
});

test('data that are restricted are shown as only kept, are in no export, and the person is told before that ends', async () => {
  const manager = await anAgent(town, 'manager', 'civil-status');
  await aTask(town, request.id, { ordinal: 1 });
  const path = `/agent/demandes/${request.reference}`;
  const export_ = async () => (await agentGet(town, manager, '/agent/liste.csv?view=services')).text();
  expect(await export_()).toContain(request.reference);

  const noReason = await agentPost(town, manager, `${path}/limitation`, { 'restrict-reason': ' ' });
  const set = await agentPost(town, manager, `${path}/limitation`, { 'restrict-reason': 'Nom contesté' });

  expect([noReason.status, set.status]).toEqual([422, 303]);
  expect(await (await agentGet(town, agent, path)).text()).toMatch(/Usage limité depuis le[\s\S]*Nom contesté/);
  expect(await export_()).not.toContain(request.reference);
  await expect(
    town.db.query('insert into erasure (request_id, at, decided_by) select $1, now(), id from agent limit 1', [
      request.id,
    ]),
  ).rejects.toThrow('legal hold');

  const untold = await agentPost(town, manager, `${path}/limitation/levee`, {});
  await agentPost(town, manager, `${path}/limitation/annonce`, { 'restrict-reason': 'Nom vérifié' });
  const sameDay = await agentPost(town, manager, `${path}/limitation/levee`, {});
  await town.db.query(`update legal_hold set lifting_told_at = now() - interval '1 day' where request_id = $1`, [
    request.id,
  ]);
  const nextDay = await agentPost(town, manager, `${path}/limitation/levee`, {});

  expect([untold.status, sameDay.status, nextDay.status]).toEqual([409, 409, 303]);
  expect(await export_()).toContain(request.reference);
  const kinds = (await kindsOf(town, request.id)).filter((kind) => /restriction|lifting/.test(kind));
  expect(kinds).toEqual(['restriction set', 'lifting told', 'restriction lifted']);
  expect(await toldIn('data-right')).toEqual([
    expect.stringMatching(/^L’usage des données de cette demande est limité[\s\S]*Motif : Nom contesté/),
    expect.stringMatching(/^L’usage des données de cette demande ne sera plus limité[\s\S]*Motif : Nom vérifié/),
  ]);
});

/** What the request's emails of a kind say of the person's rights, in the order in which they were written. */
async function toldIn(template: string): Promise<string[]> {
  const emails: { id: string }[] = await town.db.query(
    'select id from email where request_id = $1 and template = $2 order by created_at',
    [request.id, template],
  );
  const found = await Promise.all(emails.map(({ id }) => findEmail(town.db, id)));
  return found.map((email) => rightText(email!.right!, birthCertificate, email!.audience === 'citizen', 'fr'));
}

async function form(): Promise<{ page: string; values: Record<string, string> }> {
  const page = await (await agentGet(town, agent, `/agent/demandes/${request.reference}/rectification`)).text();
  return { page, values: valuesIn(page) };
}

/** What a browser would send of the form. */
function valuesIn(page: string): Record<string, string> {
  const inputs = [...page.matchAll(/<input[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => / name=/.test(tag) && (!/type="radio"/.test(tag) || / checked/.test(tag)))
    .map((tag) => [/ name="([^"]+)"/.exec(tag)![1]!, / value="([^"]*)"/.exec(tag)?.[1] ?? '']);
  const texts = [...page.matchAll(/<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)</g)].map(([, name, value]) => [
    name!,
    value!,
  ]);
  return Object.fromEntries([...inputs, ...texts]);
}

const send = (values: Record<string, string>) =>
  agentPost(town, agent, `/agent/demandes/${request.reference}/rectification`, values);
