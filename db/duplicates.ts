import type { Facts } from '../workflows/contract.ts';
import { rows, type Sql } from './sql.ts';

/** Further apart than this, two reports are of two things; a telephone in a street is right to some tens of metres. */
const nearMetres = 150;
/** Of pg_trgm: « 12 rue des Lilas » and « devant le 14, rue des lilas » are 0.5 alike, two streets of one town under 0.3. */
const alikeFrom = 0.4;

export interface DuplicateSearch {
  type: string;
  /** Answers that must be the same. */
  same: Facts;
  /** The form's fields that say where it is. */
  near: { coordinates: string; text: string };
  /** What they hold, as typed; coordinates as « 48.8566, 2.3522 ». */
  coordinates: string | undefined;
  text: string | undefined;
  /** The services whose requests the reader may see; absent where nothing of a request is shown that tells it. */
  services?: readonly string[] | undefined;
  /** The request that duplicates are looked for. */
  except?: string | undefined;
}

export interface Duplicate {
  id: string;
  reference: string;
  place: string | null;
  receivedAt: Date;
  step: string;
  /** Between the two coordinates, where both give them. */
  distanceMetres: number | null;
  /** Of the two texts, from 0 to 1. */
  likeness: number | null;
}

/** Open requests that are likely about the same thing, at most five, the likeliest first: those measured before those alike. */
export function findDuplicates(on: Sql, search: DuplicateSearch): Promise<Duplicate[]> {
  return rows<Duplicate>(on, searchStatement, {
    type: search.type,
    same: search.same,
    coordinatesField: search.near.coordinates,
    textField: search.near.text,
    coordinates: search.coordinates ?? null,
    text: search.text ?? null,
    services: search.services ?? null,
    except: search.except ?? null,
    nearMetres,
    alikeFrom,
  });
}

// Coordinates are typed freely: what is none counts as not given.
const spot = (typed: string) => `
  (select array[m[1]::float, m[2]::float]
   from regexp_match(${typed}, '^\\s*(-?[0-8]?\\d(?:\\.\\d{1,15})?|-?90)\\s*[,; ]\\s*(-?1?\\d?\\d(?:\\.\\d{1,15})?)\\s*$') as m)`;
const folded = (text: string) => `lower(unaccent(${text}))`;

// On so few metres the earth is flat: a degree of latitude is 111 195 m, one of longitude as much times its cosine.
const searchStatement = `
  with asked as (
    select ${spot(':coordinates::text')} as spot, ${folded(':text::text')} as place
  ), candidate as (
    select r.id, r.reference, r.received_at, r.step, r.fields ->> :textField::text as place,
           ${spot('r.fields ->> :coordinatesField::text')} as spot
    from request r
    where r.type = :type and r.status = 'open' and r.withdrawn_at is null and r.joined_to is null
      and r.facts @> :same::jsonb and r.id is distinct from :except::uuid
      and (:services::text[] is null or r.service_id = any(:services))
  ), measured as (
    select candidate.*,
           111195 * sqrt(power(candidate.spot[1] - asked.spot[1], 2)
                         + power((candidate.spot[2] - asked.spot[2]) * cosd(asked.spot[1]), 2)) as distance,
           similarity(${folded('candidate.place')}, asked.place) as likeness
    from candidate cross join asked
  )
  select id, reference, place, received_at as "receivedAt", step, round(distance)::integer as "distanceMetres",
         round(likeness::numeric, 2)::float as likeness
  from measured
  where case when distance is null then likeness >= :alikeFrom else distance <= :nearMetres end
  order by distance nulls last, likeness desc, received_at
  limit 5`;
