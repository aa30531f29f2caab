/** What the tests of the operator's pages do and look at again and again. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../api/app.ts';
import { openOperatorEngine } from '../../api/operator/engine.ts';
import { aRequest } from '../api-client.ts';
import type { Town } from '../town.ts';
import type { Page } from './browser.ts';

/** Files a request of nobody, whose only email is its acknowledgement for now. */
export async function file(town: Town, domain = 'citoyen.example') {
  const request = aRequest({ fields: { kind: 'extract' } });
  const citizen = request.citizen as { email: string };
  citizen.email = citizen.email.replace(/@.*/, `@${domain}`);
  const { body } = await town.api.file(request);
  return { id: body.id as string, reference: body.reference as string, address: citizen.email };
}

/** Fills in and sends the first form whose address ends so. */
export async function send(page: Page, action: string, fields: Record<string, string>): Promise<void> {
  const form = page.locator(`form[action$="/${action}"]`).first();
  for (const [name, value] of Object.entries(fields)) await form.locator(`[name="${name}"]`).fill(value);
  await form.locator('button').click();
}

export const failureOf = async (town: Town, requestId: string) =>
  (await town.db.query('select code from step_failure where request_id = $1', [requestId]))[0];

/** The first next attempt, in milliseconds since 1970, once so many emails have failed so often. */
export async function nextAfter(
  town: Town,
  requestId: string,
  { emails, attempts }: { emails: number; attempts: number },
): Promise<number | undefined> {
  const statement = 'select next_at from step_failure where request_id = $1 and attempt >= $2 order by next_at';
  const failing = await town.db.query(statement, [requestId, attempts]);
  return failing.length === emails ? failing[0].next_at.getTime() : undefined;
}

/** Whether the request's email is in that state, after so many attempts. */
export async function emailState(
  town: Town,
  requestId: string,
  state: string,
  attempts = 1,
): Promise<true | undefined> {
  const statement = 'select 1 from email where request_id = $1 and state = $2 and attempts >= $3';
  return (await town.db.query(statement, [requestId, state, attempts])).length > 0 ? true : undefined;
}

/** What the journal says was done, by whom, and the reason that was kept for it. */
export const repairsOf = (town: Town, requestId: string) =>
  town.db.query(
    `select j.data ->> 'what' as what, a.email as agent, p.reason
     from journal j join agent a on a.id = j.agent_id join repair p on p.id::text = j.data ->> 'repair'
     where j.request_id = $1 and j.kind = 'request repaired' order by j.seq`,
    [requestId],
  );

/** Signs in without a browser. */
export async function cookieOf(town: Town, { email, password }: { email: string; password: string }): Promise<string> {
  const body = new URLSearchParams({ email, password });
  const response = await fetch(`${town.url}/agent/connexion`, { method: 'POST', body, redirect: 'manual' });
  return response.headers.getSetCookie()[0]!.split(';')[0]!;
}

/** The town's portal as it is while nothing answers where the engine should be. */
export async function withoutEngine(town: Town): Promise<{ url: string; stop(): Promise<void> }> {
  const engine = openOperatorEngine({ address: '127.0.0.1:1', namespace: 'guichet' });
  const server = createServer(createApp({ ...town.services, engine }).callback());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await engine.close();
    },
  };
}
