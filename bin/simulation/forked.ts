import { execFile } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Simulations } from '../../api/services.ts';

const limitMs = 60_000;
const extension = extname(import.meta.url);
/** Of the sources, or of `dist/`. */
const root = fileURLToPath(new URL('../..', import.meta.url));
const loader = extension === '.ts' ? ['--import', 'tsx'] : [];
const run = promisify(execFile);

/**
 * The simulations as programs of their own: one takes seconds of processor time, and an engine with it, while the pages
 * must go on answering. One at a time.
 *
 * @param env what the programs are told beside the path: the data folder, from which they take engine and bundle
 */
export function simulationPrograms(env: Record<string, string>): Simulations {
  let busy = false;

  async function simulate<Result>(program: string, args: readonly string[]): Promise<Result | 'busy' | Error> {
    if (busy) return 'busy';
    busy = true;
    try {
      const { stdout } = await run(process.execPath, [...loader, `bin/${program}${extension}`, ...args, '--json'], {
        cwd: root,
        env: { PATH: process.env.PATH, ...env },
        timeout: limitMs,
        killSignal: 'SIGTERM',
        maxBuffer: 16_000_000,
      });
      return JSON.parse(stdout) as Result;
    } catch (error) {
      const line = (error as { stderr?: string }).stderr?.trim().split('\n').at(-1);
      return new Error(line || `the simulation did not end within ${limitMs / 1000} s`);
    } finally {
      busy = false;
    }
  }

  return { one: (args) => simulate('simulate', args), crowd: (args) => simulate('simulate-crowd', args) };
}
