/** How long requests are kept, as data: what people are told and what the purge does are made from the same lines. */
import { addMonths, type CivilDate } from './calendar.ts';
import type { Words } from './fields.ts';

/** The three ages of a request (Code du patrimoine, art. L212-2), counted from its end. */
export interface Retention {
  /** In daily use. */
  active: Period;
  /** After that: no longer in use, kept for evidence. */
  intermediate?: Period;
  /** Then: destroyed, handed to the archives whole, or sorted by them. What is to be kept is never purged. */
  fate: Fate;
  /** The text or the agreement that the times come from; without one they are proposed. */
  law?: string;
  /**
   * Under which agreement with the departmental archives (art. L212-3) a request may be erased before, when the person
   * asks. Without one it is a public archive until a list has their visa.
   */
  earlyErasure?: string;
}
export type Period = `${number} ${'month' | 'months' | 'year' | 'years'}`;
export type Fate = 'destroy' | 'keep' | 'sort';

/** Where the times come from, in French as the texts are. */
export const retentionLaw = ({ law }: Retention) =>
  law ?? 'Durée proposée, à arrêter avec les archives départementales (instruction DGP/SIAF/2014/006)';

/** Two months to contest a decision before the court (Code de justice administrative, art. R421-1), and one for its way. */
const contestableMonths = 3;
/** Where the time to contest has not begun to run, as without a complete acknowledgement: a year (CE, 13 July 2016, no. 387763). */
const contestableAtMostMonths = 12;

/**
 * The last day on which a decision may be contested.
 * @param appeal the day that was told; null where no time runs, undefined where none was told
 */
export function contestableUntil(endedOn: CivilDate, appeal?: CivilDate | null): CivilDate {
  const usual = addMonths(endedOn, appeal === null ? contestableAtMostMonths : contestableMonths);
  return appeal && appeal > usual ? appeal : usual;
}

/** From the end of the request to its fate; no type is kept for less than its decisions can be contested. */
export const monthsKept = ({ active, intermediate }: Retention) =>
  Math.max(contestableMonths, monthsOf(active) + (intermediate === undefined ? 0 : monthsOf(intermediate)));

/** From the end of the request to the intermediate archives; what may be contested is in use. */
export const monthsActive = ({ active }: Retention) => Math.max(contestableMonths, monthsOf(active));

/** « Un an après la fin de la demande, puis cinq ans en archives intermédiaires », without a capital. */
export function retentionWords({ active, intermediate, fate }: Retention): Words {
  const later = intermediate && {
    fr: `, puis ${periodWords(intermediate).fr} en archives intermédiaires`,
    en: `, then ${periodWords(intermediate).en} in the intermediate archives`,
  };
  return {
    fr: `${periodWords(active).fr} après la fin de la demande${later?.fr ?? ''}${fates[fate].fr}`,
    en: `${periodWords(active).en} after the request’s end${later?.en ?? ''}${fates[fate].en}`,
  };
}

const fates: Readonly<Record<Fate, Words>> = {
  destroy: { fr: '', en: '' },
  keep: { fr: ', puis versement aux archives', en: ', then handed to the archives' },
  sort: { fr: ', puis tri par les archives', en: ', then sorted by the archives' },
};

function monthsOf(period: Period): number {
  const [count, unit] = period.split(' ') as [string, string];
  return Number(count) * (unit.startsWith('year') ? 12 : 1);
}

function periodWords(period: Period): Words {
  const months = monthsOf(period);
  if (months % 12 !== 0) return { fr: `${months} mois`, en: `${months} month${months > 1 ? 's' : ''}` };
  const years = months / 12;
  return { fr: years === 1 ? 'un an' : `${years} ans`, en: years === 1 ? 'one year' : `${years} years` };
}
