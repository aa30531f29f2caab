/** From what the database keeps of a request to every date that the law makes for it. */
import type { Facts, Zone } from '../contract.ts';
import { civilDate } from './calendar.ts';
import type { RequestType } from './request-type.ts';
import { type Again, type LegalDate, type Letter, legalDates } from './silence.ts';

/** Instants as ISO 8601. Of a request that was reopened, what follows is of its last round. */
export interface DatedRequest {
  type: string;
  revision: number;
  facts: Facts;
  closures: string[];
  receivedAt: Date;
  /** Civil date: by another administration, as was said at filing. */
  receivedFirstOn: string | null;
  /** How often it was reopened. */
  round: number;
  /** What its citizen was told when it was; null also for one that was reopened before silence was counted then. */
  again: Omit<Again, 'round'> | null;
  /**
   * Waits for documents that were not all there when they opened, oldest first. Where the letter that asks for them is on
   * paper, only once it was posted, on that civil date; so with those by hand.
   */
  waits: { pieces: string[]; openedAt: string; postedOn: string | null; dueAt: string; answeredAt: string | null }[];
  /** Letters by hand for documents that the law requires: by when, and when the last one came. */
  suspensions: { at: string; postedOn: string | null; until: string; endedAt: string | null }[];
  /** It has ended, was taken back, or its citizen was told an express decision. */
  decided: boolean;
  bySilence: boolean;
}

type Dated = Pick<RequestType, 'silence' | 'pieces'>;

export function datesOf(type: Dated, request: DatedRequest, zone: Zone): LegalDate[] {
  const { facts, closures, receivedAt, receivedFirstOn, round, again } = request;
  if (round > 0 && !again) return [];
  return legalDates(
    type.silence,
    {
      facts,
      receivedOn: civilDate(receivedAt, zone),
      receivedFirstOn: receivedFirstOn ?? undefined,
      letters: lettersOf(type, request, zone),
      again: again ? { round, ...again } : undefined,
    },
    { zone, closures },
  );
}

/** Only what the procedure requires stops the time: an examination does not wait for any other (CRPA, art. L114-5-1). */
export const asksForRequired = ({ pieces }: Pick<Dated, 'pieces'>, asked: readonly string[]) =>
  asked.some((piece) => pieces[piece]?.required);

function lettersOf(type: Dated, { waits, suspensions }: DatedRequest, zone: Zone): Letter[] {
  const day = (instant: string) => civilDate(instant, zone);
  const letter = (from: string, deadline: string, producedAt: string | null): Letter => ({
    from,
    deadline,
    ...(producedAt && { producedAt: day(producedAt) }),
  });
  const byProcess = waits
    .filter(({ pieces }) => asksForRequired(type, pieces))
    .map(({ openedAt, postedOn, dueAt, answeredAt }) => letter(postedOn ?? day(openedAt), day(dueAt), answeredAt));
  const byHand = suspensions.map(({ at, postedOn, until, endedAt }) => letter(postedOn ?? day(at), until, endedAt));
  return [...byProcess, ...byHand];
}
