/** What the law's time does to a request: its dates, the letter that stops it, and the decision that it makes in the end. */
import type { DataSource } from 'typeorm';
import { isKind, keepLegalDates, legalDatesOf, lockDated } from '../db/legal-dates.ts';
import { isOnPaper } from '../db/letters.ts';
import { decideBySilence, writeForDocuments } from '../db/silence.ts';
import type { Sql } from '../db/sql.ts';
import { decidingEmails, type EmailName } from '../templates/emails.ts';
import type { OpenTask, QueueEmail, SilenceState, StepKey, Zone } from '../workflows/contract.ts';
import { civilDate, instantAt } from '../workflows/kit/calendar.ts';
import { asksForRequired, type DatedRequest, datesOf } from '../workflows/kit/dated-request.ts';
import { calendarVersion } from '../workflows/kit/legal-clocks.ts';
import { appealFrom, type LegalDate } from '../workflows/kit/silence.ts';
import { findRequestType } from '../workflows/request-types/index.ts';

interface Surroundings {
  db: DataSource;
  zone: Zone;
}

const letters = { accept: 'silence-accepted', reject: 'silence-rejected' } as const satisfies Record<string, EmailName>;

/** @returns also the letter's id, where silence has decided */
export function watchSilence({ db, zone }: Surroundings, step: StepKey): Promise<SilenceState & { emailId?: string }> {
  return db.transaction(async (own) => {
    const request = await lockDated(own, step.requestId, decidingEmails);
    if (request.bySilence) return { over: true, ...(await reasonsDue(own, step.requestId)) };
    if (request.decided) return { over: true };
    const dates = await redate(own, request, step, zone);
    const silence = dates.find(isKind('silence'));
    const claimableFrom = dates.find(isKind('claimable from'))?.on;
    if (!silence?.on || !claimableFrom) return { over: false };
    const from = instantAt(claimableFrom, zone, 0);
    if (from > Date.parse(step.at)) return { over: false, until: new Date(from).toISOString() };
    const { mode } = silence.inputs as { mode: keyof typeof letters };
    const emailId = await decideBySilence(own, { ...step, mode, on: silence.on, template: letters[mode] });
    return { over: true, emailId };
  });
}

/** By when its citizen is owed the reasons of a rejection by silence, where they are asked for and not given. */
async function reasonsDue(on: Sql, requestId: string): Promise<{ reasonsBy?: string }> {
  const dates = await legalDatesOf(on, requestId);
  const given = dates.find(isKind('appeal'))?.inputs.waitsFor !== 'reasons';
  return given ? {} : { reasonsBy: dates.find(isKind('reasons owed'))!.on! };
}

/**
 * Asks in a letter for the documents that a wait has just opened for, and counts the law's time anew. Only what the
 * procedure requires stops the time: an examination does not wait for any other (CRPA, art. L114-5-1). A letter on paper
 * stops it from the day of its post on.
 *
 * @param on the transaction that has opened the wait
 * @returns the letter's id
 */
export async function askInWriting(on: Sql, task: OpenTask, zone: Zone): Promise<string | undefined> {
  const request = await lockDated(on, task.requestId, decidingEmails);
  const type = findRequestType(request.type, request.revision);
  if (request.decided || !asksForRequired(type, task.pieces)) return undefined;
  const letter = await writeForDocuments(on, task);
  if (letter && !letter.onPaper && !request.bySilence) await redate(on, request, task, zone);
  return letter?.id;
}

/**
 * Until when a refusal may be attacked, counted from the day on which it leaves, and one by silence from its reasons: a
 * letter's is the one of the post.
 */
export async function keepAppeal(
  { db, zone }: Surroundings,
  { requestId, at, template, emailId }: QueueEmail & { emailId: string },
): Promise<void> {
  const from: readonly string[] = ['request-refused', 'reasons-given'] satisfies EmailName[];
  if (!from.includes(template) || (await isOnPaper(db, emailId))) return;
  const dates = [appealFrom(civilDate(at, zone), zone)];
  await keepLegalDates(db, { requestId, at, version: calendarVersion, dates });
}

async function redate(on: Sql, request: DatedRequest, { requestId, at }: StepKey, zone: Zone): Promise<LegalDate[]> {
  const dates = datesOf(findRequestType(request.type, request.revision), request, zone);
  await keepLegalDates(on, { requestId, at, version: calendarVersion, dates });
  return dates;
}
