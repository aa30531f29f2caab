import { eraseRequest } from '../../db/erasing.ts';
import { legalDatesOf } from '../../db/legal-dates.ts';
import { holdOf } from '../../db/legal-holds.ts';
import type { RequestRow } from '../../db/requests.ts';
import { restrictionOf } from '../../db/restrictions.ts';
import { civilDate } from '../../workflows/kit/calendar.ts';
import type { Words } from '../../workflows/kit/fields.ts';
import { contestableUntil, type Retention } from '../../workflows/kit/retention.ts';
import { findRequestType } from '../../workflows/request-types/index.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';

/** Why a request is kept though the person wants it erased (RGPD, art. 17(3)), in the order in which it is looked at. */
export type KeptBecause = 'open' | 'held' | 'contestable' | 'public archive';
export type MayErase = { may: true; agreement: string } | { may: false; because: KeptBecause; text: Words };

/** Whether a request may be erased because the person asks, before its time. What it says is for the answer to them. */
export async function mayErase({ db, zone }: Services, request: RequestRow): Promise<MayErase> {
  const { retention } = findRequestType(request.type, request.revision);
  const [hold, restriction, dates] = await Promise.all([
    holdOf(db, request.id),
    restrictionOf(db, request.id),
    legalDatesOf(db, request.id),
  ]);
  const endedOn = request.settledAt && civilDate(request.settledAt, zone);
  const appeal = dates.find(({ kind }) => kind === 'appeal')?.on;
  return erasable(
    { endedOn, held: (hold ?? restriction) !== undefined, appeal },
    retention,
    civilDate(Date.now(), zone),
  );
}

/** The rule by itself. @param state.endedOn null while it is open, or the request that it is joined to */
export function erasable(
  { endedOn, held, appeal }: { endedOn: string | null; held: boolean; appeal?: string | null | undefined },
  retention: Retention,
  today: string,
): MayErase {
  if (endedOn === null) return kept('open');
  if (held) return kept('held');
  if (today <= contestableUntil(endedOn, appeal)) return kept('contestable');
  // All that a town receives for its tasks is a public archive from the first day (Code du patrimoine, art. L211-4).
  return retention.earlyErasure ? { may: true, agreement: retention.earlyErasure } : kept('public archive');
}

/**
 * Erases a request at the person's wish, by the same way as a list with a visa.
 *
 * @throws Problem KEPT where the law has it kept
 */
export async function eraseForPerson(services: Services, request: RequestRow, agentId: string): Promise<void> {
  if (!(await mayErase(services, request)).may) throw new Problem('KEPT');
  await eraseRequest(services, request.id, { decidedBy: agentId });
}

const kept = (because: KeptBecause): MayErase => ({ may: false, because, text: reasons[because] });

const reasons: Readonly<Record<KeptBecause, Words>> = {
  open: {
    fr: 'La demande est en cours : ses données sont nécessaires pour y répondre (RGPD, art. 17, 3, b). Elle peut être retirée.',
    en: 'The request is under way: its data are needed to answer it (GDPR, art. 17(3)(b)). It can be withdrawn.',
  },
  held: {
    fr: 'La demande est bloquée, ou l’usage de ses données est limité, pour la constatation ou la défense de droits en justice (RGPD, art. 17, 3, e).',
    en: 'The request is held, or the use of its data restricted, to establish or defend rights in court (GDPR, art. 17(3)(e)).',
  },
  contestable: {
    fr: 'La décision peut encore être contestée : la demande en est la preuve (RGPD, art. 17, 3, e).',
    en: 'The decision can still be contested: the request is its evidence (GDPR, art. 17(3)(e)).',
  },
  'public archive': {
    fr: 'La demande est une archive publique. Elle est conservée le temps prévu, puis n’est détruite qu’avec le visa des archives départementales (RGPD, art. 17, 3, b et d ; Code du patrimoine, art. L. 211-4, L. 212-2 et R. 212-14).',
    en: 'The request is a public archive. It is kept for the time that is laid down, and destroyed with the visa of the departmental archives alone (GDPR, art. 17(3)(b) and (d); Code du patrimoine, art. L. 211-4, L. 212-2 and R. 212-14).',
  },
};
