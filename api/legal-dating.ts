import { keepLegalDates, lockDated } from '../db/legal-dates.ts';
import type { Sql } from '../db/sql.ts';
import { decidingEmails } from '../templates/emails.ts';
import type { Zone } from '../workflows/contract.ts';
import { datesOf } from '../workflows/kit/dated-request.ts';
import { calendarVersion } from '../workflows/kit/legal-clocks.ts';
import { findRequestType } from '../workflows/request-types/index.ts';

/**
 * Counts the law's dates anew after something that they depend on: whoever is told of it is told the new day. What is
 * decided stays so.
 *
 * @param on the transaction that has written it
 */
export async function redate(on: Sql, { requestId, at, zone }: { requestId: string; at: Date; zone: Zone }) {
  const request = await lockDated(on, requestId, decidingEmails);
  if (request.decided || request.bySilence) return;
  const dates = datesOf(findRequestType(request.type, request.revision), request, zone);
  await keepLegalDates(on, { requestId, at: at.toISOString(), version: calendarVersion, dates });
}
