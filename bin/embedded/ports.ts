import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';

/** A free port of 127.0.0.1: the one kept in `file` from the last start if nobody has it now. Keeps the choice there. */
export async function keptPort(file: string): Promise<number> {
  const kept = Number(await readFile(file, 'utf8').catch(() => ''));
  const port = kept > 0 && !(await portProblem(kept, '127.0.0.1')) ? kept : await freePort();
  if (port !== kept) await writeFile(file, `${port}\n`);
  return port;
}

/** A port that is free at this moment. */
export function freePort(): Promise<number> {
  return listenOnce(0, '127.0.0.1');
}

/** Why this port can not be listened on (an error code such as `EADDRINUSE`), or nothing. Without host: on all addresses. */
export function portProblem(port: number, host?: string): Promise<string | undefined> {
  return listenOnce(port, host).then(
    () => undefined,
    (error: NodeJS.ErrnoException) => error.code ?? error.message,
  );
}

function listenOnce(port: number, host?: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });
}
