import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aPdf, aRequest, until } from './api-client.ts';
import { decodedHistory } from './histories.ts';
import { openTown, shared, type Town } from './town.ts';

let town: Town;
let token: string;

beforeAll(async () => {
  town = await openTown();
  const agent = shared.accounts.find(({ role }) => role === 'agent')!;
  token = await town.api.signIn(agent.email, agent.password);
});
afterAll(() => town.stop());

test('a request goes from the form to the reply, and everybody sees where it stands', async () => {
  const form = aRequest();
  const filed = await town.api.file(form);
  expect(filed.status).toBe(201);
  expect(filed.body.reference).toMatch(/^\d{4}-\d{6}$/);
  expect(filed.body.trackingCode).toMatch(/^[A-HJKMNP-Z2-9]{5}(-[A-HJKMNP-Z2-9]{5}){3}$/);
  const { reference, trackingCode } = filed.body;
  const email = (form.citizen as { email: string }).email;

  const acknowledgement = await until(() => town.mail.received(email)[0], 'the acknowledgement');
  expect(acknowledgement.subject).toContain(reference);
  for (const part of [acknowledgement.text, acknowledgement.html]) {
    expect(part).toContain(reference);
    expect(part).toContain(trackingCode);
  }
  expect(acknowledgement.autoSubmitted).toBe('auto-generated');
  expect(acknowledgement.attachments.map(({ contentType }) => contentType)).toEqual(['application/pdf']);
  expect(acknowledgement.attachments[0]!.content.subarray(0, 5).toString()).toBe('%PDF-');

  const waiting = await until(async () => {
    const { body } = await town.api.request(reference, trackingCode);
    return body.waitingFor === 'citizen' ? body : undefined;
  }, 'the wait for the documents');
  expect(waiting.step).toBe('waiting for documents');

  const upload = await town.api.upload(reference, trackingCode);
  expect(upload).toMatchObject({ status: 201, body: { piece: 'family-record', state: 'received' } });
  const download = await fetch(`${town.url}/api/v1/requests/${reference}/documents/${upload.body.id}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(download.headers.get('content-disposition')).toMatch(/^attachment/);
  expect(await download.text()).toBe(aPdf);

  const task = await until(async () => (await town.api.tasks(token, `?q=${reference}`)).body.items[0], 'the task');
  expect(task.answers.map(({ id }: { id: string }) => id)).toEqual([
    'issued',
    'not found',
    'refused',
    'documents to send again',
  ]);
  const answered = await town.api.answer(
    task.id,
    { answer: 'issued', reply: 'Votre acte est posté ce jour.' },
    { token },
  );
  expect(answered.status).toBe(200);

  const reply = await until(() => town.mail.received(email)[1], 'the reply');
  expect(reply.text).toContain('Votre acte est posté ce jour.');
  // A civil-status act leaves on paper only.
  expect(reply.attachments).toEqual([]);
  expect(new Set(town.mail.received(email).map(({ messageId }) => messageId)).size).toBe(2);

  const ended = await until(async () => {
    const { body } = await town.api.request(reference, trackingCode);
    return body.timeline.filter(({ kind }: { kind: string }) => kind === 'email sent').length === 2 ? body : undefined;
  }, 'the end');
  expect(ended).toMatchObject({ status: 'ended', outcome: 'issued', waitingFor: 'nobody' });
  expect(ended.timeline.map(({ kind }: { kind: string }) => kind)).toEqual([
    'request received',
    'email sent',
    'task opened',
    'document received',
    'task answered',
    'task opened',
    'task answered',
    'request ended',
    'email sent',
  ]);
});

test('anyone may have an extract without the parents’ names, and no proof is asked', async () => {
  const filed = await town.api.file(aRequest({ fields: { kind: 'extract' } }));
  const task = await until(
    async () => (await town.api.tasks(token, `?q=${filed.body.reference}`)).body.items[0],
    'the task',
  );
  expect(task.name).toBe('preparing the certificate');
});

test('the engine’s history of a run holds no name, no address and no free text', async () => {
  const secret = 'Zzyzx-Canari';
  const form = aRequest({
    citizen: { givenName: secret, familyName: secret, email: `${secret}@citoyen.example`, address: `${secret} rue` },
    fields: {
      person: { givenName: secret, familyName: secret, birthDate: '1990-01-31' },
      parents: secret,
      need: secret,
    },
  });
  const { body } = await town.api.file(form);
  await until(() => town.mail.received(`${secret}@citoyen.example`)[0], 'the acknowledgement');
  await town.api.upload(body.reference, body.trackingCode, { name: `${secret}.pdf` });
  const task = await until(async () => (await town.api.tasks(token, `?q=${body.reference}`)).body.items[0], 'the task');
  await town.api.answer(task.id, { answer: 'refused', reply: secret, note: secret }, { token });
  await town.temporal.workflow.getHandle(`request/${body.id}`).result();

  const history = await decodedHistory(town.temporal, `request/${body.id}`);
  // The dump was decrypted: the answer is there, so the names would be too.
  expect(history).toContain('refused');
  expect(history).not.toContain(secret);
  expect(town.logged()).not.toContain(secret);
});
