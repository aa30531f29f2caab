/** Agents, tasks and ends for tests that look at what one call does: nothing here goes on by itself. */
import { randomUUID } from 'node:crypto';
import { type ProblemCode, problemText } from '../../api/problems.ts';
import { passwordHash } from '../../db/passwords.ts';
import { openTask } from '../../db/tasks.ts';
import type { OpenTask } from '../../workflows/contract.ts';
import type { Town } from '../town.ts';

const password = 'mot-de-passe-de-test';

/** Signs in a new agent of a service. @returns the token */
export async function anAgent(town: Town, role: string, service: string): Promise<string> {
  const email = `${randomUUID()}@ville.example`;
  await town.db.query(
    `with agent as (
       insert into agent (id, email, display_name, password_hash, role)
       values (gen_random_uuid(), $1, $2, $3, $4) returning id
     )
     insert into membership (agent_id, service_id) select id, $5 from agent`,
    [email, `Agent (${role}, ${service})`, await passwordHash(password), role, service],
  );
  return town.api.signIn(email, password);
}

/** Opens a task as the process does. @returns its id */
export async function aTask(town: Town, requestId: string, task: Partial<OpenTask> & { ordinal: number }) {
  const at = new Date().toISOString();
  const dueAt = new Date(Date.now() + 5 * 86_400_000).toISOString();
  const usual = {
    name: 'askAgent: looking at it',
    kind: 'agent' as const,
    answers: ['answered', 'refused'],
    pieces: [],
  };
  await town.db.transaction((on) => openTask(on, { ...usual, requestId, at, dueAt, ...task }));
  const [{ id }] = await town.db.query('select id from task where request_id = $1 and ordinal = $2', [
    requestId,
    task.ordinal,
  ]);
  return id as string;
}

/** Ends a request some days ago. */
export async function ends(town: Town, requestId: string, { daysAgo = 0, outcome = 'answered' } = {}): Promise<void> {
  await town.db.query(
    `update request set status = 'ended', waiting_for = 'nobody', step = 'ended', outcome = $2,
                        ended_at = now() - $3 * interval '1 day'
     where id = $1`,
    [requestId, outcome, daysAgo],
  );
}

export function aStreetProblem(fields: object = {}) {
  return {
    type: 'street-problem',
    citizen: { givenName: 'Camille', familyName: 'Exemple', email: `${randomUUID()}@citoyen.example` },
    fields: {
      category: 'pothole',
      district: 'centre',
      place: '1 rue de la Démonstration',
      description: 'Un trou.',
      ...fields,
    },
  };
}

export const problem = (status: number, code: ProblemCode, extra: object = {}) => ({
  status,
  body: { type: 'about:blank', title: problemText(code, 'fr'), status, code, ...extra },
});

/** What a request's journal says happened, oldest first. */
export async function kindsOf(town: Town, requestId: string): Promise<string[]> {
  const found = await town.db.query('select kind from journal where request_id = $1 order by seq', [requestId]);
  return found.map(({ kind }: { kind: string }) => kind);
}

/** What the engine is still to be told of a request, oldest first. */
export async function outboxOf(town: Town, requestId: string): Promise<string[]> {
  const found = await town.db.query('select kind from outbox where request_id = $1 order by id', [requestId]);
  return found.map(({ kind }: { kind: string }) => kind);
}

/** The cookie of a browser which has opened the request. */
export async function cookieOf(
  town: Town,
  { reference, trackingCode }: { reference: string; trackingCode: string },
): Promise<string> {
  const body = new URLSearchParams({ reference, code: trackingCode });
  const response = await fetch(`${town.url}/suivi`, { method: 'POST', body, redirect: 'manual' });
  return response.headers.getSetCookie()[0]!.split(';')[0]!;
}

export const pageOf = async (town: Town, path: string, cookie: string) =>
  (await fetch(town.url + path, { headers: { cookie } })).text();
