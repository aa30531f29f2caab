/** What a browser does in which an agent is signed in. */
import type { Town } from '../town.ts';

export const agentGet = (town: Town, token: string, path: string) =>
  fetch(town.url + path, { headers: { cookie: `guichet_agent=${token}` }, redirect: 'manual' });

/** Sends a form with the token against forgery, unless the form has another. */
export async function agentPost(
  town: Town,
  token: string,
  path: string,
  form: Record<string, string>,
): Promise<Response> {
  const page = await (await agentGet(town, token, '/agent')).text();
  const _csrf = /name="_csrf" value="([^"]+)"/.exec(page)![1]!;
  const headers = { cookie: `guichet_agent=${token}` };
  const body = new URLSearchParams({ _csrf, ...form });
  return fetch(town.url + path, { method: 'POST', headers, body, redirect: 'manual' });
}
