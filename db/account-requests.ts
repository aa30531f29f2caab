import type { RequestStatus, WaitingFor } from '../workflows/contract.ts';
import { firstRow, rows, type Sql } from './sql.ts';

/**
 * Makes a request an account's own; a repetition changes nothing.
 * @param on a transaction
 * @returns false when the request is another account's
 */
export async function linkRequest(on: Sql, link: { requestId: string; accountId: string; at: Date }): Promise<boolean> {
  // Locked by a statement of its own: the next one then sees the link that another call was making meanwhile.
  await firstRow(on, 'select 1 from request where id = :requestId for no key update', { requestId: link.requestId });
  const linked = await firstRow<{ own: boolean }>(on, linkStatement, link);
  return linked!.own;
}

const linkStatement = `
  with linked as (
    insert into account_request (request_id, account_id, linked_at) values (:requestId, :accountId, :at::timestamptz)
    on conflict (request_id) do nothing
    returning request_id
  ), noted as (
    insert into journal (request_id, at, kind, actor) select request_id, :at::timestamptz, 'request linked', 'citizen'
    from linked
  )
  select exists (select from linked)
      or exists (select from account_request where request_id = :requestId and account_id = :accountId) as own`;

export async function isLinked(on: Sql, link: { requestId: string; accountId: string }): Promise<boolean> {
  const found = await firstRow(
    on,
    'select 1 from account_request where request_id = :requestId and account_id = :accountId',
    link,
  );
  return found !== undefined;
}

export interface AccountRequestRow {
  reference: string;
  type: string;
  revision: number;
  status: RequestStatus;
  step: string;
  outcome: string | null;
  waitingFor: WaitingFor;
  receivedAt: Date;
  endedAt: Date | null;
  trackingSealed: Buffer;
  serviceNameFr: string;
  serviceNameEn: string;
}

/** All of an account's requests: open ones first, and of each kind the latest first. */
export function requestsOfAccount(on: Sql, accountId: string): Promise<AccountRequestRow[]> {
  return rows<AccountRequestRow>(
    on,
    `select r.reference, r.type, r.revision, r.status, r.step, r.outcome, r.waiting_for as "waitingFor",
            r.received_at as "receivedAt", r.ended_at as "endedAt", r.tracking_sealed as "trackingSealed",
            s.name_fr as "serviceNameFr", s.name_en as "serviceNameEn"
     from account_request l join request r on r.id = l.request_id join service s on s.id = r.service_id
     where l.account_id = :accountId
     order by r.status = 'ended', r.received_at desc, r.id desc`,
    { accountId },
  );
}

export async function requestIdsOfAccount(on: Sql, accountId: string): Promise<string[]> {
  const linked = await rows<{ id: string }>(
    on,
    'select request_id as id from account_request where account_id = :accountId',
    { accountId },
  );
  return linked.map(({ id }) => id);
}

/** Of the account that has the request; undefined for one that none has. */
export async function accountOfRequest(on: Sql, requestId: string): Promise<string | undefined> {
  const link = await firstRow<{ id: string }>(
    on,
    'select account_id as id from account_request where request_id = :requestId',
    { requestId },
  );
  return link?.id;
}
