import { randomUUID } from 'node:crypto';
import { Agent, type RequestOptions, request } from 'node:http';

export interface Call {
  json?: object;
  /** A body that is ready to be sent, and its media type. */
  body?: string;
  type?: string;
  token?: string;
}

export interface HttpClient {
  /** @throws when the status is another than `expected` */
  call<Body>(method: string, path: string, expected: number, call: Call): Promise<Body>;
  close(): void;
}

/** `fetch` without its cost, which would be part of each measured millisecond. */
export function openHttp(portal: string): HttpClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 64, noDelay: true });
  const { hostname, port } = new URL(portal);
  return {
    async call<Body>(method: string, path: string, expected: number, { json, body, type, token }: Call) {
      const content = json ? JSON.stringify(json) : body;
      const headers = {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(method === 'POST' && { 'idempotency-key': randomUUID() }),
        ...(content && {
          'content-type': type ?? 'application/json',
          'content-length': Buffer.byteLength(content),
        }),
      };
      const answer = await send({ method, hostname, port, path, agent, headers, timeout: 30_000 }, content);
      if (answer.status !== expected)
        throw new Error(`${method} ${path} gave ${answer.status} instead of ${expected}: ${answer.text.slice(0, 300)}`);
      return JSON.parse(answer.text) as Body;
    },
    close: () => agent.destroy(),
  };
}

function send(options: RequestOptions, content: string | undefined): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const call = request(options, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => {
        text += chunk;
      });
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, text }));
      answer.once('error', reject);
    });
    call.once('error', reject);
    call.once('timeout', () => call.destroy(new Error('no answer within 30 s')));
    call.end(content);
  });
}
