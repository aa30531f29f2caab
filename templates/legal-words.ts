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
    explained: rule ? explained(rule, inputs, lang) : '',
  };
}

interface RuleInputs {
  mode?: 'accept' | 'reject';
  period: string;
  law?: string;
  receivedOn: string;
  receivedFirstOn?: string;
  completeOn?: string | null;
  waitsFor?: boolean;
  suspensions?: { from: string; deadline: string; producedAt?: string }[];
}

function explained({ on }: LegalDate, inputs: RuleInputs, lang: Language): string {
  const { receivedOn, waitsFor, suspensions = [] } = inputs;
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

/** From which day the time is counted, and why from that one. */
function startText({ mode, receivedOn, receivedFirstOn, completeOn }: RuleInputs, lang: Language): string {
  const day = (date: string) => longDate(date, lang);
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

/** One thing that an acknowledgement must say. */
export interface Mention {
  kind: 'acknowledgement' | 'silence' | 'attestation' | 'appeal' | 'owed' | 'authority' | 'promise';
  text: string;
}

export interface Acknowledged {
  town: TownView;
  legal: LegalView;
  /** Came by the portal or by email: then it is registered and acknowledged electronically. */
  electronic: boolean;
  title: string;
  reference: string;
  receivedOn: string;
  /** By when the town promises to answer. */
  dueOn: string;
}

/**
 * What an acknowledgement must say beside day and service (CRPA, art. R112-5 and R112-11-1): whether silence accepts or
 * rejects, on which day, and what may be done then; never both. Every acknowledgement, on screen or paper, is made of these.
 */
export function mentionsOf(request: Acknowledged, lang: Language): Mention[] {
  const { legal } = request;
  const own: Record<LegalView['mode'], Mention['kind'][]> = {
    accept: ['acknowledgement', 'silence', 'attestation', 'promise'],
    reject: ['acknowledgement', 'silence', 'appeal', 'promise'],
    none: legal.owedOn ? ['acknowledgement', 'owed', 'authority'] : ['acknowledgement', 'promise'],
  };
  return own[legal.mode].map((kind) => ({ kind, text: textOf(kind, request, lang) }));
}

function textOf(kind: Mention['kind'], request: Acknowledged, lang: Language): string {
  const words = (lang === 'fr' ? french : english)[kind](request);
  return lang === 'fr' ? unbreakable(words) : words;
}

type Sentences = Record<Mention['kind'], (request: Acknowledged) => string>;

const french: Sentences = {
  acknowledgement: ({ title, reference, receivedOn, electronic }) =>
    electronic
      ? `Votre demande « ${title} » a été reçue et enregistrée le ${receivedOn}, sous le n° ${reference}. Ceci vaut à la fois accusé d’enregistrement et accusé de réception électroniques (code des relations entre le public et l’administration, articles L. 112-11 et R. 112-11-1).`
      : `Votre demande « ${title} » a été reçue et enregistrée le ${receivedOn}, sous le n° ${reference}. Ceci est votre accusé de réception (code des relations entre le public et l’administration, articles L. 112-3 et R. 112-5).`,
  silence: ({ legal }) =>
    legal.on
      ? `Sous réserve que votre demande soit complète, elle sera réputée ${legal.mode === 'accept' ? 'acceptée' : 'rejetée'} si vous n’avez pas de réponse le ${legal.on} (${legal.law}).`
      : `Votre demande sera réputée acceptée si vous n’avez pas de réponse (${legal.law}). ${legal.explained}`,
  attestation: ({ legal }) =>
    `Vous pourrez alors${legal.claimableFrom ? `, à partir du ${legal.claimableFrom},` : ''} demander sur la page de suivi l’attestation prévue à l’article L. 232-3 du code des relations entre le public et l’administration.`,
  appeal: ({ legal, town }) =>
    `Vous pourrez alors, dans les deux mois qui suivent, jusqu’au ${legal.appealUntil}, demander à ${authorityOf(town, 'fr')}, ${town.address.join(', ')}, de revoir ce rejet (recours gracieux), ou saisir ${courtOf(town, 'fr')}, par lettre ou sur www.telerecours.fr (recours contentieux).`,
  owed: ({ legal }) => `La loi nous oblige à vous répondre au plus tard le ${legal.owedOn} (${legal.law}).`,
  authority: () =>
    'Sans réponse, vous pourrez adresser une réclamation à la CNIL, 3 place de Fontenoy, TSA 80715, 75334 Paris CEDEX 07, ou sur www.cnil.fr.',
  promise: ({ dueOn, legal }) =>
    `La mairie s’engage à vous répondre au plus tard le ${dueOn}${legal.mode === 'none' ? ' : c’est une promesse de service, et non un délai légal.' : '.'}`,
};

const english: Sentences = {
  acknowledgement: ({ title, reference, receivedOn, electronic }) =>
    electronic
      ? `Your request “${title}” was received and registered on ${receivedOn}, under no. ${reference}. This is both the electronic acknowledgement of registration and that of receipt (code des relations entre le public et l’administration, articles L. 112-11 and R. 112-11-1).`
      : `Your request “${title}” was received and registered on ${receivedOn}, under no. ${reference}. This is your acknowledgement of receipt (code des relations entre le public et l’administration, articles L. 112-3 and R. 112-5).`,
  silence: ({ legal }) =>
    legal.on
      ? `Provided that your request is complete, it is deemed ${legal.mode === 'accept' ? 'accepted' : 'rejected'} if you have no answer on ${legal.on} (${legal.law}).`
      : `Your request is deemed accepted if you have no answer (${legal.law}). ${legal.explained}`,
  attestation: ({ legal }) =>
    `You may then ask${legal.claimableFrom ? `, from ${legal.claimableFrom} on,` : ''} on the follow-up page for the certificate of article L. 232-3 of the code des relations entre le public et l’administration.`,
  appeal: ({ legal, town }) =>
    `You may then, within the two months that follow, until ${legal.appealUntil}, ask ${authorityOf(town, 'en')}, ${town.address.join(', ')}, to think again (“recours gracieux”), or turn to ${courtOf(town, 'en')}, by letter or at www.telerecours.fr (“recours contentieux”).`,
  owed: ({ legal }) => `The law obliges us to answer you by ${legal.owedOn} (${legal.law}).`,
  authority: () =>
    'Without an answer, you may complain to the CNIL, 3 place de Fontenoy, TSA 80715, 75334 Paris CEDEX 07, or at www.cnil.fr.',
  promise: ({ dueOn, legal }) =>
    `The town hall undertakes to answer you by ${dueOn}${legal.mode === 'none' ? ': this is a promise of service, and no time limit of the law.' : '.'}`,
};

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
