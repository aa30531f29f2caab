import { execFile } from 'node:child_process';
import path from 'node:path';
import { shared } from './town.ts';

export interface Said {
  code: number;
  stdout: string;
  stderr: string;
  /** Both. */
  output: string;
}

/** Runs one of the commands of `bin/` to its end, with these settings alone. */
export function command(program: string, args: string[], settings: Record<string, string>): Promise<Said> {
  const file = path.join(shared.programs, 'bin', `${program}.js`);
  return new Promise((resolve) => {
    const options = { env: { PATH: process.env.PATH, ...settings }, maxBuffer: 10_000_000 };
    const child = execFile(process.execPath, [file, ...args], options, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr, output: stdout + stderr }),
    );
  });
}
