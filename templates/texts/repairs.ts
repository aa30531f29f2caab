import type { RepairKind } from '../../db/repairs.ts';
import type { Words } from '../../workflows/kit/fields.ts';

/** What an operator has done to a request. */
export const repairs: Readonly<Record<RepairKind, Words>> = {
  retried: { fr: 'Essai relancé par l’exploitation', en: 'Retried by the operator' },
  'begun again': { fr: 'Reprise depuis la base par l’exploitation', en: 'Begun again by the operator' },
  'email taken as sent': {
    fr: 'Courriel tenu pour envoyé par l’exploitation',
    en: 'Email taken as sent by the operator',
  },
  'email resent': { fr: 'Courriel renvoyé par l’exploitation', en: 'Email sent again by the operator' },
  'address corrected': {
    fr: 'Adresse électronique corrigée par l’exploitation, courriel renvoyé',
    en: 'Email address corrected by the operator, email sent again',
  },
  'answer corrected': {
    fr: 'Réponse du formulaire corrigée par l’exploitation',
    en: 'Answer of the form corrected by the operator',
  },
};
