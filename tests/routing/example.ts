/** A routing table to test with: of a type that there is, with services that the demonstration town has. */
import { pino } from 'pino';
import { routeByTable } from '../../activities/routing.ts';
import type { RoutingRule, RoutingTable } from '../../db/routing.ts';

export const rule = (
  id: string,
  conditions: Record<string, string>,
  service: string,
  fr = '',
  en = fr,
): RoutingRule => ({
  id,
  conditions,
  service,
  note: { fr, en },
});

export const streets = (...rules: RoutingRule[]): RoutingTable => ({ type: 'street-problem', rules });

export const aStreetProblem = (fields: object) => ({
  type: 'street-problem',
  citizen: { givenName: 'Camille', familyName: 'Exemple', email: 'camille@citoyen.example' },
  fields: { category: 'tree', district: 'nord', place: '1 rue de la Démonstration', description: 'Exemple', ...fields },
});

export const quietly = routeByTable(pino({ level: 'silent' }));

/** @returns the log, and every line that it was given */
export function memoryLog() {
  const lines: { msg: string; code?: string; position?: number }[] = [];
  return { log: pino({ level: 'debug' }, { write: (line: string) => void lines.push(JSON.parse(line)) }), lines };
}
