/** Requests of the past, written straight into the tables: what no test could wait for. */
import { rows, type Sql } from '../../db/sql.ts';

export interface PastRequests {
  type: string;
  service?: string;
  channel?: string;
  outcome?: string;
  /** How many, and for the last one how many days it took; the others took 1, 2, 3 … days. Open ones take none. */
  count: number;
  open?: boolean;
  /** Instant of receipt. */
  receivedAt: string;
  /** Promised so many days after the receipt. */
  dueDays?: number;
}

export async function pastRequests(on: Sql, past: PastRequests): Promise<void> {
  const usual = { service: 'civil-status', channel: 'web', outcome: 'issued', open: false, dueDays: 5 };
  await rows(
    on,
    `with person as (
       insert into citizen (id, given_name, family_name) values (gen_random_uuid(), 'Camille', 'Exemple') returning id
     ), filed as (
       insert into request (id, reference, type, revision, citizen_id, service_id, channel, language, fields, facts, step,
                            waiting_for, received_at, due_on, tracking_hash, tracking_sealed, file_key_sealed, status,
                            outcome, ended_at)
       select gen_random_uuid(), 'P-' || gen_random_uuid(), :type, 1, person.id, :service, :channel, 'fr', '{}', '{}',
              'received', 'nobody', :receivedAt::timestamptz,
              (:receivedAt::timestamptz at time zone 'Europe/Paris')::date + :dueDays::int, '', '', '',
              case when :open::boolean then 'open' else 'ended' end, case when not :open::boolean then :outcome::text end,
              case when not :open::boolean then :receivedAt::timestamptz + number * interval '1 day' end
       from person, generate_series(1, :count::int) as number
     )
     select 1`,
    { ...usual, ...past },
  );
}
