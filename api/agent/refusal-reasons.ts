import type { Language } from '../../templates/views.ts';
import type { Words } from '../../workflows/kit/fields.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';

/** Why a document is refused, whatever it is. The citizen reads it in the email that asks for another. */
const general: Readonly<Record<string, Words>> = {
  unreadable: {
    fr: 'Ce document est illisible : envoyez-en une image nette et bien éclairée.',
    en: 'This document can not be read: send a sharp picture of it, in good light.',
  },
  incomplete: {
    fr: 'Il manque des pages, ou le verso : envoyez le document entier.',
    en: 'Pages are missing, or the back: send the whole document.',
  },
  'another document': {
    fr: 'Ce n’est pas le document demandé.',
    en: 'This is not the document that was asked for.',
  },
  'another person': {
    fr: 'Ce document est au nom d’une autre personne.',
    en: 'This document is in somebody else’s name.',
  },
  expired: {
    fr: 'Ce document n’est plus valable : envoyez-en un en cours de validité.',
    en: 'This document is no longer valid: send one that is.',
  },
};

/** Those of the piece itself first. */
const reasonsFor = (type: RequestType, piece: string): [id: string, words: Words][] => [
  ...(type.pieces[piece]?.refusals ?? []).map((words, index): [string, Words] => [`own ${index + 1}`, words]),
  ...Object.entries(general),
];

export const refusalChoices = (type: RequestType, piece: string, chosen: string, lang: Language) =>
  reasonsFor(type, piece).map(([value, words]) => ({ value, label: words[lang], checked: value === chosen }));

/** What the citizen will read: the chosen reason in the citizen's language, then the agent's own words. */
export function refusalText(
  type: RequestType,
  piece: string,
  { listed, own, language }: { listed: string; own: string; language: Language },
): string | undefined {
  const words = reasonsFor(type, piece).find(([id]) => id === listed)?.[1][language];
  return [words, own.trim()].filter(Boolean).join(' ') || undefined;
}
