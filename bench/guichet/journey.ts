import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { Arrivals } from '../arrivals.ts';
import { giveUpMs, type Journey, type Steps, travel } from '../journey.ts';
import type { Sink } from '../sink.ts';
import { type HttpClient, openHttp } from './http.ts';

export interface GuichetTarget {
  portal: string;
  databaseUrl: string;
  agent: { email: string; password: string };
}

/** The journey of the birth certificate, over HTTP. What is visible is read from the table that the worklist reads. */
export async function guichetJourney(target: GuichetTarget, sink: Sink): Promise<Journey> {
  const http = openHttp(target.portal);
  const { token } = await http.call<{ token: string }>('POST', '/api/v1/sessions', 201, { json: target.agent });
  const watch = await openWatch(target.databaseUrl);
  const steps = guichetSteps(http, watch, token);
  return {
    run: () => travel(steps, sink, `${randomUUID()}@citizen.example`),
    faults: (completed) => watch.faults(completed),
    ownPids: [watch.backendPid],
    async close() {
      await watch.close();
      http.close();
    },
  };
}

interface Filed {
  id: string;
  reference: string;
  trackingCode: string;
  taskId?: string;
}

function guichetSteps(http: HttpClient, watch: Watch, token: string): Steps {
  const filed = new Map<string, Filed>();
  return {
    async start(address) {
      const request = await http.call<Filed>('POST', '/api/v1/requests', 201, { json: aRequest(address) });
      filed.set(request.id, request);
      return request.id;
    },
    visible: (id, wait) => watch.visible(id, wait),
    async sendDocument(id) {
      const { reference, trackingCode } = filed.get(id)!;
      await http.call('POST', `/api/v1/requests/${reference}/documents`, 201, { ...aDocument, token: trackingCode });
    },
    async openTask(id) {
      const request = filed.get(id)!;
      const address = `/api/v1/tasks?q=${request.reference}`;
      const { items } = await http.call<{ items: { id: string }[] }>('GET', address, 200, { token });
      if (items.length !== 1) throw new Error(`the worklist shows ${items.length} tasks of one request`);
      request.taskId = items[0]!.id;
    },
    async approve(id) {
      const json = { answer: 'issued', reply: 'Votre acte part par la poste.' };
      await http.call('POST', `/api/v1/tasks/${filed.get(id)!.taskId}/answer`, 200, { json, token });
      filed.delete(id);
    },
  };
}

const aRequest = (email: string) => ({
  type: 'birth-certificate',
  citizen: { givenName: 'Mesure', familyName: 'Essai', email },
  fields: {
    kind: 'full copy',
    person: { givenName: 'Mesure', familyName: 'Essai', birthDate: '1990-01-31' },
    parents: 'inconnu',
  },
});

const boundary = 'guichet-bench-boundary';
const aDocument = {
  type: `multipart/form-data; boundary=${boundary}`,
  body: [
    `--${boundary}\r\nContent-Disposition: form-data; name="piece"\r\n\r\nfamily-record\r\n`,
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="livret.pdf"\r\n`,
    'Content-Type: application/pdf\r\n\r\n',
    '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n\r\n',
    `--${boundary}--\r\n`,
  ].join(''),
};

interface Watch {
  backendPid: number;
  visible(requestId: string, kind: string): Promise<number>;
  faults(completed: number): Promise<string[]>;
  close(): Promise<void>;
}

/** How often the table is looked at while somebody waits: half of it is on average added to what is measured. */
const lookEveryMs = 2;

async function openWatch(databaseUrl: string): Promise<Watch> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const arrivals = new Arrivals();
  const awaited = new Map<string, string>();
  let looking = false;
  let closed = false;

  async function look(): Promise<void> {
    looking = true;
    while (awaited.size > 0 && !closed) {
      const { rows } = await client.query({
        name: 'look',
        text: 'select request_id as id, kind from task where request_id = any($1::uuid[])',
        values: [[...new Set(awaited.values())]],
      });
      const at = performance.now();
      for (const { id, kind } of rows) if (awaited.delete(`${id} ${kind}`)) arrivals.note(`${id} ${kind}`, at);
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
    }
    looking = false;
  }

  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return {
    backendPid: rows[0]!.pid,
    async visible(requestId, kind) {
      const key = `${requestId} ${kind}`;
      awaited.set(key, requestId);
      if (!looking) void look();
      const at = await arrivals.nth(key, 1, giveUpMs).finally(() => awaited.delete(key));
      arrivals.forget(key);
      return at;
    },
    faults: (completed) => faultsOf(client, completed),
    async close() {
      closed = true;
      await client.end();
    },
  };
}

async function faultsOf(client: pg.Client, completed: number): Promise<string[]> {
  const { rows } = await client.query<Record<string, number>>(
    `
    select (select count(*)::int from request) as "requests filed",
           (select count(*)::int from request where status = 'ended' and outcome = 'issued') as "requests ended",
           (select count(*)::int from email where state = 'sent' and template = 'acknowledgement') as "acknowledgements sent",
           (select count(*)::int from email where state = 'sent' and template = 'certificate-sent') as "replies sent",
           (select count(*)::int / 2 from task where state = 'answered') as "pairs of tasks answered",
           (select count(*)::int from outbox) + $1::int as "outbox rows beyond what was delivered"`,
    [completed],
  );
  return Object.entries(rows[0]!)
    .filter(([, count]) => count !== completed)
    .map(([what, count]) => `${what}: ${count} instead of ${completed}`);
}
