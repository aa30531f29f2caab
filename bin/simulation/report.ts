/** What a simulated request came to, in the words of an agent: as a JSON document, and as text. */
import { journalText } from '../../templates/timeline.ts';
import type { Zone } from '../../workflows/contract.ts';
import { civilDate } from '../../workflows/kit/calendar.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { wordsOf } from '../../workflows/kit/words.ts';
import { services } from '../../workflows/services.ts';
import type { Simulated } from './drive.ts';

/** What `npm run simulate -- <type> --json` prints. Instants are ISO 8601, texts are French. */
export interface SimulationReport {
  type: string;
  title: string;
  reference: string;
  outcome: { id: string; text: string };
  timeline: { at: string; text: string }[];
  emails: { at: string; template: string; subject: string | null; to: string | null }[];
  waits: SimulatedWaitReport[];
  /** Names of waits for which an answer was given and that the request did not come to. */
  neverAsked: string[];
}
export interface SimulatedWaitReport {
  name: string;
  text: string;
  /** Name of the service that answers, or in whose name the citizen is asked. */
  service: string;
  openedAt: string;
  dueAt: string;
  state: 'answered' | 'expired' | 'cancelled';
  answer: { id: string; text: string } | null;
}

export function simulationReport(type: RequestType, simulated: Simulated): SimulationReport {
  const { reference, timeline, emails, waits, outcome, neverAsked } = simulated;
  const reader = { type, lang: 'fr' as const, services: serviceNames };
  const worded = (id: string) => ({ id, text: wordsOf(type, id).fr });
  return {
    type: type.id,
    title: type.title.fr,
    reference,
    outcome: worded(outcome),
    // That an email is on its way is no news beside the one that it was sent.
    timeline: timeline
      .filter(({ kind }) => kind !== 'email queued')
      .map((entry) => ({ at: entry.at.toISOString(), text: journalText(entry, reader) })),
    emails: emails.map(({ at, ...email }) => ({ at: at.toISOString(), ...email })),
    waits: waits.map(({ name, service, openedAt, dueAt, state, answer }) => ({
      name,
      text: worded(name).text,
      service: serviceNames.get(service) ?? service,
      openedAt: openedAt.toISOString(),
      dueAt: dueAt.toISOString(),
      state,
      answer: answer === null ? null : worded(answer),
    })),
    neverAsked,
  };
}

export function reportText(
  { type, title, timeline, emails, waits, outcome, neverAsked }: SimulationReport,
  zone: Zone,
): string {
  return [
    `${title} (${type})`,
    ...timeline.map(({ at, text }) => `${day(at, zone)}  ${text}`),
    '',
    'Courriels',
    ...emails.map(
      ({ at, template, subject, to }) => `${day(at, zone)}  ${subject ?? template} (${template}, à ${to ?? '–'})`,
    ),
    '',
    'Délais',
    ...waits.map(
      ({ openedAt, dueAt, text, service }) => `${day(openedAt, zone)} → ${day(dueAt, zone)}  ${text} (${service})`,
    ),
    '',
    `Fin : ${outcome.text}`,
    ...neverAsked.map((name) => `Réponse inutilisée : la demande n’est pas passée par « ${name} ».`),
  ].join('\n');
}

const serviceNames: ReadonlyMap<string, string> = new Map(Object.entries(services).map(([id, { fr }]) => [id, fr]));
const day = (at: string, zone: Zone) => civilDate(at, zone);
