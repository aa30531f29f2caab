import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type ParsedMail, simpleParser } from 'mailparser';
import { dateAndTime, fileSize } from '../../templates/format.ts';
import { type Context, newRouter } from '../context.ts';
import { show } from '../page.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';

/** The embedded mailbox: every email that left, to be read where no real mail server is. Absent in production. */
export function mailboxPages(services: Services) {
  const { mailbox } = services;
  const router = newRouter();
  if (!mailbox) return router;
  const read = (ctx: Context) => readMessage(mailbox, ctx.params.name!);
  return router
    .get('/boite.json', async (ctx) => {
      const messages = await Promise.all((await namesIn(mailbox)).map((name) => readMessage(mailbox, name)));
      ctx.body = messages.map(messageJson);
    })
    .get('/boite', async (ctx) => {
      const names = (await namesIn(mailbox)).slice(0, 100);
      const messages = await Promise.all(names.map((name) => readMessage(mailbox, name)));
      show(ctx, services, 'mailbox', {
        messages: messages.map((message) => ({
          url: `/boite/${message.name}`,
          to: message.to,
          subject: message.mail.subject ?? '',
          at: dateAndTime(message.receivedAt, ctx.state.lang, services.zone),
        })),
      });
    })
    .get('/boite/:name', async (ctx) => {
      const { name, to, mail, receivedAt } = await read(ctx);
      show(ctx, services, 'mailbox-message', {
        to,
        subject: mail.subject ?? '',
        at: dateAndTime(receivedAt, ctx.state.lang, services.zone),
        text: mail.text ?? '',
        htmlUrl: `/boite/${name}/html`,
        attachments: mail.attachments.map((attachment, index) => ({
          name: attachment.filename ?? 'document',
          size: fileSize(attachment.size, ctx.state.lang),
          url: `/boite/${name}/${index}`,
        })),
      });
    })
    .get('/boite/:name/html', async (ctx) => {
      const { mail } = await read(ctx);
      ctx.type = 'html';
      // An email brings its own styles and may be framed by the mailbox; it runs nothing and fetches nothing.
      ctx.set(
        'Content-Security-Policy',
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox",
      );
      ctx.set('X-Frame-Options', 'SAMEORIGIN');
      ctx.body = mail.html || '';
    })
    .get('/boite/:name/:index', async (ctx) => {
      const { mail } = await read(ctx);
      const attachment = mail.attachments[Number(ctx.params.index)];
      if (!attachment) throw new Problem('NOT_FOUND');
      ctx.body = attachment.content;
      ctx.type = attachment.contentType;
      ctx.attachment(attachment.filename);
    });
}

interface Message {
  name: string;
  to: string;
  receivedAt: Date;
  mail: ParsedMail;
}

/** Message files never change: each is parsed once. The oldest go, so that a long benchmark does not fill the memory. */
const parsed = new Map<string, Message>();
const parsedAtMost = 2_000;

async function readMessage(folder: string, name: string): Promise<Message> {
  const file = path.join(folder, path.basename(name));
  const known = parsed.get(file);
  if (known) return known;
  const source = await readFile(file).catch(() => {
    throw new Problem('NOT_FOUND');
  });
  const mail = await simpleParser(source);
  const message = { name, to: envelopeTo(mail), receivedAt: new Date(Number.parseInt(name, 10)), mail };
  parsed.set(file, message);
  if (parsed.size > parsedAtMost) parsed.delete(parsed.keys().next().value!);
  return message;
}

const envelopeTo = (mail: ParsedMail) => String(mail.headers.get('x-envelope-to') ?? '');

/** The latest first: the names begin with the time of arrival. */
async function namesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith('.eml'))
    .sort()
    .reverse();
}

function messageJson({ name, to, receivedAt, mail }: Message) {
  return {
    id: name,
    to,
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html || '',
    headers: Object.fromEntries(mail.headerLines.map(({ key, line }) => [key, line.slice(key.length + 1).trim()])),
    attachments: mail.attachments.map(({ filename, contentType, size }) => ({ filename, contentType, size })),
    receivedAt,
  };
}
