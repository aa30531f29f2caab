/** What the law's time does to a request: its dates, the letter that stops it, and the decision that it makes in the end. */
import type { DataSource } from 'typeorm';
import { type DatedRequest, isKind, keepLegalDates, lockDated } from '../db/legal-dates.ts';
import { isOnPaper } from '../db/letters.ts';
import { decideBySilence, decidedBySilence, writeForDocuments } from '../db/silence.ts';
import type { Sql } from '../db/sql.ts';
import { decidingEmails, type EmailName } from '../templates/emails.ts';
import type { CloseRequest, OpenTask, SilenceState, StepKey, Zone } from '../workflows/contract.ts';
import { civilDate, instantAt } from '../workflows/kit/calendar.ts';
import { calendarVersion } from '../workflows/kit/legal-clocks.ts';
import { appealFrom, datesByNow, type LegalDate } from '../workflows/kit/silence.ts';
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
    if (request.decided || (await decidedBySilence(own, step))) return { over: true };
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
  if (request.decided || !asksForRequired(request, task.pieces)) return undefined;
  const letter = await writeForDocuments(on, task);
  if (letter && !letter.onPaper) await redate(on, request, task, zone);
  return letter?.id;
}

/** Until when a refusal may be attacked, counted from the day on which it leaves: a letter's is the one of the post. */
export async function keepAppeal(
  { db, zone }: Surroundings,
  { requestId, at, template, emailId }: CloseRequest & { emailId: string },
): Promise<void> {
  if (template !== ('request-refused' satisfies EmailName) || (await isOnPaper(db, emailId))) return;
  const dates = [appealFrom(civilDate(at, zone), zone)];
  await keepLegalDates(db, { requestId, at, version: calendarVersion, dates });
}

async function redate(on: Sql, request: DatedRequest, { requestId, at }: StepKey, zone: Zone): Promise<LegalDate[]> {
  const type = findRequestType(request.type, request.revision);
  const dates = datesByNow(type, request, { zone, closures: request.closures });
  await keepLegalDates(on, { requestId, at, version: calendarVersion, dates });
  return dates;
}

const asksForRequired = ({ type, revision }: DatedRequest, pieces: readonly string[]) =>
  pieces.some((piece) => findRequestType(type, revision).pieces[piece]?.required);
