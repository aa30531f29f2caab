import { createTransport, type Transporter } from 'nodemailer';

/** A pooled connection to the mail server; no attempt hangs for longer than its timeouts. @param url `smtp://…` */
export function createMailer(url: string): Transporter {
  return createTransport({
    url,
    pool: true,
    maxConnections: 5,
    connectionTimeout: 2_000,
    greetingTimeout: 2_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as Parameters<typeof createTransport>[0]);
}
