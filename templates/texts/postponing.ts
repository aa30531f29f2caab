import type { Words } from '../../workflows/kit/fields.ts';

export type PostponingCause = 'missing pieces' | 'opinion awaited' | 'longer study';

interface Cause {
  title: Words;
  told: Words;
  law?: string;
}

/** Why an answer may come later than was promised: all that there is. */
export const postponingCauses: Readonly<Record<PostponingCause, Cause>> = {
  'missing pieces': {
    title: {
      fr: 'Suspendre : des pièces exigées par les textes manquent (CRPA, art. L. 114-5)',
      en: 'Suspend: documents that the law requires are missing (CRPA, art. L. 114-5)',
    },
    told: {
      fr: 'Des pièces ou des informations exigées par les textes manquent à votre demande. Le délai de réponse est suspendu en attendant.',
      en: 'Documents or details that the law requires are missing from your request. The time to answer is suspended meanwhile.',
    },
    law: 'CRPA, art. L. 114-5',
  },
  'opinion awaited': {
    title: { fr: 'Prolonger : un avis est attendu', en: 'Extend: an opinion is awaited' },
    told: {
      fr: 'Nous attendons un avis dont notre décision dépend.',
      en: 'We await an opinion that our decision depends on.',
    },
  },
  'longer study': {
    title: { fr: 'Prolonger : l’étude demande plus de temps', en: 'Extend: the study takes more time' },
    told: {
      fr: 'L’étude de votre demande prend plus de temps que prévu.',
      en: 'The study of your request takes more time than expected.',
    },
  },
};

/** Why the promised date has changed; one that was put off may come nearer again. */
export type DateCause = PostponingCause | 'taken up again';

export const dateCauses: Readonly<Record<DateCause, Cause>> = {
  ...postponingCauses,
  'taken up again': {
    title: { fr: 'Reprise', en: 'Taken up again' },
    told: {
      fr: 'L’examen de votre demande reprend plus tôt que prévu.',
      en: 'We are taking up your request again sooner than expected.',
    },
  },
};
