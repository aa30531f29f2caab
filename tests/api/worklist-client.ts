/** The worklist as an agent of the roads has it, over the API and by its pages. */
import type { Town } from '../town.ts';
import { aStreetProblem, aTask } from './people.ts';

export type WorklistClient = ReturnType<typeof worklistClient>;

/** @param agent the token of who looks, unless another is given */
export function worklistClient(town: Town, agent: string) {
  let days = 1;

  async function aFiled(changes: { fields?: object; citizen?: object; channel?: string } = {}) {
    const { fields, citizen, channel } = changes;
    const request = aStreetProblem(fields);
    const json = { ...request, citizen: { ...request.citizen, ...citizen }, ...(channel && { channel }) };
    return (await town.api.file(json, channel ? { token: agent } : {})).body as { id: string; reference: string };
  }

  /** A street problem that waits for something, each later than the one before. */
  async function aWaiting(task: Partial<Parameters<typeof aTask>[2]> = {}, changes: Parameters<typeof aFiled>[0] = {}) {
    const { id, reference } = await aFiled(changes);
    const dueAt = new Date(Date.now() + ++days * 86_400_000).toISOString();
    return { id, reference, task: await aTask(town, id, { ordinal: 1, dueAt, ...task }) };
  }

  const page = (path: string, token = agent) =>
    fetch(town.url + path, { headers: { cookie: `guichet_agent=${token}` } });

  return {
    aFiled,
    aWaiting,
    page,
    async listed(query: string, token = agent): Promise<string[]> {
      const { body } = await town.api.tasks(token, `?${query}`);
      return body.items.map(({ reference }: { reference: string }) => reference);
    },
    async tabs(query: string): Promise<string[]> {
      const html = await (await page(`/agent?${query}`)).text();
      const found = html.matchAll(/worklist__tab"[^>]*>([^<]*)<span[^>]*>([^<]*)/g);
      return [...found].map(([, label, count]) => `${label}${count}`);
    },
    async post(path: string, form: Record<string, string>, token = agent): Promise<Response> {
      const csrf = (await (await page('/agent', token)).text()).match(/name="_csrf" value="([^"]+)"/)![1]!;
      return fetch(town.url + path, {
        method: 'POST',
        headers: { cookie: `guichet_agent=${token}` },
        body: new URLSearchParams({ ...form, _csrf: csrf }),
        redirect: 'manual',
      });
    },
    async agentOf(token: string): Promise<{ id: string; email: string }> {
      const statement = `select a.id, a.email from agent a join session s on s.agent_id = a.id
                         where s.token_hash = sha256($1::bytea)`;
      return (await town.db.query(statement, [Buffer.from(token)]))[0];
    },
  };
}
