import type { Score } from '../../db/surveys.ts';
import type { Words } from '../../workflows/kit/fields.ts';

/** The sentences of the survey after the end of a request. */
export const surveyTexts = {
  fr: {
    'survey.title': 'Votre avis',
    'survey.lead':
      'Une question, et quelques mots si vous le voulez. Cela ne change rien à la réponse que vous avez reçue.',
    'survey.until': 'Vous pouvez changer votre avis autant que vous voulez, jusqu’au {date}.',
    'survey.send': 'Envoyer mon avis',
    'survey.back': 'Retour à la demande',
    'survey.give': 'Donner mon avis',
    'survey.ask': 'Dites-nous en une minute comment s’est passée cette demande.',
    'request.survey': 'Avis du demandeur',
  },
  en: {
    'survey.title': 'What you think',
    'survey.lead':
      'One question, and a few words if you like. It changes nothing about the answer that you were given.',
    'survey.until': 'You can change your answer as often as you like, until {date}.',
    'survey.send': 'Send what I think',
    'survey.back': 'Back to the request',
    'survey.give': 'Say what you think',
    'survey.ask': 'Tell us in one minute how this request went.',
    'request.survey': 'What the citizen thinks',
  },
} as const;

/** What each score means to the person who gives it. */
export const scoreWords: Readonly<Record<Score, Words>> = {
  1: { fr: 'Pas du tout satisfait', en: 'Not satisfied at all' },
  2: { fr: 'Plutôt pas satisfait', en: 'Rather not satisfied' },
  3: { fr: 'Ni l’un ni l’autre', en: 'Neither' },
  4: { fr: 'Plutôt satisfait', en: 'Rather satisfied' },
  5: { fr: 'Très satisfait', en: 'Very satisfied' },
};
