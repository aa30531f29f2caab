import { findDuplicates } from '../../db/duplicates.ts';
import { type JoinFault, joinedWith, joinRequest } from '../../db/joining.ts';
import { findRequest, type RequestRow } from '../../db/requests.ts';
import type { Sql } from '../../db/sql.ts';
import type { TaskRow } from '../../db/worklist.ts';
import { longDate } from '../../templates/format.ts';
import type { RequestView } from '../../templates/pages/agent-view.ts';
import type { Language } from '../../templates/views.ts';
import { civilDate } from '../../workflows/kit/calendar.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { wordsOf } from '../../workflows/kit/words.ts';
import { visibleServices } from '../auth/policy.ts';
import { maySee } from '../auth/sight.ts';
import { Problem, problemText } from '../problems.ts';
import { duplicatesOf } from '../public/nearby.ts';
import type { Services } from '../services.ts';
import type { AgentAccess } from './views.ts';

/** Whether an answer of a task joins its request to another one. */
export const joins = (type: RequestType, task: TaskRow, answer: string) =>
  task.kind === 'agent' && type.duplicates?.answer === answer;

interface Joining extends AgentAccess {
  at: Date;
  lang: Language;
}

/**
 * Joins a request to the one whose reference the agent gave.
 *
 * @returns why it can not be, as the database found
 * @throws Problem JOIN_TARGET_MISSING; JOIN_TARGET_REFUSED for what the agent may not see, as for none
 */
export async function join(
  on: Sql,
  { request, agent, at, lang }: Joining,
  reference: unknown,
): Promise<JoinFault | undefined> {
  if (typeof reference !== 'string' || reference === '') {
    const message = problemText('JOIN_TARGET_MISSING', lang);
    throw new Problem('JOIN_TARGET_MISSING', { errors: [{ field: 'fields.joinTo', message }] });
  }
  const target = await findRequest(on, { reference });
  if (!target || !(await maySee(on, agent, target))) throw joinRefusal('unknown', lang);
  return joinRequest(on, { requestId: request.id, to: target.id, agentId: agent.id, at });
}

export const joinRefusal = (reason: JoinFault, lang: Language, field = 'fields.joinTo') =>
  new Problem('JOIN_TARGET_REFUSED', { reason, errors: [{ field, message: faults[reason][lang] }] });

const faults: Record<JoinFault, { fr: string; en: string }> = {
  unknown: {
    fr: 'Aucune demande n’a cette référence. Vérifiez-la.',
    en: 'No request has this reference. Check it.',
  },
  itself: {
    fr: 'C’est la référence de cette demande. Donnez celle de l’autre.',
    en: 'This is the reference of this very request. Give that of the other one.',
  },
  'another type': {
    fr: 'Cette référence est celle d’une autre démarche. Donnez celle d’une demande semblable.',
    en: 'This reference is of another procedure. Give that of a request of the same kind.',
  },
  ended: {
    fr: 'Cette demande est terminée. Joignez celle-ci à une demande en cours.',
    en: 'That request has ended. Join this one to a request under way.',
  },
  'joined elsewhere': {
    fr: 'Cette demande est elle-même jointe à une autre. Donnez la référence de celle-là.',
    en: 'That request is itself joined to another. Give the reference of that one.',
  },
  'others joined': {
    fr: 'D’autres demandes sont jointes à celle-ci. Joignez plutôt l’autre demande à celle-ci.',
    en: 'Other requests are joined to this one. Join the other request to this one instead.',
  },
};

/** What the agent may join the request to while a task is open that has the answer for it. */
export async function joinView(
  services: Services,
  { request, agent }: AgentAccess,
  type: RequestType,
  task: TaskRow | undefined,
  typed: string,
  lang: Language,
): Promise<RequestView['join']> {
  if (!type.duplicates || !task?.answers.some((answer) => joins(type, task, answer))) return undefined;
  const found = await findDuplicates(services.db, {
    ...duplicatesOf(type, request.fields),
    services: visibleServices(agent),
    except: request.id,
  });
  return {
    answer: wordsOf(type, type.duplicates.answer)[lang],
    found: found.map(({ reference, place, receivedAt, step, distanceMetres, likeness }) => ({
      reference,
      url: `/agent/demandes/${reference}`,
      place: place ?? '',
      receivedOn: longDate(civilDate(receivedAt, services.zone), lang),
      step: wordsOf(type, step)[lang],
      near: distanceMetres === null ? alikeText(likeness ?? 0, lang) : distanceText(distanceMetres, lang),
      chosen: reference === typed,
    })),
    other: found.some(({ reference }) => reference === typed) ? '' : typed,
  };
}

const distanceText = (metres: number, lang: Language) => ({ fr: `à ${metres} m`, en: `${metres} m away` })[lang];
const alikeText = (likeness: number, lang: Language) => {
  const percent = Math.round(likeness * 100);
  return { fr: `lieu semblable à ${percent} %`, en: `place ${percent}% alike` }[lang];
};

/** The request that this one goes on under, or those that go on under this one. */
export async function joinedView(
  services: Services,
  request: RequestRow,
  lang: Language,
): Promise<Pick<RequestView, 'joinedTo' | 'joined'>> {
  const links = (await joinedWith(services.db, request.id)).map(({ reference, receivedAt, main, mergedBecause }) => ({
    main,
    because: mergedBecause ?? undefined,
    reference,
    url: `/agent/demandes/${reference}`,
    receivedOn: longDate(civilDate(receivedAt, services.zone), lang),
  }));
  return { joinedTo: links.find(({ main }) => main), joined: links.filter(({ main }) => !main) };
}
