/** Where the law's time stands with a request: what its citizen and the agents read of it on its pages. */
import type { JournalRow } from '../db/journal.ts';
import { decidingEmails } from './emails.ts';
import type { LegalView } from './legal-words.ts';
import { unbreakable } from './texts.ts';
import type { Language, TownView } from './views.ts';

export interface LegalStanding {
  /** How it was decided, if it was. An express decision after silence has decided is a second one. */
  bySilence: boolean;
  expressly: boolean;
  /** The acknowledgement has left by email, or an agent says that it was posted. */
  acknowledged: boolean;
}

/** What was decided before a request was reopened is what is looked at again. */
export function legalStanding(journal: readonly JournalRow[]): LegalStanding {
  const deciding: readonly unknown[] = decidingEmails;
  const round = journal.slice(journal.findLastIndex(({ kind }) => kind === 'request reopened') + 1);
  return {
    bySilence: round.some(({ kind }) => kind === 'decided by silence'),
    // Not by what was sent: an email may leave when the request is already looked at again.
    expressly: round.some(
      ({ kind, data }) => kind === 'request ended' || (kind === 'email queued' && deciding.includes(data.template)),
    ),
    acknowledged: isAcknowledged(journal),
  };
}

function isAcknowledged(journal: readonly JournalRow[]): boolean {
  const last = journal
    .filter(({ data }) => data.template === 'acknowledgement')
    .findLast(({ kind }) => ['email sent', 'letter posted', 'letter not posted'].includes(kind));
  return last !== undefined && last.kind !== 'letter not posted';
}

/** What silence means, or has meant, in a sentence and how its day was found; nothing where it has no say any more. */
export function silenceForCitizen(
  legal: LegalView,
  standing: LegalStanding,
  lang: Language,
): { text: string; explained: string } | undefined {
  const { bySilence, expressly } = standing;
  if (expressly && !bySilence) return undefined;
  const words = bySilence ? decided(legal) : legal.mode === 'none' ? (nothing(legal) ?? owed(legal)) : expected(legal);
  return words && { text: lang === 'fr' ? unbreakable(words.fr) : words.en, explained: legal.explained };
}

export interface LegalFact {
  label: string;
  value: string;
}

/** For agents: the day, the last one on which an answer is surely in time, and what may still be done after it. */
export function silenceForAgents(
  legal: LegalView,
  standing: LegalStanding,
  town: TownView,
  lang: Language,
): { facts: LegalFact[]; warning: string | undefined } {
  const { bySilence, expressly, acknowledged } = standing;
  const known = legal.mode !== 'none' || legal.owedOn !== undefined || legal.again !== undefined;
  if (!known || (expressly && !bySilence)) return { facts: [], warning: undefined };
  const t = labels[lang];
  const appeal = town.appeal ? (acknowledged ? legal.appealUntil : t.noAcknowledgement) : t.noCourt;
  const rows: [label: string, value: string | undefined][] = [
    legal.again?.because
      ? [t.silenceOfAgain, t.nothing]
      : [t.silence[legal.mode], legal.on ?? legal.owedOn ?? t.unknown],
    [t.lastSafe, bySilence ? undefined : legal.lastSafe],
    [t.explained, legal.explained],
    [t.appeal, legal.mode === 'reject' ? (legal.reasonsBy ? t.afterReasons : appeal) : undefined],
    [t.reasonsBy, legal.reasonsBy],
  ];
  const warning = bySilence ? warnings[legal.mode](legal)[lang] : undefined;
  return { facts: rows.flatMap(([label, value]) => (value ? [{ label, value }] : [])), warning };
}

const expected = ({ mode, on }: LegalView) => {
  const accepts = mode === 'accept';
  if (!on) return { fr: 'elle sera acceptée à la fin du délai', en: 'it is accepted when the time is over' };
  return {
    fr: `le ${on}, elle sera réputée ${accepts ? 'acceptée' : 'rejetée'}, sous réserve qu’elle soit complète`,
    en: `on ${on} it is deemed ${accepts ? 'accepted' : 'rejected'}, provided that it is complete`,
  };
};

const nothing = ({ again }: LegalView) =>
  again && { fr: 'il ne décide rien de cette demande rouverte', en: 'it decides nothing of this reopened request' };

const owed = ({ owedOn, law }: LegalView) =>
  owedOn === undefined
    ? undefined
    : {
        fr: `la loi veut une réponse au plus tard le ${owedOn} (${law}) ; passé ce jour, vous pouvez saisir la CNIL`,
        en: `the law wants an answer by ${owedOn} (${law}); after that day you may turn to the CNIL`,
      };

const decided = ({ mode, on, appealUntil, reasonsBy }: LegalView) =>
  mode === 'accept'
    ? { fr: `demande acceptée depuis le ${on}`, en: `request accepted since ${on}` }
    : reasonsBy
      ? {
          fr: `réputée rejetée depuis le ${on} ; vous avez demandé les motifs, que le service vous doit au plus tard le ${reasonsBy}, et vous aurez deux mois pour faire un recours quand ils vous seront donnés`,
          en: `deemed rejected since ${on}; you have asked for the reasons, which the service owes you by ${reasonsBy}, and you will have two months to appeal once they are given`,
        }
      : {
          fr: `réputée rejetée depuis le ${on} ; vous pouvez faire un recours jusqu’au ${appealUntil}, et le service peut encore vous répondre`,
          en: `deemed rejected since ${on}; you may appeal until ${appealUntil}, and the service may still answer you`,
        };

const warnings: Record<LegalView['mode'], (legal: LegalView) => Record<Language, string>> = {
  accept: ({ on, withdrawableUntil }) => ({
    fr: `Cette demande est acceptée par le silence depuis le ${on}. Un refus la retirerait : il n’est possible que si l’acceptation est illégale, et jusqu’au ${withdrawableUntil} (CRPA, art. L. 242-1). Sinon, donnez-lui suite.`,
    en: `Silence has accepted this request since ${on}. A refusal would take that back: it is possible only where the acceptance is unlawful, and until ${withdrawableUntil} (CRPA, art. L. 242-1). Otherwise carry it out.`,
  }),
  reject: ({ on }) => ({
    fr: `Le silence a rejeté cette demande le ${on}. Vous pouvez encore répondre : votre décision remplacera le rejet, et ouvrira un nouveau délai de recours.`,
    en: `Silence has rejected this request on ${on}. You may still answer: your decision takes the place of the rejection, and begins another time for appeal.`,
  }),
  none: () => ({ fr: '', en: '' }),
};

const labels = {
  fr: {
    silence: { accept: 'Silence vaut acceptation le', reject: 'Silence vaut rejet le', none: 'Réponse due le' },
    unknown: 'Pas encore connu : il manque un document',
    silenceOfAgain: 'Silence',
    nothing: 'Ne décide rien de cette demande rouverte',
    reasonsBy: 'Motifs du rejet dus au plus tard le',
    afterReasons: 'Deux mois après la communication des motifs (L. 232-4)',
    lastSafe: 'Dernier jour sûr pour répondre',
    explained: 'Calcul',
    appeal: 'Recours possible jusqu’au',
    noAcknowledgement: 'Sans limite, tant que l’accusé de réception n’est pas parvenu au demandeur (L. 112-6)',
    noCourt: 'Sans limite : la commune n’a pas indiqué son tribunal, l’accusé de réception est incomplet (L. 112-6)',
  },
  en: {
    silence: { accept: 'Silence accepts on', reject: 'Silence rejects on', none: 'Answer owed by' },
    unknown: 'Not known yet: a document is missing',
    silenceOfAgain: 'Silence',
    nothing: 'Decides nothing of this reopened request',
    reasonsBy: 'Reasons of the rejection owed by',
    afterReasons: 'Two months after the reasons are given (L. 232-4)',
    lastSafe: 'Last day that is surely in time',
    explained: 'How it is counted',
    appeal: 'Appeal possible until',
    noAcknowledgement: 'Without limit, as long as the citizen has not had the acknowledgement (L. 112-6)',
    noCourt: 'Without limit: the town has not named its court, so the acknowledgement is not complete (L. 112-6)',
  },
};
