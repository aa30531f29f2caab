/** Open tasks as the worklist lists, counts and announces them. */
import type { Channel, TaskKind, TaskRole } from '../workflows/contract.ts';
import { searchCondition, searchParameters } from './request-search.ts';
import { firstRow, rows, type Sql } from './sql.ts';

/** Whom a task waits for, as the reader sees it: the reader, the reader's services, or somebody else. */
export type View = 'mine' | 'services' | 'others';
export const views = ['mine', 'services', 'others'] as const satisfies readonly View[];

export interface WaitingFilter {
  agentId: string;
  /** The services whose tasks the reader has to do; a reader who answers visits alone, or no visa, has a shorter list. */
  services: readonly string[];
  kinds: readonly TaskKind[];
  roles: readonly TaskRole[];
  /** The services whose requests the reader may see, whoever they wait for. */
  homes: readonly string[];
  /** Without one: all that the services have to do, whoever has taken it. */
  view?: View | undefined;
  /** The requests that a search has found, of `soughtRequests`. */
  sought?: readonly string[] | undefined;
  service?: string | undefined;
  type?: string | undefined;
  channel?: Channel | undefined;
  district?: string | undefined;
  /** Days since the request was received, at least. */
  age?: number | undefined;
  /** An agent, or nobody. */
  assignee?: { id: string } | 'nobody' | undefined;
}

/** Who looks for a word that thousands have needs another word. */
export const mostSought = 1000;

/** Ids of the open requests that the search finds among those of the reader's services; at most one more than `mostSought`. */
export async function soughtRequests(
  on: Sql,
  q: string,
  { services, homes }: Pick<WaitingFilter, 'services' | 'homes'>,
): Promise<string[]> {
  const found = await rows<{ id: string }>(
    on,
    `select r.id from request r
     where r.status = 'open' and ${searchCondition(q)}
       and (r.service_id = any(:services) or r.service_id = any(:homes) or exists (
         select from task t where t.request_id = r.id and t.state = 'open' and t.service_id = any(:services)))
     limit ${mostSought + 1}`,
    { ...searchParameters(q), services, homes },
  );
  return found.map(({ id }) => id);
}

export interface Place {
  dueAt: string;
  id: string;
}

/** Ids of tasks, least time left first, after the given place. */
export async function waitingTasks(
  on: Sql,
  filter: WaitingFilter,
  limit: 101 | 1001,
  after?: Place,
): Promise<string[]> {
  const page = { ...parametersOf(filter), afterAt: after?.dueAt ?? null, afterId: after?.id ?? null };
  const arms = filter.sought ? [found(filter)] : walked(filter, limit);
  const statement = `select id from (${arms.join(' union all ')}) as listed order by due_at, id limit ${limit}`;
  return (await rows<{ id: string }>(on, statement, page)).map(({ id }) => id);
}

/** How many there are in each view, and the moment at which they were counted. */
export async function countWaiting(on: Sql, filter: WaitingFilter): Promise<Record<View, number> & { at: Date }> {
  const team = `select count(*) filter (where t.assignee_id = :agentId) as mine,
                       count(*) filter (where t.assignee_id is null or t.assignee_id = :agentId) as services,
                       count(*) filter (where t.assignee_id <> :agentId) as held
                from task t where ${conditions(filter, forTeam)}`;
  const others = `select count(*) as elsewhere from task t where ${conditions(filter, elsewhere)}`;
  const counted = await firstRow<Record<View, number> & { at: Date }>(
    on,
    `select mine::integer, services::integer, (held + elsewhere)::integer as others, now() as at
     from (${team}) as team, (${others}) as others`,
    parametersOf(filter),
  );
  return counted!;
}

/** Which tasks of the list were opened after a moment, or are among those of which something was heard; at most 100. */
export async function newlyWaiting(
  on: Sql,
  filter: WaitingFilter,
  { q, since, heard }: { q: string | undefined; since: Date; heard: readonly string[] },
): Promise<{ id: string; requestType: string; reference: string }[]> {
  return rows(
    on,
    `select t.id, t.request_type as "requestType", r.reference
     from task t join request r on r.id = t.request_id
     where (t.id = any(:heard) or t.opened_at > :since::timestamptz) and (${inView(filter.view)})
       and ${conditions(filter, 'true')}${q === undefined ? '' : ` and ${searchCondition(q)}`}
     order by t.due_at, t.id limit 100`,
    { ...parametersOf(filter), ...searchParameters(q), since, heard },
  );
}

const teamKinds = `t.kind in ('agent', 'opinion', 'intervention') and t.kind = any(:kinds) and t.role = any(:roles)`;
const forTeam = `t.service_id = any(:services) and ${teamKinds}`;
const elsewhereKinds = `(t.kind in ('citizen', 'public', 'wait') or t.service_id <> all(:services))`;
const elsewhere = `t.home_service_id = any(:homes) and ${elsewhereKinds}`;
const holders = {
  mine: 't.assignee_id = :agentId',
  services: '(t.assignee_id is null or t.assignee_id = :agentId)',
  others: 't.assignee_id <> :agentId',
};

function inView(view: View | undefined): string {
  if (view === undefined) return forTeam;
  const team = `${forTeam} and ${holders[view]}`;
  return view === 'others' ? `(${team}) or (${elsewhere})` : team;
}

/**
 * One arm for each index: service by service in the order of the list, so that a page costs its own rows and those of
 * a filter, however many wait.
 */
function walked(filter: WaitingFilter, limit: number): string[] {
  const arm = (services: string, service: string, view: string) => `
    select each.id, each.due_at from unnest(${services}::text[]) as given (service_id) cross join lateral (
      select t.id, t.due_at from task t
      where t.${service} = given.service_id and ${conditions(filter, view)} and ${afterPlace}
      order by t.due_at, t.id limit ${limit}
    ) as each`;
  if (filter.view === 'mine')
    return [`select t.id, t.due_at from task t where ${conditions(filter, inView('mine'))} and ${afterPlace}`];
  const team = filter.view ? `${teamKinds} and ${holders[filter.view]}` : teamKinds;
  const arms = [arm(':services', 'service_id', team)];
  if (filter.view === 'others') arms.push(arm(':homes', 'home_service_id', elsewhereKinds));
  return arms;
}

/** Of few requests, the tasks. */
const found = (filter: WaitingFilter) =>
  `select t.id, t.due_at from task t where ${conditions(filter, `(${inView(filter.view)})`)} and ${afterPlace}`;

const afterPlace = '(:afterAt::timestamptz is null or (t.due_at, t.id) > (:afterAt, :afterId::uuid))';

/** Only what is asked for is in the statement: each is planned for what it has to find. */
function conditions(filter: WaitingFilter, first: string): string {
  const { sought, service, type, channel, district, age, assignee } = filter;
  const asked = [
    sought !== undefined && 't.request_id = any(:sought)',
    service !== undefined && 't.service_id = :service',
    type !== undefined && 't.request_type = :type',
    channel !== undefined && 't.channel = :channel',
    district !== undefined && 't.district = :district',
    age !== undefined && `t.received_at < now() - :age * interval '1 day'`,
    assignee === 'nobody' && 't.assignee_id is null',
    typeof assignee === 'object' && 't.assignee_id = :assigneeId',
  ].filter((condition) => condition !== false);
  return ["t.state = 'open'", first, ...asked].join(' and ');
}

function parametersOf({ assignee, ...filter }: WaitingFilter): Record<string, unknown> {
  return { ...filter, assigneeId: typeof assignee === 'object' ? assignee.id : null };
}
