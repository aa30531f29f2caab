import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createTransport } from 'nodemailer';
import { type Mailbox, startMailbox } from '../../bin/embedded/mailbox.ts';

let folder: string;
let mailbox: Mailbox;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guichet-mailbox-'));
  mailbox = await startMailbox({ folder });
});

afterEach(async () => {
  await mailbox.stop();
  await rm(folder, { recursive: true });
});

test('a message is on the disk as soon as it is accepted, with its blind copies', async () => {
  await send({ to: 'elodie@ville.example', bcc: 'archives@ville.example', text: 'Élodie' });
  const [name] = await readdir(folder);
  const message = await readFile(join(folder, name!), 'utf8');
  expect(name).toMatch(/\.eml$/);
  expect(message).toMatch(/^X-Envelope-To: elodie@ville\.example, archives@ville\.example\r\n/);
});

test('the names of the files sort by arrival', async () => {
  for (const subject of ['first', 'second', 'third']) await send({ to: 'a@ville.example', subject });
  const messages = await Promise.all(
    (await readdir(folder)).sort().map((name) => readFile(join(folder, name), 'utf8')),
  );
  expect(messages.map((message) => /^Subject: (.*)\r$/m.exec(message)?.[1])).toEqual(['first', 'second', 'third']);
});

test('a message of more than 25 MB is refused and leaves no file', async () => {
  const attachments = [{ filename: 'plan.bin', content: Buffer.alloc(20 * 1024 * 1024) }];
  await expect(send({ to: 'a@ville.example', attachments })).rejects.toMatchObject({ responseCode: 552 });
  expect(await readdir(folder)).toEqual([]);
});

async function send(message: object): Promise<void> {
  const transport = createTransport(mailbox.url);
  await transport.sendMail({ from: 'mairie@ville.example', ...message });
  transport.close();
}
