/** What it means that the town hall says nothing, and every date that follows from it for one request. */
import type { Facts, Zone } from '../contract.ts';
import { addDuration, addMonths, type Calendar, type CivilDate, type Duration } from './calendar.ts';
import { appealDeadline, europeanPeriod, type SilenceDates, silenceAccepts, silenceRejects } from './legal-clocks.ts';

/**
 * Silence on a request accepts it where a list says so, and rejects it otherwise (CRPA, art. L231-1 and L231-4). `none`
 * is for what asks for no decision, or has a rule of its own: the town then only promises its answer, and where a text
 * owes it by a day, that is `owed`.
 */
export type Silence =
  | { mode: 'accept' | 'reject'; within: Duration; law: string; unless?: Exceptions }
  | { mode: 'none'; owed?: { within: Duration; law: string } };

/** Other lengths of time, by a choice of the form and its options; the first that fits counts. */
type Exceptions = Readonly<Record<string, Readonly<Record<string, Duration>>>>;

/** What no text lists, as a complaint or whatever is asked in one's own words. */
export const rejectedBySilence: Silence = {
  mode: 'reject',
  within: '2 months',
  law: 'code des relations entre le public et l’administration, article L. 231-4',
};

/** What the official list of the procedures names where silence accepts (CRPA, art. D231-2). */
export const acceptedBySilence = (unless: Exceptions = {}): Silence => ({
  mode: 'accept',
  within: '2 months',
  law: 'code des relations entre le public et l’administration, article L. 231-1',
  unless,
});

export const legalDateKinds = [
  'silence',
  'last safe day',
  'claimable from',
  'appeal',
  'withdrawal',
  'answer owed',
  'reasons owed',
] as const;
export type LegalDateKind = (typeof legalDateKinds)[number];

/** A date with what it was computed from, so that it can be explained and computed again. */
export interface LegalDate {
  kind: LegalDateKind;
  /** Null while no time runs, and where silence decides nothing. */
  on: CivilDate | null;
  rule: string;
  inputs: Readonly<Record<string, unknown>>;
}

/** What the dates depend on. */
export interface LegalFacts {
  facts: Facts;
  receivedOn: CivilDate;
  /** By another administration, which has passed it on: a rejection is counted from there (CRPA, art. L114-3). */
  receivedFirstOn?: CivilDate | undefined;
  /** The waits for documents that the procedure requires, oldest first. */
  letters: readonly Letter[];
  /** Where it has ended and is looked at once more, what was before counts no more. */
  again?: Again | undefined;
}

/** A request that was reopened. */
export interface Again {
  /** How often it has been. */
  round: number;
  on: CivilDate;
  /** Its citizen wants it; otherwise the town does so by itself. */
  asked: boolean;
}

/** A letter that asks for missing documents. */
export interface Letter {
  from: CivilDate;
  deadline: CivilDate;
  /** When the last document came. */
  producedAt?: CivilDate | undefined;
}

/** Months in which an appeal may be made (CJA, art. R421-1 and R421-2). */
const appealPeriod = '2 months';
/** A decision that creates rights, and is unlawful, may be taken back for so long (CRPA, art. L242-1). */
const withdrawalMonths = 4;
/** In which the reasons of a rejection by silence are given to whoever asks for them (CRPA, art. L232-4). */
const reasonsPeriod = '1 month';
/** Whoever has a decision looked at again makes an administrative appeal, whatever silence meant for the request itself. */
const appealRejected = { mode: 'reject', within: '2 months', law: `${rejectedBySilence.law}, 2°` } as const;
/** Silence decides on what somebody has asked to be decided, and on nothing else. */
const silenceDecides = 'code des relations entre le public et l’administration, article L. 231-1';

export function legalDates(silence: Silence, request: LegalFacts, calendar: Calendar): LegalDate[] {
  if (request.again) return datesAgain(silence, request.again, request.letters, calendar);
  if (silence.mode === 'none') return silence.owed ? [answerOwed(silence.owed, request, calendar)] : [];
  const within = periodFor(silence, request.facts);
  const { receivedOn, receivedFirstOn, letters } = request;
  const known = {
    mode: silence.mode,
    period: within,
    law: silence.law,
    receivedOn,
    ...(receivedFirstOn && { receivedFirstOn }),
  };
  if (silence.mode === 'reject') {
    const dates = silenceRejects(receivedFirstOn ?? receivedOn, within, letters, calendar);
    return [...datesOf(dates, { ...known, suspensions: letters }), appealFrom(dates.due, calendar.zone)];
  }
  const completeOn = completionOf(letters);
  const dates = silenceAccepts(receivedOn, within, completeOn, calendar);
  const from = dates?.due ?? null;
  return [
    ...datesOf(dates, { ...known, completeOn: completeOn ?? receivedOn, waitsFor: completeOn === null }),
    {
      kind: 'withdrawal',
      on: from && addMonths(from, withdrawalMonths),
      rule: 'MONTHS',
      inputs: { from, months: withdrawalMonths },
    },
  ];
}

/** What it means that the town hall says nothing of a request that it has decided, and looks at once more. */
export function datesAgain(
  silence: Silence,
  { round, on, asked }: Again,
  letters: readonly Letter[],
  calendar: Calendar,
): LegalDate[] {
  const known = { round, receivedOn: on };
  if (silence.mode === 'none' || !asked) {
    const because = silence.mode === 'none' ? 'nothing to decide' : 'nobody has asked';
    return datesOf(undefined, { mode: 'none', law: silenceDecides, because, ...known });
  }
  const { mode, within, law } = appealRejected;
  const dates = silenceRejects(on, within, letters, calendar);
  const inputs = { mode, period: within, law, ...known, suspensions: letters };
  return [...datesOf(dates, inputs), appealFrom(dates.due, calendar.zone)];
}

/** The last day on which a decision may be attacked: one of silence from its birth on, another from the day it is told. */
export function appealFrom(from: CivilDate, zone: Zone): LegalDate {
  const on = appealDeadline(from, appealPeriod, zone);
  return { kind: 'appeal', on, rule: 'RECOURS_FRANC', inputs: { from, period: appealPeriod, zone } };
}

/** Whoever asks for the reasons of a rejection by silence has time to attack it until two months after they are given. */
export function reasonsAsked(askedOn: CivilDate, calendar: Calendar): [owed: LegalDate, appeal: LegalDate] {
  const period = reasonsPeriod;
  const inputs = { askedOn, period, law: 'code des relations entre le public et l’administration, article L. 232-4' };
  return [
    { kind: 'reasons owed', on: addDuration(askedOn, period, calendar), rule: 'SILENCE', inputs },
    { kind: 'appeal', on: null, rule: 'RECOURS_FRANC', inputs: { waitsFor: 'reasons', askedOn } },
  ];
}

function periodFor({ within, unless = {} }: { within: Duration; unless?: Exceptions }, facts: Facts): Duration {
  const others = Object.entries(unless).map(([choice, periods]) => periods[facts[choice] ?? '']);
  return others.find((period) => period !== undefined) ?? within;
}

/** Nothing where nothing was missing, null while something is. */
function completionOf(letters: readonly Letter[]): CivilDate | null | undefined {
  if (letters.length === 0) return undefined;
  return letters.some(({ producedAt }) => producedAt === undefined)
    ? null
    : letters
        .map(({ producedAt }) => producedAt!)
        .sort()
        .at(-1)!;
}

function datesOf(dates: SilenceDates | undefined, inputs: LegalDate['inputs']): LegalDate[] {
  const due = dates?.due ?? null;
  const { round } = inputs;
  const from = { due, ...(round !== undefined && { round }) };
  return [
    { kind: 'silence', on: due, rule: 'SILENCE', inputs },
    { kind: 'last safe day', on: dates?.lastSafe ?? null, rule: 'SILENCE', inputs: from },
    { kind: 'claimable from', on: dates?.claimableFrom ?? null, rule: 'SILENCE', inputs: from },
  ];
}

function answerOwed(
  owed: { within: Duration; law: string },
  { receivedOn }: LegalFacts,
  { zone }: Calendar,
): LegalDate {
  const { within: period, law } = owed;
  const on = europeanPeriod(receivedOn, period, zone);
  return { kind: 'answer owed', on, rule: 'EU_1182_71', inputs: { receivedOn, period, law, zone } };
}
