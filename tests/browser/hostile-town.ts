/** Fills a town with what somebody has typed who means harm: one proposal for each text, with all that is said of it. */
import { agentPost } from '../api/agent-browser.ts';
import { aPdf, until } from '../api-client.ts';
import type { ReceivedMail } from '../mail-sink.ts';
import type { Town } from '../town.ts';

export interface Filed {
  id: string;
  reference: string;
  trackingCode: string;
  email: string;
}

/** Undefined when it is refused, as it may be. */
export async function fileAs(
  town: Town,
  citizen: Record<string, string> & { email: string },
  text = 'Un verger',
  subject = text,
): Promise<Filed | undefined> {
  const { status, body } = await town.api.file({
    type: 'proposal',
    citizen: { familyName: 'Exemple', ...citizen },
    fields: { theme: 'nature', subject, proposal: text, place: text },
  });
  if (status === 422) return undefined;
  if (status !== 201) throw new Error(`${status} for ${JSON.stringify(citizen)}`);
  return { ...body, email: citizen.email };
}

/** Everything that a citizen, a neighbour and an agent may write of one proposal, which is published. */
export async function write(
  town: Town,
  agent: string,
  { id, reference, trackingCode }: Filed,
  texts: readonly string[],
): Promise<void> {
  const text = texts.join(' ');
  const task = await until(
    () => town.db.query(`select id from task where request_id = $1 and state = 'open'`, [id]).then(([row]) => row),
    'the task',
    60_000,
  );
  const page = `/agent/demandes/${reference}`;
  const message = { token: trackingCode, json: { text } };
  await town.api.call('POST', `/requests/${reference}/messages`, message);
  await town.api.call('POST', `/requests/${reference}/messages`, { ...message, token: agent });
  await town.api.upload(reference, trackingCode, { piece: 'sketch', content: aPdf, name: `${texts.at(-1)}.pdf` });
  await agentPost(town, agent, `${page}/notes`, { 'new-note': text });
  await town.db.query('update task set note = $2 where id = $1', [task.id, text]);
  await town.api.answer(task.id, { answer: 'published', reply: text, note: text }, { token: agent });
  const comment = { email: `voisin-${id}@citoyen.example`, name: texts.at(-1), text };
  const { body } = await town.api.call('POST', `/requests/${reference}/comments`, { json: comment });
  await town.api.call('POST', `/requests/${reference}/comments/${body.id}/review`, {
    token: agent,
    json: { accepted: true },
  });
  for (const name of texts) await agentPost(town, agent, '/agent/vues', { name: name.slice(0, 60) });
  await agentPost(town, agent, '/agent/reponses-types', { title: texts[0]!, textFr: text, textEn: text });
}

/** What only somebody with rights could type: as if all of them had. */
export async function administer(town: Town, text: string): Promise<void> {
  const say = (statement: string) => town.db.query(statement, [text]);
  await say(`update service set name_fr = $1, name_en = $1 where id in ('participation', 'roads')`);
  await say(`update agent set display_name = $1`);
  await say(`insert into closure (id, day, name_fr, name_en) values (gen_random_uuid(), '2040-01-02', $1, $1)`);
  await say(`insert into district (id, name_fr, name_en) values ('hostile', $1, $1)`);
  await say(`insert into resource (id, kind, name_fr, name_en, capacity) values ('hostile', 'room', $1, $1, 1)`);
}

/** Every proposal's receipt, publication and message, once they have all been sent. */
export function mailsOf(town: Town, filed: readonly Filed[]): ReceivedMail[] | undefined {
  const addresses = new Set(filed.map(({ email }) => email));
  const mails = town.mail.received().filter(({ to }) => addresses.has(to));
  return mails.length >= 3 * filed.length ? mails : undefined;
}
