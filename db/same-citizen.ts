import type { RequestStatus } from '../workflows/contract.ts';
import { rows, type Sql } from './sql.ts';

export interface RelatedRow {
  id: string;
  reference: string;
  type: string;
  revision: number;
  serviceId: string;
  status: RequestStatus;
  step: string;
  outcome: string | null;
  receivedAt: Date;
  archivedAt: Date | null;
}

/**
 * The latest other requests in use of the same citizen that are with the given services: of the same account, from the same
 * email address, or of the same family name and telephone. A name alone is nobody's.
 */
export function requestsOfSameCitizen(
  on: Sql,
  { requestId, services }: { requestId: string; services: readonly string[] },
): Promise<RelatedRow[]> {
  return rows<RelatedRow>(
    on,
    `with same as (
       select other.request_id as id
       from account_request own join account_request other on other.account_id = own.account_id
       where own.request_id = :requestId
       union
       select r.id from request this join citizen me on me.id = this.citizen_id
       join citizen c on lower(c.email) = lower(me.email) join request r on r.citizen_id = c.id
       where this.id = :requestId
       union
       select r.id from request this join citizen me on me.id = this.citizen_id
       join citizen c on phone_digits(c.phone) = phone_digits(me.phone) join request r on r.citizen_id = c.id
       where this.id = :requestId and lower(c.family_name) = lower(me.family_name)
     )
     select r.id, r.reference, r.type, r.revision, r.service_id as "serviceId", r.status, r.step, r.outcome,
            r.received_at as "receivedAt", r.archived_at as "archivedAt"
     from same join request r on r.id = same.id
     where r.id <> :requestId and r.archived_at is null and r.service_id = any(:services)
     order by r.received_at desc limit 20`,
    { requestId, services },
  );
}
