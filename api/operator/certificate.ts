import { connect } from 'node:tls';

export interface Certificate {
  until: Date;
  /** Why a browser would refuse it: `CERT_HAS_EXPIRED`. */
  fault: string | undefined;
}

/** The certificate that a host shows; undefined when it can not be reached from here within two seconds. */
export function certificateOf(host: string, port: number): Promise<Certificate | undefined> {
  return new Promise((resolve) => {
    // It is looked at, and nothing is sent: a bad one must be seen too.
    const socket = connect({ host, port, servername: host, rejectUnauthorized: false, timeout: 2_000 });
    const settle = (certificate: Certificate | undefined) => {
      socket.destroy();
      resolve(certificate);
    };
    socket.once('secureConnect', () => {
      const { valid_to } = socket.getPeerCertificate();
      const fault = socket.authorizationError as unknown as string | undefined;
      settle(valid_to ? { until: new Date(valid_to), fault: fault ? String(fault) : undefined } : undefined);
    });
    socket.once('error', () => settle(undefined));
    socket.once('timeout', () => settle(undefined));
  });
}
