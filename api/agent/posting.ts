/** Printing and posting letters, and what follows from it for the law's time. */
import type { EntityManager } from 'typeorm';
import type { AgentRow } from '../../db/agents.ts';
import { keepLegalDates } from '../../db/legal-dates.ts';
import { type LetterRow, lettersById, markNotPosted, markPosted, markPrinted } from '../../db/letters.ts';
import { findRequest, type RequestRow } from '../../db/requests.ts';
import { unseal } from '../../db/secrets.ts';
import { renderPostedLetters } from '../../templates/documents/posted.ts';
import type { PostedLetterView } from '../../templates/documents/view.ts';
import type { LetterWords } from '../../templates/emails/letter-words.ts';
import type { EmailName } from '../../templates/emails.ts';
import { postedLetterView } from '../../templates/letter-views.ts';
import { calendarVersion } from '../../workflows/kit/legal-clocks.ts';
import { appealFrom, type LegalDate } from '../../workflows/kit/silence.ts';
import { can } from '../auth/policy.ts';
import { keepReading } from '../auth/reading.ts';
import { redate } from '../legal-dating.ts';
import { isId } from '../parse.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';

/** Letters whose words are there, as the agent may print and post them. @throws Problem NOT_FOUND, for a foreign one as for none */
export async function ownLetters({ db }: Services, agent: AgentRow, ids: readonly string[]) {
  if (!ids.every(isId)) throw new Problem('NOT_FOUND');
  const letters = await lettersById(db, ids);
  if (letters.length < ids.length || letters.some((letter) => !can(agent, 'post letter', letter))) {
    throw new Problem('NOT_FOUND');
  }
  return letters.filter(({ worded }) => worded);
}

type OwnLetter = Awaited<ReturnType<typeof ownLetters>>[number];

/** One file of all of them; that it was made is noted, at each letter the first time. */
export async function print(
  services: Services,
  agent: AgentRow,
  letters: readonly [OwnLetter, ...OwnLetter[]],
): Promise<Buffer> {
  const requests = new Map<string, RequestRow>();
  for (const { requestId } of letters) {
    if (requests.has(requestId)) continue;
    const request = await findRequest(services.db, { id: requestId });
    if (!request) throw new Problem('NOT_FOUND');
    await keepReading(services, { request, agent });
    requests.set(requestId, request);
  }
  const views = letters.map(({ requestId, wordsSealed, createdAt }) => {
    const words: LetterWords = JSON.parse(unseal(services.key, wordsSealed!).toString());
    return postedLetterView(services.town, requests.get(requestId)!, { words, createdAt, zone: services.zone });
  });
  const file = await renderPostedLetters(views as [PostedLetterView, ...PostedLetterView[]]);
  await markPrinted(services.db, { ids: letters.map(({ id }) => id), agentId: agent.id, at: new Date() });
  return file;
}

/** @returns how many were; what a colleague has posted meanwhile, or the operator mailed, is not counted */
export function post(services: Services, agent: AgentRow, letters: readonly LetterRow[], on: string): Promise<number> {
  return services.db.transaction(async (own) => {
    const at = new Date();
    const posted = await markPosted(own, { ids: letters.map(({ id }) => id), agentId: agent.id, at, on });
    for (const letter of letters.filter(({ id }) => posted.includes(id))) {
      await countAnew(own, services, letter, { at, postedOn: on });
    }
    return posted.length;
  });
}

/** @returns false when it is not said to be posted */
export function unpost(services: Services, agent: AgentRow, letter: LetterRow): Promise<boolean> {
  return services.db.transaction(async (own) => {
    const at = new Date();
    const undone = await markNotPosted(own, { id: letter.id, agentId: agent.id, at });
    if (undone) await countAnew(own, services, letter, { at, postedOn: null });
    return undone;
  });
}

/**
 * What was not posted has reached nobody: it suspends nothing, and begins no time for an appeal. On the day of the post
 * both begin, as far as the town hall can know.
 */
async function countAnew(
  on: EntityManager,
  { zone }: Services,
  { requestId, template }: LetterRow,
  { at, postedOn }: { at: Date; postedOn: string | null },
): Promise<void> {
  if (begins.includes(template)) {
    const dates = [appeal(postedOn, zone)];
    await keepLegalDates(on, { requestId, at: at.toISOString(), version: calendarVersion, dates });
  }
  if (suspends.includes(template)) await redate(on, { requestId, at, zone });
}

const begins: readonly string[] = ['request-refused', 'reasons-given'] satisfies EmailName[];
const suspends: readonly string[] = ['documents-awaited', 'answer-postponed'] satisfies EmailName[];

function appeal(postedOn: string | null, zone: Services['zone']): LegalDate {
  if (postedOn) return appealFrom(postedOn, zone);
  return { kind: 'appeal', on: null, rule: 'RECOURS_FRANC', inputs: { from: null, zone } };
}
