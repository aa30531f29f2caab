import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { freePort } from './ports.ts';

export interface Mailbox {
  url: string;
  port: number;
  stop(): Promise<void>;
}

/**
 * Starts an SMTP server on 127.0.0.1 that accepts every message and keeps each as one `.eml` file in `folder`, before it
 * says 250. The recipients of the envelope (blind copies too) are added as the header `X-Envelope-To`. The names sort by
 * arrival.
 */
export async function startMailbox(options: { folder: string; port?: number }): Promise<Mailbox> {
  await mkdir(options.folder, { recursive: true, mode: 0o700 });
  const port = options.port ?? (await freePort());
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: largestMessageBytes,
    closeTimeout: 300,
    onData: (stream, session, done) => keep(options.folder, stream, session).then(done, done),
  });
  // A client that goes away in the middle is its own trouble.
  server.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return { url: `smtp://127.0.0.1:${port}`, port, stop: () => new Promise((resolve) => server.close(() => resolve())) };
}

const largestMessageBytes = 25 * 1024 * 1024;
let arrivals = 0;

async function keep(folder: string, stream: SMTPServerDataStream, session: SMTPServerSession): Promise<Error | null> {
  const order = String(arrivals++ % 1_000_000).padStart(6, '0');
  const file = join(folder, `${Date.now()}-${order}-${randomBytes(4).toString('hex')}.eml`);
  const recipients = session.envelope.rcptTo.map(({ address }) => address).join(', ');

  const unfinished = createWriteStream(`${file}.part`, { mode: 0o600 });
  unfinished.write(`X-Envelope-To: ${recipients}\r\n`);
  try {
    await pipeline(stream, unfinished);
    if (stream.sizeExceeded) throw Object.assign(new Error('The message is larger than 25 MB'), { responseCode: 552 });
    await rename(`${file}.part`, file);
    return null;
  } catch (error) {
    await rm(`${file}.part`, { force: true });
    throw error;
  }
}
