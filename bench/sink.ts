import { SMTPServer } from 'smtp-server';
import { Arrivals } from './arrivals.ts';

export interface Sink {
  url: string;
  /** By recipient. */
  mails: Arrivals;
  /** Mails taken so far, and their bytes. */
  taken: { mails: number; bytes: number };
  close(): Promise<void>;
}

/** A mail server that takes everything and keeps nothing but when it said 250. */
export async function openSink(): Promise<Sink> {
  const mails = new Arrivals();
  const taken = { mails: 0, bytes: 0 };
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onData(stream, session, done) {
      // Kept now: the session forgets its envelope as it answers.
      const recipients = session.envelope.rcptTo.map(({ address }) => address);
      stream.on('data', (chunk: Buffer) => {
        taken.bytes += chunk.length;
      });
      stream.once('end', () => {
        done(null);
        const at = performance.now();
        taken.mails += 1;
        for (const address of recipients) mails.note(address, at);
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address() as { port: number };
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    mails,
    taken,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
