/** A published proposal as its page shows it, from what the API gives. */
import { dateAndTime, longDate, wholeNumber } from '../../templates/format.ts';
import type { ProposalSummaryView, ProposalView } from '../../templates/pages/public-view.ts';
import { unbreakable } from '../../templates/texts.ts';
import type { Language } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import { cursorOf } from '../parse.ts';
import type { Services } from '../services.ts';
import { commentsShown, oneProposal, type proposalJson } from './proposals.ts';

type Proposal = ReturnType<typeof proposalJson>;

export async function proposalView(
  services: Services,
  reference: string,
  lang: Language,
  cursor?: string,
): Promise<Omit<ProposalView, 'typed' | 'once' | 'errors' | 'notice'>> {
  const proposal = await oneProposal(services, reference, lang, cursor);
  const { comments, officialAnswer, progress } = proposal;
  const oldest = comments.length === commentsShown ? comments.at(-1) : undefined;
  return {
    ...summaryView(proposal, lang),
    text: proposal.text,
    gathering: gatheringView(proposal, lang),
    official: officialAnswer
      ? {
          atText: dateAndTime(officialAnswer.at, lang, services.zone),
          text: officialAnswer.text,
          cost: officialAnswer.cost === null ? undefined : `${wholeNumber(officialAnswer.cost, lang)}\u00a0€`,
        }
      : undefined,
    progress: progress.map(({ at, state, text }) => ({
      ...momentView(at, lang, services.zone),
      state: state.label,
      text,
    })),
    debate: comments.map(({ at, author, text }) => ({ ...momentView(at, lang, services.zone), from: author, text })),
    olderUrl: oldest && `/propositions/${reference}?commentaires=${cursorOf(oldest.at, oldest.id)}#commentaires`,
  };
}

export function summaryView(proposal: Proposal, lang: Language): ProposalSummaryView {
  const { reference, title, theme, place, publishedOn, state, open, supports, threshold, commentCount } = proposal;
  return {
    title,
    url: `/propositions/${reference}`,
    theme: theme.label,
    place: place ?? undefined,
    publishedOn: longDate(publishedOn, lang),
    state: state.label,
    open,
    supports: supportsText(supports, threshold, lang),
    comments: {
      fr: `${commentCount} commentaire${commentCount > 1 ? 's' : ''}`,
      en: `${commentCount} comment${commentCount === 1 ? '' : 's'}`,
    }[lang],
  };
}

const momentView = (at: Date, lang: Language, zone: Zone) => ({
  at: at.toISOString(),
  atText: dateAndTime(at, lang, zone),
});

function supportsText(supports: number, threshold: number | null, lang: Language): string {
  const count = {
    fr: `${supports} soutien${supports > 1 ? 's' : ''}`,
    en: `${supports} support${supports === 1 ? '' : 's'}`,
  };
  if (threshold === null) return count[lang];
  return { fr: `${count.fr} sur ${threshold}`, en: `${count.en} of ${threshold}` }[lang];
}

/** Only while the supports are gathered: afterwards their number alone counts. */
function gatheringView({ gathering, supports, threshold, until }: Proposal & { gathering: boolean }, lang: Language) {
  if (!gathering || threshold === null || until === null) return undefined;
  const missing = Math.max(threshold - supports, 0);
  return {
    progress: {
      fr: `${supportsText(supports, threshold, 'fr')}\u00a0: il en manque ${missing}.`,
      en: `${supportsText(supports, threshold, 'en')}: ${missing} more are needed.`,
    }[lang],
    until: longDate(until, lang),
  };
}

/** What has just been done. */
export const noticeOf = (done: string | undefined, lang: Language) => {
  const text = notices[done as keyof typeof notices]?.[lang];
  return text && unbreakable(text);
};

const notices = {
  support: {
    fr: 'Ouvrez le courriel que nous venons de vous envoyer : votre soutien compte dès que vous l’y confirmez.'.replace(
      ' :',
      '\u00a0:',
    ),
    en: 'Open the email that we have just sent you: your support counts once you have confirmed it there.',
  },
  follow: {
    fr: 'Ouvrez le courriel que nous venons de vous envoyer, et confirmez que vous voulez des nouvelles.',
    en: 'Open the email that we have just sent you, and confirm that you want news.',
  },
  comment: {
    fr: 'Merci. Votre commentaire attend d’être relu par le service ; il paraîtra ensuite ici.'.replace(
      ' ;',
      '\u00a0;',
    ),
    en: 'Thank you. Your comment waits to be read by the service; then it will appear here.',
  },
  confirmed: { fr: 'Votre soutien est compté. Merci.', en: 'Your support is counted. Thank you.' },
  followed: {
    fr: 'Votre soutien est compté, et nous vous écrirons à chaque avancée.',
    en: 'Your support is counted, and we will write to you as things move on.',
  },
} as const;
