import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { request as connect } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createApp } from '../../api/app.ts';
import { type ProblemCode, problemText } from '../../api/problems.ts';
import { serve } from '../../api/server.ts';
import { aPdf, aRequest, type CallOptions, until, uploadForm } from '../api-client.ts';
import { openTown, type Town } from '../town.ts';

let town: Town;
let reference: string;
let token: string;

beforeAll(async () => {
  // Without relay and worker nothing but the calls below could change a table.
  town = await openTown({ relay: false, worker: false });
});
beforeEach(async () => {
  const { body } = await town.api.file(aRequest());
  reference = body.reference;
  token = body.trackingCode;
});
afterAll(() => town.stop());

const megabytes15 = 15_000_000;
const aFile = (bytes: number) => Buffer.concat([Buffer.from(aPdf), Buffer.alloc(bytes - aPdf.length, 32)]);
const aZip = Buffer.concat([Buffer.from('PK\x03\x04\x14\0\0\0\0\0', 'latin1'), Buffer.alloc(60)]);
const form = (changes: Parameters<typeof uploadForm>[0]) => ({ body: uploadForm(changes) });
const multipart = (body: string, boundary = 'cut'): CallOptions => ({
  body: body.replaceAll('\n', '\r\n'),
  headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
});
const part = (name: string, content: string, file = '') =>
  `--cut\nContent-Disposition: form-data; name="${name}"${file && `; filename="${file}"`}\n\n${content}\n`;
const withoutFile = new FormData();
withoutFile.set('piece', 'family-record');

const kinds = { accepted: ['application/pdf', 'image/jpeg', 'image/png'] };
const pieces = { pieces: ['family-record'] };

test.each<[what: string, status: number, code: ProblemCode, extra: object, options: CallOptions]>([
  ['a byte over 15 MB', 413, 'FILE_TOO_LARGE', { limitBytes: megabytes15 }, form({ content: aFile(megabytes15 + 1) })],
  ['plain text', 415, 'FILE_TYPE_REFUSED', kinds, form({ content: 'Bonjour', name: 'bonjour.txt' })],
  ['a text that is called .pdf', 415, 'FILE_TYPE_REFUSED', kinds, form({ content: 'Bonjour' })],
  ['an SVG', 415, 'FILE_TYPE_REFUSED', kinds, form({ content: '<svg xmlns="http://www.w3.org/2000/svg"/>' })],
  ['a page', 415, 'FILE_TYPE_REFUSED', kinds, form({ content: '<!doctype html><script>1</script>' })],
  ['a zip', 415, 'FILE_TYPE_REFUSED', kinds, form({ content: aZip, name: 'livret.pdf' })],
  [
    'a picture that is a page too',
    415,
    'FILE_TYPE_REFUSED',
    kinds,
    form({ content: 'GIF89a=1;/*<script>1</script>*/' }),
  ],
  ['a zip of zips', 415, 'FILE_TYPE_REFUSED', kinds, form({ content: Buffer.concat([aZip, aZip]), name: 'photo.jpg' })],
  ['a program', 415, 'FILE_TYPE_REFUSED', kinds, form({ content: Buffer.from('MZ\x90\0', 'latin1') })],
  [
    'ten thousand parts',
    413,
    'BODY_TOO_LARGE',
    {},
    multipart(`${part('file', aPdf, 'a.pdf').repeat(10_000)}--cut--\n`),
  ],
  ['ten thousand fields', 413, 'BODY_TOO_LARGE', {}, multipart(`${part('piece', 'x').repeat(10_000)}--cut--\n`)],
  ['no bytes', 422, 'FILE_EMPTY', {}, form({ content: '' })],
  ['no file', 422, 'FILE_EMPTY', {}, { body: withoutFile }],
  ['a text in the file’s place', 422, 'FILE_EMPTY', {}, multipart(`${part('file', aPdf)}--cut--\n`)],
  ['a piece that nobody asked for', 422, 'UNKNOWN_PIECE', pieces, form({ piece: 'passport' })],
  ['a piece called __proto__', 422, 'UNKNOWN_PIECE', pieces, form({ piece: '__proto__' })],
  ['a piece called constructor', 422, 'UNKNOWN_PIECE', pieces, form({ piece: 'constructor' })],
  ['no piece', 422, 'UNKNOWN_PIECE', pieces, multipart(`${part('file', aPdf, 'a.pdf')}--cut--\n`)],
  ['JSON', 400, 'MALFORMED_UPLOAD', {}, { json: { piece: 'family-record' } }],
  ['no body', 400, 'MALFORMED_UPLOAD', {}, {}],
  [
    'a form without a boundary',
    400,
    'MALFORMED_UPLOAD',
    {},
    { ...multipart(''), headers: { 'content-type': 'multipart/form-data' } },
  ],
  ['a form that ends in the file', 400, 'MALFORMED_UPLOAD', {}, multipart(part('file', aPdf.repeat(5000), 'a.pdf'))],
  ['a form that ends before the file', 400, 'MALFORMED_UPLOAD', {}, multipart(part('piece', 'family-record'))],
  ['a form that ends in a header', 400, 'MALFORMED_UPLOAD', {}, multipart('--cut\nContent-Disposition: form')],
])('an upload of %s is refused with %s, and nothing is stored', async (_, status, code, extra, options) => {
  const before = await stored();

  const refused = await town.api.call('POST', `/requests/${reference}/documents`, { token, ...options });

  expect({ status: refused.status, body: refused.body }).toEqual({
    status,
    body: { type: 'about:blank', title: problemText(code, 'fr'), status, code, ...extra },
  });
  expect(refused.headers.get('content-type')).toBe('application/problem+json');
  expect(await stored()).toEqual(before);
});

test('a file of 15 MB, not a byte more, is taken and given back whole', async () => {
  const content = aFile(megabytes15);

  const sent = await town.api.upload(reference, token, { content });

  expect(sent).toMatchObject({ status: 201, body: { piece: 'family-record', state: 'received' } });
  const given = await fetch(`${town.url}/api/v1/requests/${reference}/documents/${sent.body.id}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(Buffer.from(await given.arrayBuffer()).equals(content)).toBe(true);
});

test('who goes away in the middle of an upload leaves nothing behind', async () => {
  const before = await stored();

  const upload = connect(`${town.url}/api/v1/requests/${reference}/documents`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'multipart/form-data; boundary=cut',
      'content-length': megabytes15,
    },
  });
  upload.on('error', () => {});
  upload.write(part('file', aPdf.repeat(5000), 'a.pdf').replaceAll('\n', '\r\n'));
  await until(async () => (await stored()).files.length > before.files.length || undefined, 'the draft');
  upload.destroy();

  await until(async () => (await stored()).files.length === before.files.length || undefined, 'the end of the draft');
  expect(await stored()).toEqual(before);
});

test('a file whose request has ended is refused, and nothing is stored', async () => {
  await town.db.query(
    `update request set status = 'ended', outcome = 'issued', ended_at = now() where reference = $1`,
    [reference],
  );
  const before = await stored();

  const refused = await town.api.upload(reference, token);

  expect(refused).toMatchObject({ status: 409, body: { code: 'REQUEST_ENDED' } });
  expect(await stored()).toEqual(before);
});

test.each([
  ['../../../../etc/passwd', 'passwd.pdf'],
  ['/etc/passwd.pdf', 'passwd.pdf'],
  ['C:\\Users\\camille\\livret.pdf', 'livret.pdf'],
  ['livret\r\nX-Evil: 1.pdf', 'livret%0D%0AX-Evil 1.pdf'],
  ['…"; filename="evil.exe', '…%22; filename=%22evil.exe.pdf'],
  ['..', 'document'],
  ['', 'document'],
  ['livret.html', 'livret.html.pdf'],
  ['livret\u202efdp.exe', 'livretfdp.exe.pdf'],
  ['CON.pdf', 'CON_.pdf'],
  ['LIVRET.PDF', 'LIVRET.PDF'],
  [`${'é'.repeat(4_000)}.pdf`, `${'é'.repeat(116)}.pdf`],
])('a file that is called %j is kept under a name that harms nobody', async (name, kept) => {
  await town.api.upload(reference, token, { name });

  const { body } = await town.api.request(reference, token);
  expect(body.documents.map(({ fileName }: { fileName: string }) => fileName)).toEqual([kept]);
});

test('who sends ten gigabytes is told so after sixteen megabytes, and none of them is kept', async () => {
  const [before, memory] = [await stored(), process.memoryUsage().rss];
  let sent = 0;
  const upload = connect(`${town.url}/api/v1/requests/${reference}/documents`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'multipart/form-data; boundary=cut' },
  });
  const answered = new Promise<number>((resolve) => upload.once('response', ({ statusCode }) => resolve(statusCode!)));
  const closed = new Promise((resolve) => upload.once('close', resolve));
  upload.on('error', () => {});
  upload.write(part('file', aPdf, 'a.pdf').trimEnd().replaceAll('\n', '\r\n'));
  const megabyte = Buffer.alloc(1_000_000, 32);
  while (!upload.destroyed && sent < 10_000) {
    sent += 1;
    if (!upload.write(megabyte)) await Promise.race([new Promise((resolve) => upload.once('drain', resolve)), closed]);
  }

  // Who still sends may be cut off before reading why.
  expect([413, 'cut']).toContain(await Promise.race([answered, closed.then(() => 'cut')]));
  expect(sent).toBeLessThan(60);
  expect(process.memoryUsage().rss - memory).toBeLessThan(100_000_000);
  expect(await stored()).toEqual(before);
});

test('who sends a byte now and then is cut off, and nothing of it stays', async () => {
  const before = await stored();
  const server = serve(createApp(town.services), {
    headersTimeout: 300,
    requestTimeout: 600,
    connectionsCheckingInterval: 100,
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const upload = connect(
    `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/requests/${reference}/documents`,
    {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'multipart/form-data; boundary=cut' },
    },
  );
  const answered = new Promise((resolve) => upload.once('response', ({ statusCode }) => resolve(statusCode)));
  const cut = new Promise((resolve) => upload.once('error', () => resolve(408)));
  upload.write(part('file', aPdf.repeat(100), 'a.pdf').trimEnd().replaceAll('\n', '\r\n'));
  const drip = setInterval(() => upload.write(' '), 50);

  expect(await Promise.race([answered, cut])).toBe(408);

  clearInterval(drip);
  server.closeAllConnections();
  server.close();
  await until(async () => (await stored()).files.length === before.files.length || undefined, 'the end of the draft');
  expect(await stored()).toEqual(before);
});

async function stored(): Promise<{ files: string[] }> {
  const tables = ['request', 'citizen', 'document', 'task', 'journal', 'outbox', 'message', 'email', 'idempotency_key'];
  const contents = tables.map((table) => `(select json_agg(t order by t::text) from ${table} t) as ${table}`);
  const [rows] = await town.db.query(`select ${contents}`);
  const entries = await readdir(town.documents, { recursive: true, withFileTypes: true }).catch(() => []);
  return {
    ...rows,
    files: entries
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
      .sort(),
  };
}
