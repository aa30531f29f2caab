/** Who may do what in the database: its owner changes the schema, the parts work with the rows, figures are only read. */
import pg from 'pg';
import type { DataSource, EntityManager } from 'typeorm';

export interface Roles {
  /** Addresses with user and password, as the parts have them in `DATABASE_URL`; the owner's own needs no rights. */
  app?: string | undefined;
  statistics?: string | undefined;
}

/**
 * Gives each role its rights on the schema as it is now, and takes away what it has beside them. Roles that do not exist
 * are made, with the password of their address. Safe to run again: after each migration, and after a dump was read.
 *
 * @param owner signed in as the owner of the schema
 * @throws Error in words when a role is missing and the owner may make none
 */
export function grantRights(owner: DataSource, { app, statistics }: Roles): Promise<void> {
  return owner.transaction(async (on) => {
    await on.query(`select pg_advisory_xact_lock(hashtext('guichet migration'))`);
    if (app) await grant(on, app, appRights);
    if (statistics) await grant(on, statistics, statisticsRights);
  });
}

async function grant(on: EntityManager, url: string, rights: (role: string) => string): Promise<void> {
  const { username, password } = new URL(url);
  const role = decodeURIComponent(username);
  const [{ owner }] = await on.query('select current_user as owner');
  if (role === owner) return;
  await makeRole(on, role, decodeURIComponent(password));
  await on.query(rights(pg.escapeLiteral(role)));
}

async function makeRole(on: EntityManager, role: string, password: string): Promise<void> {
  const [{ known, may }] = await on.query(
    `select exists (select from pg_roles where rolname = $1) as known,
            (select rolsuper or rolcreaterole from pg_roles where rolname = current_user) as may`,
    [role],
  );
  if (known) return;
  if (!may) {
    throw new Error(
      `the database has no role ${role}, and the owner may make none: as a superuser, create role ${role} login password '…'`,
    );
  }
  await on.query(`create role ${pg.escapeIdentifier(role)} login password ${pg.escapeLiteral(password)}`);
}

// What refuses changes by its trigger is not granted either: nobody but the owner can switch a trigger off.
const appRights = (role: string) => `
  do $$
  declare
    role text := ${role};
    kept record;
  begin
    execute format('grant connect on database %I to %I', current_database(), role);
    execute format('grant usage on schema public to %I', role);
    execute format('grant usage, select on all sequences in schema public to %I', role);
    for kept in
      select c.oid::regclass as name, c.relname = 'migration' as ours,
             exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgfoid = 'journal_refuse'::regproc) as grows
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v')
    loop
      execute format('revoke all on %s from %I', kept.name, role);
      execute format('grant %s on %s to %I',
        case when kept.ours then 'select' when kept.grows then 'select, insert' else 'select, insert, update, delete' end,
        kept.name, role);
    end loop;
  end $$`;

const statisticsRights = (role: string) => `
  do $$
  declare
    role text := ${role};
  begin
    execute format('grant connect on database %I to %I', current_database(), role);
    execute format('grant usage on schema public to %I', role);
    execute format('grant select on statistics_request, statistics_task, statistics_survey, service, closure to %I', role);
  end $$`;
