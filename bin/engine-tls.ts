/** How the way to the engine is encrypted, by the names that Temporal's own programs know. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { EngineTls } from '../workflows/engine-address.ts';

export const engineTlsVariables = {
  TEMPORAL_TLS: z.enum(['true', 'false'], { error: 'is unknown: give true or false' }).optional(),
  TEMPORAL_TLS_SERVER_CA_CERT_PATH: pem().optional(),
  TEMPORAL_TLS_CLIENT_CERT_PATH: pem().optional(),
  TEMPORAL_TLS_CLIENT_KEY_PATH: pem().optional(),
  TEMPORAL_TLS_SERVER_NAME: z.string().optional(),
};

const given = z.object(engineTlsVariables);

/** Undefined where the way is not encrypted; a certificate that is given is enough for it to be. */
export function engineTlsOf(env: z.output<typeof given>): EngineTls | undefined {
  const authority = env.TEMPORAL_TLS_SERVER_CA_CERT_PATH;
  const [crt, key] = [env.TEMPORAL_TLS_CLIENT_CERT_PATH, env.TEMPORAL_TLS_CLIENT_KEY_PATH];
  const asked = env.TEMPORAL_TLS === 'true' || authority || crt;
  if (!asked || env.TEMPORAL_TLS === 'false') return undefined;
  return {
    ...(authority && { serverRootCACertificate: authority }),
    ...(crt && key && { clientCertPair: { crt, key } }),
    ...(env.TEMPORAL_TLS_SERVER_NAME && { serverNameOverride: env.TEMPORAL_TLS_SERVER_NAME }),
  };
}

export function requireWholeCertificate(env: Readonly<Record<string, unknown>>, context: z.RefinementCtx): void {
  const names = ['TEMPORAL_TLS_CLIENT_CERT_PATH', 'TEMPORAL_TLS_CLIENT_KEY_PATH'];
  const missing = names.filter((name) => env[name] === undefined);
  if (missing.length !== 1) return;
  const message = 'is missing: give the certificate and its key, or neither';
  context.addIssue({ code: 'custom', path: [missing[0]!], message });
}

/** The content of a file, read at the start: a wrong path is told before anything runs. */
function pem() {
  return z.string().transform((path, context) => {
    try {
      return readFileSync(resolve(path));
    } catch (error) {
      const { code } = error as { code?: string };
      context.addIssue({ code: 'custom', message: `can not be read (${code}): give the path of a file in PEM form` });
      return z.NEVER;
    }
  });
}
