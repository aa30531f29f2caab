/** Who tries what is not theirs, what belongs to others, and what a whole database looks like before and after. */
import { randomBytes } from 'node:crypto';
import { newId } from '../../db/ids.ts';
import { aRequest, uploadForm } from '../api-client.ts';
import type { Town } from '../town.ts';
import { anAgent, aStreetProblem, aTask, cookieOf } from './people.ts';
import { type Line, table } from './rights-table.ts';

/** A request with all that hangs on it. */
export interface Target {
  reference: string;
  trackingCode: string;
  documentId: string;
  taskId: string;
  commentId: string;
}

/** No other name in the town is like it. */
export const secret = 'Secretissime';

export async function aTarget(
  town: Town,
  form: object = aRequest({ citizen: { familyName: secret } }),
): Promise<Target> {
  const { id, reference, trackingCode } = (await town.api.file(form)).body;
  const piece = (form as { type: string }).type === 'street-problem' ? 'photo' : 'family-record';
  const documentId = (await town.api.upload(reference, trackingCode, { piece })).body.id;
  const taskId = await aTask(town, id, { ordinal: 1 });
  const commentId = newId();
  await town.db.query(
    `insert into comment (id, request_id, author_hash, text, at, state) values ($1, $2, $3, $4, now(), 'waiting')`,
    [commentId, id, randomBytes(32), secret],
  );
  return { reference, trackingCode, documentId, taskId, commentId };
}

/** What an id in an address may name beside a request, by a word of the address; all of it another's. */
export async function belongings(town: Town): Promise<Record<string, string>> {
  await anAgent(town, 'manager', 'civil-status');
  const [{ agent }] = await town.db.query(`select id as agent from agent order by id desc limit 1`);
  const ids = Object.fromEntries(
    ['sessions', 'jetons', 'vues', 'reponses-types', 'absences', 'fermetures', 'brouillons'].map((word) => [
      word,
      newId(),
    ]),
  );
  const add = (columns: string, ...values: unknown[]) =>
    town.db.query(`insert into ${columns} values (${values.map((_, index) => `$${index + 1}`)})`, values);
  const later = new Date(Date.now() + 86_400_000);
  await add('session (id, token_hash, agent_id, expires_at)', ids.sessions, randomBytes(32), agent, later);
  await add(
    'api_token (id, agent_id, name, token_hash, scopes, expires_at)',
    ...[ids.jetons, agent, secret, randomBytes(32), ['requests:read'], later],
  );
  await add('saved_view (id, agent_id, name, filters)', ids.vues, agent, secret, '{}');
  await add('canned_reply (id, service_id, title, text_fr)', ids['reponses-types'], 'civil-status', secret, secret);
  await add('absence (id, agent_id, first_day, last_day)', ids.absences, agent, '2040-01-02', '2040-01-03');
  await add(
    'closure (id, service_id, day, name_fr, name_en)',
    ...[ids.fermetures, 'civil-status', '2040-01-02', secret, secret],
  );
  await add('district (id, name_fr, name_en)', 'bords-de-l-etang', secret, secret);
  await town.db.query(
    `insert into draft (id, type, revision, language, code_hash, started_at, updated_at, expires_at)
     values ($1, 'question', 1, 'fr', $2, now(), now(), $3)`,
    [ids.brouillons, randomBytes(32), later],
  );
  return {
    ...ids,
    comptes: agent,
    agents: agent,
    services: 'civil-status',
    salles: 'salle-du-parc',
    quartiers: 'bords-de-l-etang',
  };
}

export interface Caller {
  name: string;
  /** What is theirs. */
  own: Target;
  headers(route: string): Record<string, string>;
  /** Of the session, which every form brings back. */
  csrf: string;
}

/** Who has a code, for the API and at a browser. */
export async function aCitizen(town: Town): Promise<Caller> {
  const own = await aTarget(town);
  const cookie = await cookieOf(town, own);
  const headers = (route: string) =>
    route.includes('/api/') ? { authorization: `Bearer ${own.trackingCode}` } : { cookie };
  return { name: 'a citizen', own, headers, csrf: '' };
}

/** A manager of another service. */
export async function aStranger(town: Town): Promise<Caller> {
  const own = await aTarget(town, aStreetProblem());
  const token = await anAgent(town, 'manager', 'roads');
  const cookie = `guichet_agent=${token}`;
  const page = await (await fetch(`${town.url}/agent`, { headers: { cookie } })).text();
  const csrf = /name="_csrf" value="([^"]+)"/.exec(page)![1]!;
  const headers = (route: string) => (route.includes('/api/') ? { authorization: `Bearer ${token}` } : { cookie });
  return { name: 'a manager of another service', own, headers, csrf };
}

/** A call right in every field, as the table of rights has it. */
export function sending(route: string, csrf: string, headers: Record<string, string> = {}) {
  const line: Line = table[route] ?? { who: 'nobody' };
  const [method] = route.split(' ') as [string, string];
  if (method === 'GET') return { method, headers };
  if (line.upload || route.endsWith('/documents')) {
    const body = uploadForm({});
    body.set('_csrf', csrf);
    return { method, headers, body };
  }
  if (route.includes('/api/'))
    return {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ ...(route.endsWith('/v1/requests') && aRequest()), ...line.body }),
    };
  return { method, headers, body: new URLSearchParams({ ...(line.body as Record<string, string>), _csrf: csrf }) };
}

/** @param others what else an id may name, by a word of the address */
export function addressOf(route: string, target: Target, others: Record<string, string> = {}, id = newId()): string {
  const path = route.split(' ')[1]!;
  const word = Object.keys(others).find((one) => path.includes(`/${one}/`));
  const named = path.includes('/documents/')
    ? target.documentId
    : /tasks|taches|interventions/.test(path)
      ? target.taskId
      : /comment/.test(path)
        ? target.commentId
        : word && others[word];
  const values: Record<string, string> = {
    id: named ?? id,
    reference: target.reference,
    type: 'birth-certificate',
    step: 'kind',
    resource: 'salle-du-parc',
  };
  const filled = path.replace(/:(\w+)/g, (_, name: string) => values[name] ?? 'aucun');
  return filled + (table[route]?.query ?? '').replace(':reference', target.reference);
}

/** Every table by its content; of what a call touches by being one, by its ids. */
export async function everything(town: Town): Promise<Record<string, string>> {
  const tables: { name: string }[] = await town.db.query(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const touched = ['session', 'account_session', 'api_token'];
  const looks = tables
    .filter(({ name }) => name !== 'rate_limit')
    .map(({ name }) => {
      const row = touched.includes(name) ? 't.token_hash::text' : 't::text';
      return `select '${name}' as name, coalesce(md5(string_agg(${row}, ',' order by ${row})), '') as hash from "${name}" t`;
    });
  const rows: { name: string; hash: string }[] = await town.db.query(looks.join(' union all '));
  return Object.fromEntries(rows.map(({ name, hash }) => [name, hash]));
}
