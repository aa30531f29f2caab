/** The antivirus over its own protocol, clamd's INSTREAM: the file goes over the wire, and nothing is shared but that. */
import { connect, type Socket } from 'node:net';
import type { Readable } from 'node:stream';

export interface Antivirus {
  /**
   * @returns the name of the virus that is in the file, if there is one
   * @throws when there is no answer: `code` is the socket's, ANTIVIRUS_SILENT or ANTIVIRUS_REFUSED
   */
  examine(file: Readable): Promise<string | undefined>;
}

/** A file of many layers takes a minute. */
const silenceMs = 90_000;

/** @param address `host:port` */
export function createAntivirus(address: string): Antivirus {
  const { hostname, port } = new URL(`tcp://${address}`);
  return {
    async examine(file) {
      const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) });
      socket.setTimeout(silenceMs, () => socket.destroy(failure('ANTIVIRUS_SILENT')));
      try {
        const answer = answerOf(socket);
        // It may answer before the end, and want no more: that something is too large for it.
        await Promise.race([answer, send(socket, file)]);
        return verdictOf(await answer);
      } finally {
        socket.destroy();
        file.destroy();
      }
    },
  };
}

/** Each piece with its length before it; one without length is the end. */
async function send(socket: Socket, file: Readable): Promise<void> {
  await write(socket, Buffer.from('zINSTREAM\0'));
  for await (const chunk of file as AsyncIterable<Buffer>) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(chunk.length);
    await write(socket, Buffer.concat([length, chunk]));
  }
  await write(socket, Buffer.alloc(4));
}

const write = (socket: Socket, bytes: Buffer) =>
  new Promise<void>((resolve, reject) => socket.write(bytes, (error) => (error ? reject(error) : resolve())));

function answerOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    socket.on('data', (bytes: Buffer) => {
      answer += bytes.toString('latin1');
      if (answer.includes('\0')) resolve(answer.slice(0, answer.indexOf('\0')));
    });
    socket.once('error', reject);
    socket.once('close', () => reject(failure('ANTIVIRUS_SILENT')));
  });
}

/** « stream: OK », « stream: Win.Test.EICAR_HDB-1 FOUND », or an error that ends in ERROR. */
function verdictOf(answer: string): string | undefined {
  if (answer === 'stream: OK') return undefined;
  const virus = /^stream: (.+) FOUND$/.exec(answer)?.[1];
  if (virus === undefined) throw failure('ANTIVIRUS_REFUSED');
  return virus;
}

const failure = (code: string) => Object.assign(new Error(code), { code });
