import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  to: string;
  /** As the mail server was told them, whatever the headers say. */
  recipients: string[];
  subject: string;
  text: string;
  html: string;
  messageId: string;
  autoSubmitted: string;
  /** « List-Unsubscribe », by its name in small letters. */
  headers: Readonly<Record<string, string>>;
  /** Each as often as it is there. */
  headerNames: string[];
  attachments: { filename: string; contentType: string; content: Buffer }[];
}

export interface MailSink {
  url: string;
  /** Everything taken so far, or what was sent to one address. */
  received(to?: string): ReceivedMail[];
  /** From now on, what each recipient is answered: `550 No such mailbox`. Undefined accepts again. */
  refuse(answer: ((to: string) => { code: number; text: string } | undefined) | undefined): void;
  stop(): Promise<void>;
}

/** A real SMTP server in the test's process, which keeps what it is sent and can be told to refuse. */
export async function startMailSink(port = 0): Promise<MailSink> {
  const mails: ReceivedMail[] = [];
  let refusal: Parameters<MailSink['refuse']>[0];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onRcptTo({ address }, _session, done) {
      const answer = refusal?.(address);
      done(answer && Object.assign(new Error(answer.text), { responseCode: answer.code }));
    },
    onData(stream, session, done) {
      simpleParser(stream).then((mail) => {
        mails.push(
          asReceived(
            mail,
            session.envelope.rcptTo.map(({ address }) => address),
          ),
        );
        done();
      }, done);
    },
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.server.address() as { port: number };
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    received: (to) => mails.filter((mail) => to === undefined || mail.to === to),
    refuse: (answer) => {
      refusal = answer;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function asReceived(mail: ParsedMail, recipients: string[]): ReceivedMail {
  return {
    to: recipients.join(', '),
    recipients,
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html || '',
    headerNames: mail.headerLines.map(({ key }) => key),
    messageId: mail.messageId ?? '',
    autoSubmitted: String(mail.headers.get('auto-submitted') ?? ''),
    headers: Object.fromEntries(
      mail.headerLines.map(({ key, line }) => [
        key,
        line
          .slice(key.length + 1)
          .replace(/\s+/g, ' ')
          .trim(),
      ]),
    ),
    attachments: mail.attachments.map(({ filename = '', contentType, content }) => ({
      filename,
      contentType,
      content,
    })),
  };
}
