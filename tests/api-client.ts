/** The API as a program sees it: one function a route, the answer with its status. */
import { randomUUID } from 'node:crypto';

export interface Answer<Body = Record<string, never>> {
  status: number;
  body: Body;
  headers: Headers;
}

export interface CallOptions {
  json?: unknown;
  body?: FormData | string;
  token?: string;
  headers?: Record<string, string>;
  key?: string;
}

// biome-ignore lint/suspicious/noExplicitAny: what comes back is looked at field by field
type Anything = any;

export type Api = ReturnType<typeof apiAt>;

export function apiAt(url: string) {
  async function call<Body = Anything>(method: string, path: string, options: CallOptions = {}): Promise<Answer<Body>> {
    const { json, body, token, headers, key } = options;
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...(key && { 'idempotency-key': key }),
        ...headers,
      },
      body: json === undefined ? (body ?? null) : JSON.stringify(json),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as Body };
  }
  return {
    call,
    file: (json: unknown, options: CallOptions = {}) => call('POST', '/requests', { json, ...options }),
    request: (reference: string, token: string) => call('GET', `/requests/${reference}`, { token }),
    tasks: (token: string, query = '') => call('GET', `/tasks${query}`, { token }),
    answer: (taskId: string, json: unknown, options: CallOptions = {}) =>
      call('POST', `/tasks/${taskId}/answer`, { json, ...options }),
    upload: (reference: string, token: string, options: Upload & { key?: string } = {}) =>
      call('POST', `/requests/${reference}/documents`, {
        token,
        body: uploadForm(options),
        ...(options.key && { key: options.key }),
      }),
    signIn: async (email: string, password: string) =>
      (await call('POST', '/sessions', { json: { email, password } })).body.token as string,
  };
}

export const aPdf = '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n';

interface Upload {
  piece?: string;
  content?: string | Uint8Array;
  name?: string;
}

export function uploadForm({ piece = 'family-record', content = aPdf, name = 'livret.pdf' }: Upload): FormData {
  const form = new FormData();
  form.set('piece', piece);
  form.set('file', new Blob([content as string]), name);
  return form;
}

/** A birth-certificate request that is right in every field; its citizen is nobody. */
export function aRequest(changes: { citizen?: object; fields?: object; [name: string]: unknown } = {}) {
  const { citizen, fields = {}, ...rest } = changes;
  const withParents = !('kind' in fields && fields.kind === 'extract');
  return {
    type: 'birth-certificate',
    citizen: {
      givenName: 'Camille',
      familyName: 'Exemple',
      email: `camille-${randomUUID()}@citoyen.example`,
      ...citizen,
    },
    fields: {
      kind: 'full copy',
      person: { givenName: 'Camille', familyName: 'Exemple', birthDate: '1990-01-31' },
      ...(withParents && { parents: 'Dominique Exemple et Sacha Exemple' }),
      ...fields,
    },
    ...rest,
  };
}

/** Looks every 20 ms until there is something, for at most `withinMs`. */
export async function until<Found>(
  look: () => Promise<Found | undefined> | Found | undefined,
  what: string,
  withinMs = 15_000,
): Promise<Found> {
  const giveUpAt = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > giveUpAt) throw new Error(`${what}: not within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
