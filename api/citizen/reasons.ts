import { newId } from '../../db/ids.ts';
import { journalOf } from '../../db/journal.ts';
import { isKind, legalDatesOf } from '../../db/legal-dates.ts';
import type { RequestRow } from '../../db/requests.ts';
import { askReasons } from '../../db/silence.ts';
import { type LegalStanding, legalStanding } from '../../templates/legal-standing.ts';
import { silenceOrdinal } from '../../workflows/contract.ts';
import { civilDate } from '../../workflows/kit/calendar.ts';
import { calendarVersion } from '../../workflows/kit/legal-clocks.ts';
import { type LegalDate, reasonsAsked } from '../../workflows/kit/silence.ts';
import { type Answer, once } from '../idempotency.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import type { Access } from './access.ts';

export interface ReasonsAsked {
  reference: string;
  reasonsBy: string;
}

/**
 * Asks why silence has rejected a request: the service owes the reasons within a month, and the time to appeal waits for
 * them (CRPA, art. L232-4).
 *
 * @throws Problem FORBIDDEN for an agent, REASONS_NOT_OWED
 */
export async function askForReasons(
  services: Services,
  { request, agent }: Access,
  key: string | undefined,
): Promise<Answer<ReasonsAsked>> {
  if (agent) throw new Problem('FORBIDDEN');
  const { zone } = services;
  const call = { scope: `reasons ${request.id}`, key, body: { of: request.id } };
  return once(services, call, async (transaction) => {
    const [dates, journal] = [await legalDatesOf(transaction, request.id), await journalOf(transaction, request.id)];
    if (!mayAskForReasons(services, request, dates, legalStanding(journal))) throw new Problem('REASONS_NOT_OWED');
    const at = new Date();
    const [owed, appeal] = reasonsAsked(civilDate(at, zone), { zone, closures: [] });
    const legal = { version: calendarVersion, dates: [owed, appeal] };
    const asking = { requestId: request.id, emailId: newId(), silenceOrdinal, at, legal };
    if (!(await askReasons(transaction, asking))) throw new Problem('REASONS_NOT_OWED');
    return { status: 200, body: { reference: request.reference, reasonsBy: owed.on! } };
  });
}

/**
 * Silence has rejected it, nobody has decided since, and the time to appeal runs: without an end where the citizen has not
 * had an acknowledgement with the court (CRPA, art. L112-6).
 */
export function mayAskForReasons(
  { town, zone }: Pick<Services, 'town' | 'zone'>,
  { status, withdrawnAt }: RequestRow,
  dates: readonly LegalDate[],
  { bySilence, expressly, acknowledged }: LegalStanding,
): boolean {
  const silence = dates.find(isKind('silence'));
  const appeal = dates.find(isKind('appeal'));
  if (status !== 'open' || withdrawnAt || !bySilence || expressly || silence?.inputs.mode !== 'reject') return false;
  // Once they are asked for, the time to appeal no longer begins with the silence.
  if (!appeal || appeal.inputs.from !== silence.on) return false;
  return !acknowledged || !town.appeal || civilDate(Date.now(), zone) <= appeal.on!;
}
