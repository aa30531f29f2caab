/** What a simulation gave, in the reader's words. */
import type { CrowdReport } from '../../bin/simulation/crowd-report.ts';
import type { SimulationReport } from '../../bin/simulation/report.ts';
import type { DiagramReader } from '../../templates/diagrams/words.ts';
import { emailTitles } from '../../templates/emails/titles.ts';
import type { EmailName } from '../../templates/emails.ts';
import { longDate } from '../../templates/format.ts';
import type { CrowdView, OneSimulatedView } from '../../templates/pages/designer-view.ts';
import type { Zone } from '../../workflows/contract.ts';
import { civilDate } from '../../workflows/kit/calendar.ts';
import { wordsOf } from '../../workflows/kit/words.ts';

const dayMs = 86_400_000;

export function simulatedView(result: SimulationReport, { type, lang }: DiagramReader, zone: Zone): OneSimulatedView {
  const days = result.timeline.map(({ at }) => Date.parse(civilDate(at, zone))).sort((one, other) => one - other);
  const lasted = (days.at(-1)! - days[0]!) / dayMs;
  const when = (at: string) => ({ at, atText: longDate(civilDate(new Date(at), zone), lang) });
  return {
    outcome: wordsOf(type, result.outcome.id)[lang],
    lasted: { fr: `${lasted} jours`, en: `${lasted} days` }[lang],
    timeline: result.timeline.map(({ at, text }) => ({ ...when(at), text })),
    emails: result.emails.map(({ at, template }) => ({
      ...when(at),
      title: emailTitles[template as EmailName][lang],
      url: `/concepteur/${type.id}/courriels/${template}`,
    })),
  };
}

export function crowdView(result: CrowdReport, { type, lang, services }: DiagramReader): CrowdView {
  const words = said[lang];
  const number = new Intl.NumberFormat(lang, { maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(lang, { style: 'percent' });
  const spread = ({ median, p90 }: { median: number; p90: number }) =>
    words.spread(number.format(median), number.format(p90));
  const neededText = (agents: number | null) => (agents === null ? words.noNumber : number.format(agents));
  const nameOf = (service: string) =>
    service === 'manager' ? words.managers : (services[service]?.[lang] ?? wordsOf(type, service)[lang]);
  return {
    summary: [
      { label: words.requests, value: number.format(result.requests) },
      { label: words.duration, value: spread(result.durationDays) },
      { label: words.pastDelay, value: percent.format(result.pastDelay) },
    ],
    outcomes: Object.entries(result.outcomes)
      .sort(([, one], [, other]) => other - one)
      .map(([outcome, count]) => ({
        outcome: wordsOf(type, outcome)[lang],
        share: percent.format(count / result.requests),
      })),
    services: result.services.map(({ service, agents, tasks, waitDays, busy, late }) => ({
      service: nameOf(service),
      agents: number.format(agents),
      tasks: number.format(tasks),
      wait: spread(waitDays),
      busy: percent.format(busy),
      late: percent.format(late),
      needed: neededText(result.needed[service] ?? null),
    })),
    picture: result.svg,
  };
}

const said = {
  fr: {
    requests: 'Demandes',
    duration: 'De la réception à la fin',
    pastDelay: 'Terminées après le délai annoncé',
    managers: 'Responsables',
    noNumber: 'aucun nombre ne suffit',
    spread: (median: string, most: string) => `${median} j (9 sur 10 en ${most} j)`,
  },
  en: {
    requests: 'Requests',
    duration: 'From receipt to end',
    pastDelay: 'Ended after the promised delay',
    managers: 'Managers',
    noNumber: 'no number is enough',
    spread: (median: string, most: string) => `${median} d (9 in 10 within ${most} d)`,
  },
} as const;
