/** A server that speaks clamd's INSTREAM, and knows one virus: EICAR's test file, which harms nobody. */
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';

/** In two parts, so that no antivirus takes this file for one. */
export const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

export interface AntivirusServer {
  address: string;
  /** How many files it was given whole. */
  examined(): number;
  /** Listens no more, and cuts what it was doing. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
}

export async function startAntivirus(): Promise<AntivirusServer> {
  let examined = 0;
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    let bytes = Buffer.alloc(0);
    socket.on('data', (more: Buffer) => {
      bytes = Buffer.concat([bytes, more]);
      const file = fileIn(bytes);
      if (!file) return;
      examined += 1;
      socket.end(file.includes(eicar) ? 'stream: Win.Test.EICAR_HDB-1 FOUND\0' : 'stream: OK\0');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return {
    address: `127.0.0.1:${port}`,
    examined: () => examined,
    async goAway() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
    async comeBack() {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
  };
}

/** Undefined until its last piece, one without length, has come. */
function fileIn(bytes: Buffer): Buffer | undefined {
  const command = 'zINSTREAM\0';
  const pieces: Buffer[] = [];
  for (let at = command.length; at + 4 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    if (length === 0)
      return bytes.toString('latin1', 0, command.length) === command ? Buffer.concat(pieces) : undefined;
    pieces.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return undefined;
}
