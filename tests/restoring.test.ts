import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openLedger } from '../db/erasure-ledger.ts';
import { checkJournals } from '../db/journal-check.ts';
import { aRequest, until } from './api-client.ts';
import { cookieOf } from './browser/operating.ts';
import { type Drill, openDrill } from './drill.ts';
import { shared } from './town.ts';

let drill: Drill;
beforeAll(async () => {
  drill = await openDrill();
}, 60_000);
afterAll(() => drill?.close());

const nothing = { lost: 0, ahead: 0, behind: 0, ended: 0, unknown: 0, perhapsSent: 0, undelivered: 0, doubts: 0 };

test('an application that is older than its engine goes on: what it has lost is told, and nothing is mailed twice unseen', async () => {
  const quiet = await file();
  const answered = await file();
  const decided = await file();
  for (const request of [quiet, answered, decided]) await waits(request, 'citizen');
  // Neither the reply of this one nor the filing of the next has reached anybody when the backup is made.
  const unsent = await file();
  await waits(unsent, 'citizen');
  drill.town.mail.refuse(() => ({ code: 451, text: 'Later' }));
  await sendDocument(unsent);
  await decide(unsent);
  await until(async () => ((await emails(unsent)).queued ? true : undefined), 'the reply that waits');
  await drill.killEngine();
  const onItsWay = await file();
  const backup = await drill.backUp();

  await drill.startEngine();
  drill.town.mail.refuse(undefined);
  await until(() => (mailsTo(unsent) === 2 && mailsTo(onItsWay) === 1 ? true : undefined), 'both emails', 30_000);
  await waits(onItsWay, 'citizen');
  await sendDocument(answered);
  await waits(answered, 'agent');
  await sendDocument(decided);
  await decide(decided);
  await until(() => (mailsTo(decided) === 2 ? true : undefined), 'the reply');
  const gone = await file();
  await waits(gone, 'citizen');
  await drill.lose();
  await drill.restore(backup, 'application');
  await drill.startEngine();
  const [found, second] = await drill.compare();

  expect(found.unknown.map(({ requestId }) => requestId)).toEqual([gone.id]);
  expect(referencesOf(found.ahead)).toEqual(references(answered, decided, onItsWay));
  expect([found.lost, found.behind, found.ended]).toEqual([[], [], []]);
  expect(found.perhapsSent.map(({ reference, template }) => [reference, template])).toEqual([
    [unsent.reference, 'certificate-sent'],
  ]);
  expect(found.doubts).toBe(1);
  expect(second).toEqual(nothing);
  await drill.open();
  await finish(quiet, answered, decided, onItsWay);
  expect(await emails(unsent)).toEqual({ sent: 1, 'perhaps sent': 1 });
  expect(await emails(onItsWay)).toEqual({ sent: 1, 'perhaps sent': 1 });
  for (const request of [quiet, answered, unsent, onItsWay]) expect(mailsTo(request)).toBe(2);
  // An agent has decided a second time, so there is a second reply.
  expect(mailsTo(decided)).toBe(3);
  const { body } = await drill.town.api.request(gone.reference, gone.trackingCode);
  expect(body.code).toBe('NOT_FOUND');

  await settle(unsent, { reason: 'Rien reçu, dit la personne' });
  await settle(onItsWay, { reason: 'Reçu, dit la personne', leave: 'yes' });
  await until(async () => ((await emails(unsent)).sent === 2 ? true : undefined), 'the reply, sent again');
  expect(await emails(onItsWay)).toEqual({ sent: 2 });
  expect([mailsTo(unsent), mailsTo(onItsWay)]).toEqual([3, 2]);
}, 180_000);

test('an engine that is older than its application is brought up to it, and nothing is mailed twice', async () => {
  const [quiet, answered, decided] = [await file(), await file(), await file()];
  for (const request of [quiet, answered, decided]) await waits(request, 'citizen');
  const backup = await drill.backUp();
  await sendDocument(answered);
  await waits(answered, 'agent');
  await sendDocument(decided);
  await decide(decided);
  const fresh = await file();
  await waits(fresh, 'citizen');
  await until(async () => ((await emails(decided)).sent === 2 ? true : undefined), 'the reply');
  await drill.lose();
  await drill.restore(backup, 'engine');
  await drill.startEngine();
  const [found, second] = await drill.compare();

  expect(referencesOf(found.behind)).toEqual([answered.reference]);
  expect(referencesOf(found.ended)).toEqual([decided.reference]);
  expect(referencesOf(found.lost)).toEqual([fresh.reference]);
  expect([found.unknown, found.perhapsSent, found.ahead]).toEqual([[], [], []]);
  expect(second).toEqual(nothing);
  await drill.open();
  await finish(quiet, answered, fresh);
  for (const request of [quiet, answered, decided, fresh]) expect(mailsTo(request)).toBe(2);
}, 180_000);

test('an engine that is lost altogether is filled again, from the application as it is and from an older one', async () => {
  const waiting = await file();
  await waits(waiting, 'citizen');
  const forgotten = await file();
  await waits(forgotten, 'citizen');
  // What came after the backup has sent the reminder, perhaps.
  const due = `update task set remind_at = now() + interval '1 second' where request_id = $1`;
  await drill.town.db.query(due, [waiting.id]);
  const backup = await drill.backUp();
  const gone = await file();
  await waits(gone, 'citizen');
  const [{ id: decidedBy }] = await drill.town.db.query(`select id from agent where role = 'manager' limit 1`);
  const erasure = { erased: forgotten.id, at: new Date().toISOString(), documents: [], decidedBy };
  await openLedger(drill.dataDir).append(erasure);
  await drill.lose();

  await drill.loseEngine();
  await drill.startEngine();
  const [asItIs] = await drill.compare();
  expect(referencesOf(asItIs.lost)).toEqual(references(waiting, forgotten, gone));
  await drill.restore(backup, 'application');
  const mayStart = [await drill.mayStart()];
  const [older, second] = await drill.compare();
  mayStart.push(await drill.mayStart());

  expect(mayStart).toEqual([false, true]);
  expect(referencesOf(older.lost)).toEqual([waiting.reference]);
  expect(older.doubts).toBe(1);
  expect([older.unknown, older.lastTrace]).toEqual([[], undefined]);
  expect(second).toEqual(nothing);
  await drill.open();
  expect(await drill.town.db.query('select 1 from citizen where email = $1', [forgotten.email])).toEqual([]);
  await until(async () => (await emails(waiting))['perhaps sent'], 'the reminder, which is held');
  const next = await file();
  expect(Number(next.reference.slice(-6))).toBeGreaterThan(Number(gone.reference.slice(-6)));
  await finish(waiting, next);
  for (const request of [waiting, next]) expect(mailsTo(request)).toBe(2);
  expect(await emails(waiting)).toEqual({ sent: 2, 'perhaps sent': 1 });
}, 180_000);

interface Filed {
  id: string;
  reference: string;
  trackingCode: string;
  email: string;
}

async function file(): Promise<Filed> {
  const request = aRequest();
  const { body } = await drill.town.api.file(request);
  return { ...body, email: (request.citizen as { email: string }).email };
}

async function waits({ id }: Filed, whom: 'citizen' | 'agent'): Promise<void> {
  const look = 'select waiting_for from request where id = $1';
  await until(
    async () => ((await drill.town.db.query(look, [id]))[0]?.waiting_for === whom ? true : undefined),
    `the wait for the ${whom}`,
    30_000,
  );
}

const sendDocument = ({ reference, trackingCode }: Filed) => drill.town.api.upload(reference, trackingCode);

async function decide(request: Filed): Promise<void> {
  await waits(request, 'agent');
  const agent = shared.accounts.find(({ role }) => role === 'agent')!;
  const token = await drill.town.api.signIn(agent.email, agent.password);
  const [task] = (await drill.town.api.tasks(token, `?q=${request.reference}`)).body.items;
  const { status } = await drill.town.api.answer(task.id, { answer: 'issued' }, { token });
  expect(status).toBe(200);
}

/** Each of them goes on to its end, whatever it has lost; every chain of the journal holds. */
async function finish(...requests: Filed[]): Promise<void> {
  for (const request of requests) {
    const [{ waiting_for: whom }] = await drill.town.db.query('select waiting_for from request where id = $1', [
      request.id,
    ]);
    if (whom !== 'agent') {
      await waits(request, 'citizen');
      await sendDocument(request);
    }
    await decide(request);
  }
  const ids = requests.map(({ id }) => id);
  const ended = `select count(*)::int as ended from request where id = any($1) and outcome = 'issued'`;
  await until(
    async () => ((await drill.town.db.query(ended, [ids]))[0].ended === ids.length ? true : undefined),
    'the end of each',
    30_000,
  );
  const unsent = `select 1 from email where request_id = any($1) and state = 'queued'`;
  await until(async () => ((await drill.town.db.query(unsent, [ids])).length === 0 ? true : undefined), 'their emails');
  expect((await checkJournals(drill.town.db)).faults).toBe(0);
}

async function emails({ id }: Filed): Promise<Record<string, number>> {
  const counted = await drill.town.db.query(
    'select state, count(*)::int as emails from email where request_id = $1 group by state',
    [id],
  );
  return Object.fromEntries(counted.map((row: { state: string; emails: number }) => [row.state, row.emails]));
}

/** What the operator decides about the request's email that may have left. */
async function settle({ id }: Filed, fields: Record<string, string>): Promise<void> {
  const operator = shared.accounts.find(({ role }) => role === 'operator')!;
  const headers = { cookie: await cookieOf(drill.town, operator) };
  const page = await (await fetch(`${drill.town.url}/exploitation/courriels`, { headers })).text();
  const held = `select id from email where request_id = $1 and state = 'perhaps sent'`;
  const [email] = await drill.town.db.query(held, [id]);
  const action = `/exploitation/courriels/${email.id}/renvoi`;
  const token = page.slice(page.indexOf(action)).match(/name="_csrf" value="([^"]+)"/)![1]!;
  const body = new URLSearchParams({ ...fields, _csrf: token });
  const answer = await fetch(drill.town.url + action, { method: 'POST', headers, body, redirect: 'manual' });
  expect(answer.headers.get('location')).toContain(`?fait=${fields.leave ? 'laisse' : 'renvoi'}`);
}

const mailsTo = ({ email }: Filed) => drill.mails().filter(({ to }) => to === email).length;
const references = (...requests: Filed[]) => requests.map(({ reference }) => reference).sort();
const referencesOf = (requests: readonly { reference: string }[]) => requests.map(({ reference }) => reference).sort();
