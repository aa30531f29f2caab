/** The law's dates of one request in the reader's words: in its acknowledgement, its letters and on its pages. */
import type { Channel } from '../workflows/contract.ts';
import type { LegalDate, LegalDateKind } from '../workflows/kit/silence.ts';
import { longDate } from './format.ts';
import { unbreakable } from './texts.ts';
import type { Language, TownView } from './views.ts';

/** Of a request on which silence has no say, only `owed` may be there, where a text says by when an answer is owed. */
export interface LegalView {
  mode: 'accept' | 'reject' | 'none';
  law: string;
  /** The day on which silence decides; undefined while a document is missing that must come first. */
  on: string | undefined;
  lastSafe: string | undefined;
  claimableFrom: string | undefined;
  /** Until when an appeal may be made from an implied rejection. */
  appealUntil: string | undefined;
  /** Until when an implied acceptance that is unlawful may be taken back. */
  withdrawableUntil: string | undefined;
  owedOn: string | undefined;
  /** By when the reasons of a rejection by silence are owed to whoever has asked for them; then the appeal waits for them. */
  reasonsBy: string | undefined;
  /** Since it was reopened, with its day; and why silence decides nothing of it then. */
  again: { on: string; because: 'nothing to decide' | 'nobody has asked' | undefined } | undefined;
  /** « Reçue le … + 2 mois, suspendu 10 jours du … au … » */
  explained: string;
}

export function legalView(dates: readonly LegalDate[], lang: Language): LegalView {
  const of = (kind: LegalDateKind) => dates.find((date) => date.kind === kind);
  const day = (kind: LegalDateKind) => dayOf(of(kind)?.on, lang);
  const rule = of('silence') ?? of('answer owed');
  const inputs = (rule?.inputs ?? {}) as unknown as RuleInputs;
  return {
    mode: inputs.mode ?? 'none',
    law: inputs.law ?? '',
    on: day('silence'),
    lastSafe: day('last safe day'),
    claimableFrom: day('claimable from'),
    appealUntil: day('appeal'),
    withdrawableUntil: day('withdrawal'),
    owedOn: day('answer owed'),
    reasonsBy: of('appeal')?.inputs.waitsFor === 'reasons' ? day('reasons owed') : undefined,
    again: inputs.round === undefined ? undefined : { on: longDate(inputs.receivedOn, lang), because: inputs.because },
    explained: rule ? explained(rule, inputs, lang) : '',
  };
}

interface RuleInputs {
  mode?: LegalView['mode'];
  /** How often it was reopened, if it was, and why silence then decides nothing. */
  round?: number;
  because?: 'nothing to decide' | 'nobody has asked';
  period: string;
  law?: string;
  receivedOn: string;
  receivedFirstOn?: string;
  completeOn?: string | null;
  waitsFor?: boolean;
  suspensions?: { from: string; deadline: string; producedAt?: string }[];
}

function explained({ on }: LegalDate, inputs: RuleInputs, lang: Language): string {
  const { receivedOn, waitsFor, because, suspensions = [] } = inputs;
  if (because) return unbreakableIn(nothingDecided[because](longDate(receivedOn, lang), inputs.law!), lang);
  const period = periodText(inputs.period, lang);
  const received = longDate(receivedOn, lang);
  if (waitsFor) {
    return {
      fr: `Reçue le ${received}. Le délai de ${period} commence quand tous les documents demandés sont là.`,
      en: `Received on ${received}. The ${period} begin when all the documents that were asked for are there.`,
    }[lang];
  }
  const stops = suspensions.map((one) => suspensionText(one, lang)).filter((text) => text !== '');
  const due = dayOf(on, lang)!;
  return {
    fr: unbreakable(`${[`${startText(inputs, lang)}, plus ${period}`, ...stops].join(', ')} : le ${due}.`),
    en: `${[`${startText(inputs, lang)}, plus ${period}`, ...stops].join(', ')}: ${due}.`,
  }[lang];
}

/** Of a request that is looked at once more. */
const nothingDecided: Record<
  NonNullable<RuleInputs['because']>,
  (day: string, law: string) => Record<Language, string>
> = {
  'nothing to decide': (day, law) => ({
    fr: `Rouverte le ${day}. Ce qui est demandé n’appelle pas de décision : le silence de la mairie n’en fait naître aucune (${law}).`,
    en: `Reopened on ${day}. What is asked for takes no decision, so silence makes none (${law}).`,
  }),
  'nobody has asked': (day, law) => ({
    fr: `Rouverte le ${day} par la mairie elle-même. La loi ne donne d’effet qu’au silence gardé sur une demande (${law}) : la décision déjà prise vaut jusqu’à la prochaine, et le délai pour l’attaquer continue.`,
    en: `Reopened on ${day} by the town hall itself. The law gives effect only to silence on a request (${law}): the decision that was made stands until the next, and the time to appeal against it goes on.`,
  }),
};

const unbreakableIn = (words: Record<Language, string>, lang: Language) =>
  lang === 'fr' ? unbreakable(words.fr) : words.en;

/** From which day the time is counted, and why from that one. */
function startText({ mode, round, receivedOn, receivedFirstOn, completeOn }: RuleInputs, lang: Language): string {
  const day = (date: string) => longDate(date, lang);
  if (round !== undefined) {
    return {
      fr: `Demande de réexamen reçue le ${day(receivedOn)}`,
      en: `Asked on ${day(receivedOn)} to look at it again`,
    }[lang];
  }
  if (mode === 'reject' && receivedFirstOn) {
    return {
      fr: `Reçue d’abord par une autre administration le ${day(receivedFirstOn)}`,
      en: `First received by another authority on ${day(receivedFirstOn)}`,
    }[lang];
  }
  if (completeOn && completeOn !== receivedOn) {
    return { fr: `Complète le ${day(completeOn)}`, en: `Complete on ${day(completeOn)}` }[lang];
  }
  return { fr: `Reçue le ${day(receivedOn)}`, en: `Received on ${day(receivedOn)}` }[lang];
}

/** Nothing where the documents came on the day on which they were asked for. */
function suspensionText({ from, deadline, producedAt }: NonNullable<RuleInputs['suspensions']>[0], lang: Language) {
  const until = producedAt && producedAt < deadline ? producedAt : deadline;
  const days = (Date.parse(until) - Date.parse(from)) / 86_400_000;
  if (days <= 0) return '';
  const [first, last] = [longDate(from, lang), longDate(until, lang)];
  const many = days > 1 ? 's' : '';
  return {
    fr: `suspendu ${days} jour${many} du ${first} au ${last}`,
    en: `suspended for ${days} day${many} from ${first} to ${last}`,
  }[lang];
}

function periodText(period: string, lang: Language): string {
  const [count, unit] = period.split(' ') as [string, string];
  if (lang === 'en') return period;
  const words = { day: 'jour', week: 'semaine', month: 'mois', year: 'an' }[unit.replace(/s$/, '')] ?? unit;
  return `${count} ${words}${Number(count) > 1 && !words.endsWith('s') ? 's' : ''}`;
}

const dayOf = (date: string | null | undefined, lang: Language) => (date ? longDate(date, lang) : undefined);

/** Who is asked to think again. */
export const authorityOf = ({ appeal }: TownView, lang: Language) =>
  appeal?.authority ?? { fr: 'la mairie', en: 'the town hall' }[lang];

/** With its address, where the town has said it. */
export function courtOf({ appeal }: TownView, lang: Language): string {
  if (!appeal) {
    return {
      fr: 'le tribunal administratif dont dépend la commune',
      en: 'the administrative court of the town’s district (“tribunal administratif”)',
    }[lang];
  }
  return `${{ fr: 'le', en: 'the' }[lang]} ${appeal.court}, ${appeal.courtAddress.join(', ')}`;
}

/** Name and quality, as whoever decides must give them (CRPA, art. L212-1). */
export function authorText({ name, role }: { name: string; role: string }, lang: Language): string {
  const manager = { fr: 'responsable du service', en: 'head of the service' };
  const agent = { fr: 'agent du service', en: 'agent of the service' };
  return `${name}, ${(role === 'manager' ? manager : agent)[lang]}`;
}

/** By these a request is registered and acknowledged electronically (CRPA, art. L112-11); by others on paper. */
export const electronicChannels: readonly Channel[] = ['web', 'mobile', 'email', 'open311'];
