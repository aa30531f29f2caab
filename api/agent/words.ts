/** Words of the agent's pages for what the tables hold. */
import type { Language } from '../../templates/views.ts';
import type { Words } from '../../workflows/kit/fields.ts';

/** What a colleague wrote, as it is; what the routing table says, in the reader's language. */
export const saidIn = (text: string | Words | null, lang: Language): string | undefined =>
  (typeof text === 'string' ? text : text?.[lang]) ?? undefined;

export const authors = {
  citizen: { fr: 'La personne', en: 'The citizen' },
  agent: { fr: 'Le service', en: 'The service' },
};

export const waiting = {
  citizen: { fr: 'La personne', en: 'The citizen' },
  agent: { fr: 'Le service', en: 'The service' },
  nobody: { fr: 'Personne', en: 'Nobody' },
};

export const emailStates = {
  queued: { fr: 'En attente d’envoi', en: 'Waiting to be sent' },
  sent: { fr: 'Envoyé', en: 'Sent' },
  undeliverable: { fr: 'Non distribuable', en: 'Undeliverable' },
  'no address': { fr: 'Lettre à poster', en: 'Letter to be posted' },
  posted: { fr: 'Lettre postée', en: 'Letter posted' },
  'perhaps sent': { fr: 'Peut-être déjà envoyé', en: 'Perhaps sent already' },
};

export const channels = {
  web: { fr: 'En ligne', en: 'Web' },
  mobile: { fr: 'Mobile', en: 'Mobile' },
  counter: { fr: 'Guichet', en: 'Counter' },
  phone: { fr: 'Téléphone', en: 'Telephone' },
  post: { fr: 'Courrier', en: 'Post' },
  email: { fr: 'Courriel', en: 'Email' },
  open311: { fr: 'Open311', en: 'Open311' },
};
