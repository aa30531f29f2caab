/** What a crowd came to: as a JSON document, and as text. */
import { wordsOf } from '../../workflows/kit/words.ts';
import { services } from '../../workflows/services.ts';
import type { CrowdPlan, CrowdResult } from './crowd.ts';
import type { Spread } from './spread.ts';

/** What `npm run simulate:crowd -- <type> --json` prints. */
export interface CrowdReport extends CrowdResult {
  type: string;
  /** Agents that each service needs for one task in twenty to be late; null where no number of them is enough. */
  needed: Record<string, number | null>;
  /** The waiting times as a picture, in French. */
  svg: string;
}

export function crowdReport(
  { type }: CrowdPlan,
  result: CrowdResult,
  needed: Record<string, number | null>,
  svg: string,
): CrowdReport {
  return { type: type.id, ...result, needed, svg };
}

export function crowdText({ type, requestsPerDay, days }: CrowdPlan, report: CrowdReport): string {
  return [
    `${type.title.fr} : ${report.requests} demandes (${number(requestsPerDay)} par jour pendant ${days} jours)`,
    `Durée, médiane / 9 sur 10 : ${daysOf(report.durationDays)} ; au-delà du délai annoncé : ${share(report.pastDelay)}`,
    ...Object.entries(report.outcomes).map(
      ([outcome, count]) => `  ${wordsOf(type, outcome).fr} : ${share(count / report.requests)}`,
    ),
    ...report.services.flatMap(({ service, agents, tasks, waitDays, busy, late }) => [
      `${serviceName(service)} : ${agents} agent${agents > 1 ? 's' : ''}, ${tasks} tâches`,
      `  attente ${daysOf(waitDays)}, occupés à ${share(busy)}, en retard ${share(late)}`,
      `  ${neededText(report.needed[service]!)}`,
    ]),
  ].join('\n');
}

/** An expert outside the town hall has no id: the name is all there is. */
export function serviceName(service: string): string {
  if (service === 'manager') return 'Responsables';
  return services[service as keyof typeof services]?.fr ?? service;
}

const neededText = (agents: number | null) =>
  agents === null
    ? 'aucun nombre d’agents ne suffit : le délai est plus court que les jours de fermeture'
    : `il en faut ${agents} pour qu’une tâche sur vingt au plus soit en retard`;

const number = (value: number) => value.toLocaleString('fr-FR');
const share = (part: number) => `${Math.round(part * 100)} %`;
const daysOf = ({ median, p90 }: Spread) => `${tenths(median)} / ${tenths(p90)} j`;
const tenths = (days: number) => days.toLocaleString('fr-FR', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
