/** A town of La Réunion: in the late evening of Paris it has the next day already, in every date that it writes or keeps. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client as PgClient } from 'pg';
import { longDate } from '../templates/format.ts';
import { addDays, addMonths, civilDate, instantAt } from '../workflows/kit/calendar.ts';
import { agentGet } from './api/agent-browser.ts';
import { until } from './api-client.ts';
import { fileIn, type Journey } from './request-types/journey.ts';
import { openTown, shared, type Town } from './town.ts';
import { keepWorker } from './worker-process.ts';

let town: Town;
let agent: string;
const today = civilDate(Date.now(), 'reunion');
const inParis = addDays(today, -6);
/** Half past ten in the evening in Paris, or half past eleven; half past one in the morning here. */
const receivedAt = `${inParis}T21:30:00.000Z`;
const here = addDays(inParis, 1);

beforeAll(async () => {
  town = await openTown({ zone: 'reunion' });
  agent = await signIn('agent');
});
afterAll(() => town.stop());

test('a request is received on the town’s day, and due, counted, listed and written by it', async () => {
  const complaint = await fileIn(town, 'complaint', {}, { token: agent, channel: 'post', receivedAt });
  await complaint.waitsAt('looking at the complaint');
  await complaint.emails(1);

  const { body } = await town.api.request(complaint.reference, complaint.trackingCode);
  expect(body.dueOn).toBe(addMonths(here, 1));
  const { text } = town.mail.received(await addressOf(complaint))[0]!;
  const words = text.replace(/\s+/g, ' ');
  expect(words).toContain(longDate(here, 'fr'));
  expect(words).toContain(longDate(addMonths(here, 2), 'fr'));
  expect(words).not.toContain(longDate(inParis, 'fr'));

  const page = await (await agentGet(town, agent, `/agent/demandes/${complaint.reference}`)).text();
  expect(page).toContain(`${longDate(here, 'fr').replace(/^\S+ /, '')} à 01:30`);
  const list = await (await agentGet(town, agent, `/agent/liste.csv?q=${complaint.reference}`)).text();
  expect(list).toContain(here);
  expect(list).not.toContain(inParis);
  const manager = await signIn('manager');
  const received = async (day: string) => {
    const { body: figures } = await town.api.call('GET', `/statistics?from=${day}&to=${day}`, { token: manager });
    return figures.items.find(({ type }: { type: string }) => type === 'complaint').received;
  };
  expect([await received(inParis), await received(here)]).toEqual([0, 1]);
  expect(await publishedDay('complaint')).toBe(here);
});

test('silence decides when the day begins here, and not hours later with that of Paris', async () => {
  const complaint = await fileIn(town, 'complaint');
  const printed = addMonths(today, 2);
  const { dueAt } = await complaint.waitsAt('looking at the complaint');
  expect(dueAt.toISOString().slice(11)).toBe('19:59:59.000Z');
  await complaint.letsPassUntil(instantAt(printed, 'reunion', 23, 58));
  await complaint.emails(1);
  expect(await decidedAt(complaint)).toBeUndefined();

  await complaint.letsPassUntil(instantAt(addDays(printed, 1), 'reunion', 0, 1));

  const at = await until(() => decidedAt(complaint), 'the decision by silence', 30_000);
  expect([civilDate(at, 'reunion'), civilDate(at, 'metropole')]).toEqual([addDays(printed, 1), printed]);
});

test('a room’s hours are those of the clock on its wall, in the message, on the page and in the calendar’s file', async () => {
  const day = addDays(today, 60);
  const room = await fileIn(town, 'room-booking', { room: 'salle-du-parc', day, period: 'morning' });
  const from = await until(async () => (await bookingOf(room))?.from, 'the booking');

  const local = new Date(from.getTime() + 4 * 3_600_000).toISOString();
  expect(local.slice(0, 10)).toBe(day);
  const cookie = await cookieOf(room);
  const page = await (await fetch(`${town.url}/suivi/${room.reference}`, { headers: { cookie } })).text();
  expect(page.replaceAll('\u00a0', ' ')).toContain(`${longDate(day, 'fr')}, de ${Number(local.slice(11, 13))} h`);
  const file = await fetch(`${town.url}/suivi/${room.reference}/rendez-vous.ics`, { headers: { cookie } });
  expect(await file.text()).toContain(`DTSTART:${from.toISOString().replace(/[-:]|\.\d+/g, '')}`);
  await room.waitsAt('waiting for documents');
  const reminder = await remindAtOf(room);
  expect(reminder.toISOString().slice(11)).toBe('05:00:00.000Z');
});

test('nights are those of the town', async () => {
  const { spec, action } = await town.temporal.schedule.getHandle('retention').describe();

  expect(spec.timezone).toBe('Indian/Reunion');
  expect(action).toMatchObject({ args: ['reunion'] });
});

test('a part that was told of another zone than the database does not start, and says what to do', async () => {
  const settings = {
    DATABASE_URL: town.databaseUrl,
    TEMPORAL_ADDRESS: shared.temporal,
    SMTP_URL: town.mail.url,
    GUICHET_KEY: town.key.toString('base64'),
    GUICHET_DATA: town.dataDir,
    GUICHET_BUNDLE: shared.bundle,
    HOLIDAY_ZONE: 'mayotte',
  };

  await expect(keepWorker({ programs: shared.programs, env: settings, heard: () => {} })).rejects.toThrow(
    /Indian\/Reunion.*Indian\/Mayotte.*npm run migrate/,
  );
});

function signIn(role: string): Promise<string> {
  const { email, password } = shared.accounts.find((account) => account.role === role)!;
  return town.api.signIn(email, password);
}

/** As who reads figures alone sees it. */
async function publishedDay(type: string): Promise<string> {
  const client = new PgClient({ connectionString: town.statisticsUrl });
  await client.connect();
  const statement = 'select min(received_on)::text as day from statistics_request where type = $1';
  const { rows } = await client.query(statement, [type]).finally(() => client.end());
  return rows[0].day;
}

async function addressOf({ id }: Journey): Promise<string> {
  const statement = 'select c.email from request r join citizen c on c.id = r.citizen_id where r.id = $1';
  return (await town.db.query(statement, [id]))[0].email;
}

async function decidedAt({ id }: Journey): Promise<Date | undefined> {
  const statement = `select at from journal where request_id = $1 and kind = 'decided by silence'`;
  return (await town.db.query(statement, [id]))[0]?.at;
}

async function bookingOf({ id }: Journey): Promise<{ from: Date } | undefined> {
  return (await town.db.query('select lower(during) as "from" from booking where request_id = $1', [id]))[0];
}

async function remindAtOf({ id }: Journey): Promise<Date> {
  const statement = 'select remind_at as at from task where request_id = $1 and remind_at is not null';
  return (await town.db.query(statement, [id]))[0].at;
}

async function cookieOf({ reference, trackingCode }: Journey): Promise<string> {
  const body = new URLSearchParams({ reference, code: trackingCode });
  const response = await fetch(`${town.url}/suivi`, { method: 'POST', body, redirect: 'manual' });
  return response.headers.getSetCookie()[0]!.split(';')[0]!;
}
