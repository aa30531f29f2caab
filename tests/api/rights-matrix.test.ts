/** Every route of the routers, walked by everybody: who succeeds is who `rights-table.ts` says, and nobody else. */
import { createHmac, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createApp } from '../../api/app.ts';
import type { Services } from '../../api/services.ts';
import { openSession } from '../../db/agent-sessions.ts';
import type { Role } from '../../db/entities/people.ts';
import { newId } from '../../db/ids.ts';
import { passwordHash } from '../../db/passwords.ts';
import { hashOf } from '../../db/secrets.ts';
import { aRequest, uploadForm } from '../api-client.ts';
import { openPortal, type Portal } from '../identity.ts';
import { openTown, type Town } from '../town.ts';
import { aStreetProblem, aTask, ends } from './people.ts';
import { type Line, table } from './rights-table.ts';
import { headerFaults, servedBy } from './served-routes.ts';

interface Caller {
  name: string;
  /** Absent for who is not signed in. */
  id?: string;
  role?: Role;
  /** Of the request's service. */
  own: boolean;
}

const roles: Role[] = ['agent', 'counter', 'technician', 'manager', 'designer', 'operator'];
let town: Town;
let portal: Portal;
let server: Server;
let url: string;
let services: Services;
const callers: Caller[] = [{ name: 'nobody signed in', own: false }];

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
  portal = await openPortal(town);
  // A simulation runs already, as far as this API knows: to begin one is taken, and costs nothing.
  const simulations: Services['simulations'] = { one: async () => 'busy', crowd: async () => 'busy' };
  services = { ...portal.services, mailbox: town.documents, simulations };
  server = createServer(createApp(services).callback());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const hash = await passwordHash('mot-de-passe-de-test');
  for (const role of roles) {
    callers.push(await aCaller(role, hash, ['civil-status', 'roads', 'reception']));
    callers.push(await aCaller(role, hash, ['schools']));
  }
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await portal.stop();
  await town.stop();
});

test('the table has every route that is served, and no other', () => {
  expect(Object.keys(table).sort()).toEqual(served().sort());
});

test('nobody succeeds at a route but who is listed, and everybody who is listed does', async () => {
  const faults: string[] = [];
  for (const route of served()) {
    const line = table[route] ?? { who: 'nobody' };
    for (const caller of callersOf(line)) {
      const fault = await faultOf(route, line, caller);
      if (fault) faults.push(`${route}, ${caller.name}: ${fault}`);
    }
  }
  expect(faults).toEqual([]);
}, 180_000);

/** Who is at home in no service gets the same of what is open to all: one of each role will do. */
const callersOf = ({ who }: Line) => (who === 'everybody' ? callers.filter(({ own, id }) => own || !id) : callers);

/** @returns what is wrong with the answer that somebody gets at a route */
async function faultOf(route: string, line: Line, caller: Caller): Promise<string | undefined> {
  const ofRequest = /:reference|\/(tasks|taches)\/:id/.test(route + line.query);
  const ofService =
    !line.anywhere && (ofRequest || /v1\/requests$|saisie\/:type/.test(route.replace(/^GET .*requests$/, '')));
  const listed = Array.isArray(line.who) ? line.who.includes(caller.role!) && (caller.own || !ofService) : undefined;
  const may = listed ?? line.who === 'everybody';
  const subject = await subjectFor(route, line, may);
  const before = await readings(subject.requestId);
  const { status, location, unguarded } = await call(route, line, caller, subject);
  if (unguarded.length > 0) return unguarded.join(', ');
  const read = (await readings(subject.requestId)) - before;
  const said = `${status} ${location ?? ''}`.trim();
  // What everybody may call may find fault with what was posted: the table has no form filled in for each.
  const faulty = !line.faulty && (status >= 500 || (status === 422 && listed !== undefined));
  if (may && (isRefusal(status, location) || faulty)) return said;
  if (!may && !isRefusal(status, location)) return said;
  // A request that is not theirs is not told from none; who is not signed in at all is asked to.
  const area = /\/agent\/|\/api\/v1\/(requests|tasks)\//.test(route);
  if (!may && area && ofRequest && caller.id && !caller.own && status !== 404) return `${said} in place of 404`;
  const shows = route.startsWith('GET') && ofRequest && may && !line.showsNothing;
  // What was posted and not taken may come back with the page of the request, which is read then.
  const mayShow = shows || (route.startsWith('POST /agent/') && status !== 404);
  return read < (shows ? 1 : 0) || read > (mayShow ? 1 : 0) ? `${read} readings kept` : undefined;
}

const isRefusal = (status: number, location: string | undefined) =>
  [400, 401, 403, 404, 410, 429].includes(status) || /^\/(agent|compte)\/connexion\?/.test(location ?? '');

interface Subject {
  requestId: string;
  reference: string;
  documentId: string;
  taskId: string;
  commentId: string;
}
let shared: Subject;

/** What an address names. Whoever succeeds changes it, and so has one of their own. */
async function subjectFor(route: string, line: Line, may: boolean): Promise<Subject> {
  if (!line.type && !(may && route.startsWith('POST') && /:reference|:id/.test(route))) {
    shared ??= await aSubject({ who: 'nobody' });
    return shared;
  }
  return aSubject(line);
}

async function aSubject({ type, ended }: Line): Promise<Subject> {
  const forms = { 'street-problem': aStreetProblem(), complaint: aComplaint };
  const { id, reference, trackingCode } = (await town.api.file(type ? forms[type] : aRequest())).body;
  const sent = type ? undefined : await town.api.upload(reference, trackingCode);
  const taskId = await aTask(town, id, { ordinal: 1 });
  const commentId = newId();
  await town.db.query(
    `insert into comment (id, request_id, author_hash, text, at, state) values ($1, $2, $3, 'Bien', now(), 'waiting')`,
    [commentId, id, randomBytes(32)],
  );
  if (ended) await ends(town, id);
  return { requestId: id, reference, taskId, commentId, documentId: sent?.body.id ?? newId() };
}

const aComplaint = {
  type: 'complaint',
  citizen: { givenName: 'Camille', familyName: 'Exemple', email: 'camille@citoyen.example' },
  fields: { theme: 'other', facts: 'Du bruit.' },
};

async function call(route: string, line: Line, caller: Caller, subject: Subject) {
  const [method, path] = route.split(' ') as [string, string];
  const forApi = path.startsWith('/api/');
  const token = caller.id && (await aSession(caller.id));
  const headers: Record<string, string> = {};
  if (token && forApi) headers.authorization = `Bearer ${token}`;
  if (token && !forApi) headers.cookie = `guichet_agent=${token}`;
  const csrf = createHmac('sha256', town.key)
    .update(`csrf ${token ?? ''} `)
    .digest('base64url');
  const filed = route === 'POST /api/v1/requests' ? aRequest() : {};
  const response = await fetch(url + addressOf(path + (line.query ?? ''), caller, subject), {
    method,
    redirect: 'manual',
    headers: { ...headers, ...(forApi && method === 'POST' && !line.upload && { 'content-type': 'application/json' }) },
    ...(method === 'POST' && { body: bodyOf(line, forApi, csrf, filed) }),
  });
  // A stream of news has no end.
  if (response.headers.get('content-type')?.includes('event-stream')) await response.body?.cancel();
  else await response.arrayBuffer();
  const unguarded = headerFaults(response);
  return { status: response.status, location: response.headers.get('location')?.replace(portal.url, ''), unguarded };
}

function bodyOf(line: Line, forApi: boolean, csrf: string, filed: object): string | URLSearchParams | FormData {
  if (line.upload) {
    const form = new FormData();
    form.set('_csrf', csrf);
    for (const [name, value] of uploadForm({})) form.set(name, value as Blob);
    return form;
  }
  if (forApi) return JSON.stringify({ ...filed, ...line.body });
  return new URLSearchParams({ ...(line.body as Record<string, string>), _csrf: csrf });
}

function addressOf(path: string, caller: Caller, subject: Subject): string {
  const id = path.includes('request-types')
    ? 'street-problem'
    : path.includes('/documents/')
      ? subject.documentId
      : path.includes('comment')
        ? subject.commentId
        : path.includes('comptes')
          ? callers[1]!.id!
          : /tasks|taches/.test(path)
            ? subject.taskId
            : (caller.id ?? newId());
  const values: Record<string, string> = {
    id,
    reference: subject.reference,
    type: 'birth-certificate',
    step: 'votre-demande',
    resource: path.includes('salles') ? 'salle-du-parc' : 'nord',
    email: 'acknowledgement',
    lang: 'fr',
  };
  return path.replace(/:(\w+)/g, (_, name: string) => values[name] ?? 'aucun');
}

async function aSession(agentId: string): Promise<string> {
  const token = `agt_${newId()}`;
  const place = Buffer.alloc(32);
  const session = { id: newId(), agentId, secondFactor: false, device: '', idTokenSealed: null, place };
  await openSession(town.db, { ...session, tokenHash: hashOf(token) });
  return token;
}

async function aCaller(role: Role, hash: string, of: string[]): Promise<Caller> {
  const id = newId();
  await town.db.query(
    `insert into agent (id, email, display_name, password_hash, role) values ($1, $2, 'Agent', $3, $4)`,
    [id, `${id}@ville.example`, hash, role],
  );
  await town.db.query('insert into membership (agent_id, service_id) select $1, unnest($2::text[])', [id, of]);
  return { name: `${role} of ${of[0]}`, id, role, own: of.length > 1 };
}

async function readings(requestId: string): Promise<number> {
  const [{ count }] = await town.db.query(
    `select count(*)::int as count from journal where request_id = $1 and kind = 'request read'`,
    [requestId],
  );
  return count;
}

const served = () => servedBy(services);
