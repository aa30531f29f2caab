import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { Route, Routed } from '../db/redirect.ts';
import { namedInRouting, type RequestToRoute, type RoutingRule, requestToRoute, routingTables } from '../db/routing.ts';
import { faultLine, type RoutingFault } from '../db/routing-faults.ts';
import { shortDate } from '../templates/format.ts';
import type { Facts } from '../workflows/contract.ts';
import { inTown } from '../workflows/kit/districts.ts';
import type { Words } from '../workflows/kit/fields.ts';
import type { RequestType } from '../workflows/kit/request-type.ts';
import { checkRoutingTables, requestTypeOf, routableField } from './routing-check.ts';
import { passes } from './routing-conditions.ts';

/** Routes requests by the town's table, read anew each time so that an import holds from the next request on. */
export function routeByTable(log: Logger): Route {
  return async (on, requestId) => decide(await requestToRoute(on, requestId), log);
}

/**
 * Finds the service of a request: that of the first rule of its type whose conditions all hold. Where none does, the
 * request stays where it is, and `because` says so.
 */
export function decide(request: RequestToRoute, log: Logger): Routed {
  const { type: id, revision, service, facts, rules, districts } = request;
  const written = requestTypeOf(id, revision);
  const type = written && inTown(written, districts);
  const rule = type && rules.find((one) => fits(one, type, facts, log));
  if (!rule) return { service, because: noRule };
  return { service: rule.service, because: reasonOf(rule, type, facts), rule: rule.id };
}

/**
 * Names each fault of the stored tables in the log; a rule that has become wrong, since the form has changed, would
 * otherwise be passed over in silence.
 */
export async function warnOfRoutingFaults(db: DataSource, log: Logger): Promise<void> {
  for (const { code, type, position, text } of await routingFaults(db))
    log.warn({ code, type, position }, `routing table: ${faultLine({ code, text })}`);
}

async function routingFaults(db: DataSource): Promise<RoutingFault[]> {
  return checkRoutingTables(await routingTables(db), await namedInRouting(db));
}

const noRule: Words = {
  fr: 'aucune règle de la table d’orientation ne convient, la demande reste au service qui l’a reçue',
  en: 'no rule of the routing table fits, the request stays with the service that received it',
};

function fits(rule: RoutingRule, type: RequestType, facts: Facts, log: Logger): boolean {
  return Object.entries(rule.conditions).every(([name, test]) => {
    const kind = routableField(type, name)?.kind;
    if (!kind) return false;
    try {
      return passes(test, facts[name], kind);
    } catch {
      log.warn({ type: type.id, rule: rule.id, field: name }, 'a routing condition is no FEEL and is passed over');
      return false;
    }
  });
}

/** « La propreté enlève les dépôts (nature du problème : dépôt sauvage ; quartier : Nord) ». */
function reasonOf(rule: RoutingRule, type: RequestType, facts: Facts): Words {
  const looked = Object.keys(rule.conditions);
  return { fr: sentence('fr'), en: sentence('en') };

  function sentence(lang: 'fr' | 'en'): string {
    const [colon, semicolon] = lang === 'fr' ? ['\u00a0: ', '\u202f; '] : [': ', '; '];
    const answers = looked.map((name) => `${type.form[name]!.title[lang]}${colon}${answerTo(name, lang)}`);
    // One list, so one capital letter.
    const list = answers.map((answer, index) => (index === 0 ? answer : lowerFirst(answer))).join(semicolon);
    const note = rule.note[lang];
    if (note && list) return `${note} (${lowerFirst(list)})`;
    return (
      note || list || { fr: 'règle générale de la table d’orientation', en: 'general rule of the routing table' }[lang]
    );
  }

  function answerTo(name: string, lang: 'fr' | 'en'): string {
    const field = routableField(type, name)!;
    const value = facts[name];
    if (value === undefined) return { fr: 'sans réponse', en: 'no answer' }[lang];
    return field.kind === 'date' ? shortDate(value, lang) : (field.options[value]?.[lang] ?? value);
  }
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
