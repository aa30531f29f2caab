/** What becomes of a file that a citizen sends: looked at for viruses, or said not to have been; never given out infected. */
import { once } from 'node:events';
import { access } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createApp } from '../api/app.ts';
import { type AntivirusServer, eicar, startAntivirus } from './antivirus-server.ts';
import { agentGet } from './api/agent-browser.ts';
import { birthCertificatePages, formClient, formData } from './api/form-client.ts';
import { anAgent, cookieOf, kindsOf, pageOf } from './api/people.ts';
import { aPdf, apiAt, aRequest, until } from './api-client.ts';
import { openTown, type Town } from './town.ts';

let antivirus: AntivirusServer;
let town: Town;
let agent: string;
let request: { id: string; reference: string; trackingCode: string };
const email = 'camille@citoyen.example';
const unexamined = 'Non analysé par un antivirus';

beforeAll(async () => {
  antivirus = await startAntivirus();
  town = await openTown({ antivirus: antivirus.address });
  agent = await anAgent(town, 'agent', 'civil-status');
  request = (await town.api.file(aRequest({ citizen: { email } }))).body;
});
afterAll(async () => {
  await town?.stop();
  await antivirus?.goAway();
});

test('a file without a virus is given out, and the agent reads nothing of it', async () => {
  const { body } = await town.api.upload(request.reference, request.trackingCode);

  await until(() => examinedAt(body.id), 'the examination');

  expect((await download(body.id, agent)).status).toBe(200);
  expect(await pageOfAgent()).not.toContain(unexamined);
});

test('an infected file is erased, given to nobody and accepted by nobody, and its piece is asked for again', async () => {
  const { body } = await town.api.upload(request.reference, request.trackingCode, { content: aPdf + eicar });

  const infected = await until(() => documentOf(body.id, 'infected'), 'the virus');

  expect(infected).toMatchObject({ piece: 'family-record', state: 'infected' });
  for (const token of [agent, request.trackingCode])
    expect(await download(body.id, token)).toMatchObject({ status: 410, body: { code: 'FILE_INFECTED' } });
  const review = await town.api.call('POST', `/requests/${request.reference}/documents/${body.id}/review`, {
    token: agent,
    json: { accepted: true },
  });
  expect(review).toMatchObject({ status: 410, body: { code: 'FILE_INFECTED' } });
  expect(await documentOf(body.id, 'infected')).toBeDefined();
  await until(async () => ((await isStored(body.id)) ? undefined : true), 'the end of the file');
  const [piece] = (await town.api.request(request.reference, request.trackingCode)).body.pieces;
  expect(piece).toMatchObject({ piece: 'family-record', state: 'infected' });
});

test('its citizen is told what to do by an email and on the page, and the agent that it was set aside', async () => {
  const mail = await until(
    () => town.mail.received(email).find(({ subject }) => /renvoyer/.test(subject)),
    'the email',
  );
  const page = await pageOf(town, `/suivi/${request.reference}`, await cookieOf(town, request));
  const desk = await pageOfAgent();

  expect(mail.text).toContain('Un virus a été trouvé dans le fichier');
  expect(mail.text).toContain('Envoyez une nouvelle photo ou un nouveau scan');
  for (const html of [page, desk]) {
    expect(html).toContain('Écarté : virus détecté');
    expect(html).toContain('Envoyez une nouvelle photo');
  }
  expect(desk).toContain('Virus trouvé, fichier effacé');
  expect(await kindsOf(town, request.id)).toContain('document infected');
});

test('a file that came with the form is looked at as soon as the request is filed', async () => {
  const citizen = formClient(town.url);
  await citizen.answer('birth-certificate', { ...birthCertificatePages });
  const files = formData({ action: 'next' });
  files.set('file.family-record', new Blob([aPdf + eicar]), 'livret.pdf');
  await citizen.send('/demarches/birth-certificate/pieces-jointes', files);
  await citizen.post('/demarches/birth-certificate/verifier');

  const found = () =>
    town.db
      .query(`select id from document where state = 'infected' and request_id <> $1`, [request.id])
      .then(([row]) => row);
  expect(await until(found, 'the virus')).toBeDefined();
});

test('while the antivirus is away a file is said not to have been looked at, and is once it is back', async () => {
  await antivirus.goAway();
  const { body } = await town.api.upload(request.reference, request.trackingCode);
  const failing = () =>
    town.db.query(`select code from step_failure where activity = 'examine'`).then(([row]) => row?.code);

  expect(await until(failing, 'the failure')).toBe('ECONNREFUSED');
  expect(await pageOfAgent()).toContain(unexamined);
  expect(await pageOf(town, `/suivi/${request.reference}`, await cookieOf(town, request))).not.toContain(unexamined);
  expect((await download(body.id, agent)).status).toBe(200);
  const ready = await fetch(`${town.url}/readyz`);
  expect({ status: ready.status, body: await ready.json() }).toMatchObject({
    status: 200,
    body: { antivirus: 'down' },
  });

  await antivirus.comeBack();
  await until(() => examinedAt(body.id), 'the examination', 20_000);
  expect(await failing()).toBeUndefined();
  expect(await (await fetch(`${town.url}/readyz`)).json()).toMatchObject({ antivirus: 'up' });
});

test('what came before the town had an antivirus is said not to have been looked at, and is when the worker starts', async () => {
  const before = createServer(createApp({ ...town.services, antivirusAddress: undefined }).callback());
  before.listen(0, '127.0.0.1');
  await once(before, 'listening');
  const { port } = before.address() as AddressInfo;
  const sent = await apiAt(`http://127.0.0.1:${port}`).upload(request.reference, request.trackingCode);
  before.closeAllConnections();
  before.close();
  expect(await pageOfAgent()).toContain(unexamined);

  await town.killWorker();

  await until(() => examinedAt(sent.body.id), 'the examination');
});

const pageOfAgent = async () => (await agentGet(town, agent, `/agent/demandes/${request.reference}`)).text();

const download = (id: string, token: string) =>
  town.api.call('GET', `/requests/${request.reference}/documents/${id}`, { token });

async function examinedAt(id: string): Promise<Date | undefined> {
  const [row] = await town.db.query(`select examined_at from document where id = $1 and state = 'received'`, [id]);
  return row?.examined_at ?? undefined;
}

async function documentOf(id: string, state: string): Promise<{ state: string } | undefined> {
  const { body } = await town.api.request(request.reference, request.trackingCode);
  return body.documents.find((one: { id: string; state: string }) => one.id === id && one.state === state);
}

const isStored = (id: string) =>
  access(path.join(town.documents, id.slice(-2), id)).then(
    () => true,
    () => false,
  );
