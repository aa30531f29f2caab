import type { Facts } from '../workflows/contract.ts';
import type { District } from '../workflows/kit/districts.ts';
import type { Words } from '../workflows/kit/fields.ts';
import { listDistricts } from './districts.ts';
import { firstRow, rows, type Sql } from './sql.ts';

/** A line of the routing table of one request type. */
export interface RoutingRule {
  /** Unique within the type. */
  id: string;
  /** A FEEL unary test for each field that counts; the others may be anything. */
  conditions: Readonly<Record<string, string>>;
  service: string;
  note: Words;
}

/** The rules of one request type, in the order in which they are tried. */
export interface RoutingTable {
  type: string;
  rules: readonly RoutingRule[];
}

const ruleJson = `
  json_build_object('id', rule.id, 'conditions', rule.conditions, 'service', rule.service_id,
                    'note', json_build_object('fr', rule.note_fr, 'en', rule.note_en)) order by rule.position`;

const districtJson = `
  json_build_object('id', id, 'nameFr', name_fr, 'nameEn', name_en, 'round', round_id, 'open', open)`;

/** Every table, or that of one type; no row for a type without rules. */
export function routingTables(on: Sql, type?: string): Promise<RoutingTable[]> {
  return rows<RoutingTable>(
    on,
    `select type, json_agg(${ruleJson}) as rules from routing_rule rule
     where :type::text is null or type = :type group by type order by type`,
    { type: type ?? null },
  );
}

export interface RequestToRoute {
  type: string;
  revision: number;
  service: string;
  /** Choices and planned dates, and nothing else of the form. */
  facts: Facts;
  rules: readonly RoutingRule[];
  districts: readonly District[];
}

/** All that the routing of a request takes, in one read. */
export async function requestToRoute(on: Sql, requestId: string): Promise<RequestToRoute> {
  const request = await firstRow<RequestToRoute>(
    on,
    `select type, revision, service_id as service, facts,
            coalesce((select json_agg(${ruleJson}) from routing_rule rule where rule.type = request.type), '[]') as rules,
            coalesce((select json_agg(${districtJson}) from district), '[]') as districts
     from request where id = :requestId`,
    { requestId },
  );
  return request!;
}

/**
 * Replaces the tables of the given types, each as a whole; other types keep theirs.
 *
 * @param on a transaction
 * @throws the driver's error when a service is unknown
 */
export async function replaceRoutingTables(on: Sql, tables: readonly RoutingTable[]): Promise<void> {
  // One import after the other: two at once would each delete the rules that it sees and collide on what they insert.
  await rows(on, `select pg_advisory_xact_lock(hashtext('guichet routing'))`);
  await rows(
    on,
    `with removed as (delete from routing_rule where type = any (:types::text[]) returning 1)
     select count(*) from removed`,
    { types: tables.map(({ type }) => type) },
  );
  const lines = tables.flatMap(({ type, rules }) =>
    rules.map((rule, index) => ({ ...rule, type, position: index + 1 })),
  );
  await rows(
    on,
    `with written as (
       insert into routing_rule (type, id, position, conditions, service_id, note_fr, note_en)
       select type, id, position, conditions, service, note ->> 'fr', note ->> 'en'
       from jsonb_to_recordset(:lines::jsonb)
         as line (type text, id text, position integer, conditions jsonb, service text, note jsonb)
       returning 1
     )
     select count(*) from written`,
    { lines: JSON.stringify(lines) },
  );
}

/** What a routing table may name: the town's services by their ids, and its districts. */
export interface NamedInRouting {
  services: readonly string[];
  districts: readonly District[];
}

export async function namedInRouting(on: Sql): Promise<NamedInRouting> {
  return { services: await serviceIds(on), districts: await listDistricts(on) };
}

export async function serviceIds(on: Sql): Promise<string[]> {
  const services = await rows<{ id: string }>(on, 'select id from service order by id');
  return services.map(({ id }) => id);
}
