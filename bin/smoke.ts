/** The birth-certificate journey over HTTP against a running instance: `npm run smoke` after `npm start`. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readConfig } from './config.ts';

const { dataDir } = readConfig();
const { portal } = await readJson<{ portal: string }>('addresses.json');
const accounts = await readJson<{ email: string; password: string; role: string }[]>('demo-accounts.json');
const api = new URL('/api/v1/', portal);
const email = `demo-${randomUUID()}@citoyen.example`;
const aRequest = {
  type: 'birth-certificate',
  citizen: { givenName: 'Démonstration', familyName: 'Essai', email },
  fields: {
    kind: 'full copy',
    person: { givenName: 'Démonstration', familyName: 'Essai', birthDate: '1990-01-31' },
    parents: 'inconnu',
  },
};
const aPdf = '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n';
let steps = 0;
const began = performance.now();

try {
  await journey();
  console.log(`The whole journey took ${Math.round(performance.now() - began)} ms; ${steps} steps passed.`);
} catch (error) {
  console.error(`smoke: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}

async function journey(): Promise<void> {
  const agent = accounts.find((account) => account.role === 'agent')!;
  const { token } = await call<{ token: string }>('POST', 'sessions', 201, {
    json: { email: agent.email, password: agent.password },
  });
  step('an agent signed in');

  const request = await call<{ reference: string; trackingCode: string }>('POST', 'requests', 201, { json: aRequest });
  step(`request ${request.reference} was filed, with a tracking code`);

  const acknowledgement = await until('the acknowledgement email', async () => (await mail())[0]);
  if (!acknowledgement.attachments.some(({ contentType }) => contentType === 'application/pdf'))
    throw new Error('the acknowledgement has no PDF');
  step('the acknowledgement came with its letter');

  const upload = new FormData();
  upload.set('piece', 'family-record');
  upload.set('file', new Blob([aPdf], { type: 'application/pdf' }), 'livret.pdf');
  await call('POST', `requests/${request.reference}/documents`, 201, { form: upload, token: request.trackingCode });
  step('the document was received');

  const task = await until('the task on the worklist', async () => {
    const { items } = await call<{ items: { id: string }[] }>('GET', `tasks?q=${request.reference}`, 200, { token });
    return items[0];
  });
  step('the task is on the worklist');

  await call('POST', `tasks/${task.id}/answer`, 200, {
    token,
    json: { answer: 'issued', reply: 'Votre acte part par la poste.' },
  });
  step('the agent approved');

  await until('the reply email', async () => ((await mail()).length === 2 ? true : undefined));
  step('the reply came');

  const story = await until('the end of the request', async () => {
    const now = await call<{ status: string; outcome: string; timeline: { kind: string }[] }>(
      'GET',
      `requests/${request.reference}`,
      200,
      {
        token: request.trackingCode,
      },
    );
    return now.status === 'ended' ? now : undefined;
  });
  const kinds = story.timeline.map(({ kind }) => kind);
  for (const kind of ['request received', 'task opened', 'document received', 'task answered', 'request ended']) {
    if (!kinds.includes(kind)) throw new Error(`the timeline lacks "${kind}"`);
  }
  step(`the request ended: ${story.outcome}; its timeline has ${kinds.length} entries`);
}

interface Mail {
  to: string;
  attachments: { contentType: string }[];
}

async function mail(): Promise<Mail[]> {
  const response = await fetch(new URL('/boite.json', portal));
  return ((await response.json()) as Mail[]).filter(({ to }) => to === email);
}

async function call<Body>(
  method: string,
  address: string,
  expected: number,
  { json, form, token }: { json?: object; form?: FormData; token?: string },
): Promise<Body> {
  const response = await fetch(new URL(address, api), {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(json && { 'content-type': 'application/json' }),
      ...(method === 'POST' && { 'idempotency-key': randomUUID() }),
    },
    body: json ? JSON.stringify(json) : (form ?? null),
  });
  const body = await response.text();
  if (response.status !== expected)
    throw new Error(`${method} ${address} gave ${response.status} instead of ${expected}: ${body}`);
  return JSON.parse(body) as Body;
}

async function until<Found>(what: string, look: () => Promise<Found | undefined>): Promise<Found> {
  const giveUpAt = performance.now() + 10_000;
  while (performance.now() < giveUpAt) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${what} did not come within 10 s`);
}

function step(what: string): void {
  steps += 1;
  console.log(`${String(Math.round(performance.now() - began)).padStart(6)} ms  ${what}`);
}

async function readJson<Content>(name: string): Promise<Content> {
  const file = path.join(dataDir, name);
  const text = await readFile(file, 'utf8').catch(() => {
    console.error(`There is no ${file}: start Guichet by npm start first, with the same GUICHET_DATA.`);
    process.exit(1);
  });
  return JSON.parse(text) as Content;
}
