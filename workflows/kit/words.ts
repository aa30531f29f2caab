import type { Words } from './fields.ts';
import type { RequestType } from './request-type.ts';

/** Steps, answers and outcomes that several procedures share. A request type adds its own in `words`. */
const shared: Readonly<Record<string, Words>> = {
  received: { fr: 'Demande reçue', en: 'Request received' },
  ended: { fr: 'Demande terminée', en: 'Request ended' },
  withdrawn: { fr: 'Retirée par le demandeur', en: 'Withdrawn by the citizen' },
  reopened: { fr: 'Demande rouverte', en: 'Request reopened' },
  abandoned: { fr: 'Classée sans suite, faute de documents', en: 'Closed, as the documents did not come' },

  'waiting for documents': { fr: 'En attente de documents', en: 'Waiting for documents' },
  'checking the documents': { fr: 'Examen des documents', en: 'Checking the documents' },
  'documents to send again': { fr: 'Documents à renvoyer', en: 'Documents to send again' },
  complete: { fr: 'Dossier complet', en: 'Complete' },
  incomplete: { fr: 'Dossier incomplet', en: 'Incomplete' },
  over: { fr: 'Délai passé', en: 'Time over' },
  'no reply': { fr: 'Sans réponse', en: 'No reply' },

  issued: { fr: 'Délivré', en: 'Issued' },
  'not found': { fr: 'Acte introuvable', en: 'Not found' },
  accepted: { fr: 'Accepté', en: 'Accepted' },
  refused: { fr: 'Refusé', en: 'Refused' },
  answered: { fr: 'Réponse donnée', en: 'Answered' },
  redirected: { fr: 'Transmis à un autre service', en: 'Given to another service' },
  joined: { fr: 'Jointe à une autre demande', en: 'Joined to another request' },
  extended: { fr: 'Délai prolongé', en: 'Deadline extended' },

  visa: { fr: 'Visa du responsable', en: 'The manager’s approval' },
  approved: { fr: 'Validé', en: 'Approved' },
  'sent back': { fr: 'À revoir', en: 'Sent back' },

  'giving the reasons': { fr: 'Motifs du rejet à donner', en: 'Giving the reasons of the rejection' },
  'reasons given': { fr: 'Motifs donnés', en: 'Reasons given' },
  'decided meanwhile': { fr: 'Sans objet : une décision a été prise', en: 'Not needed: a decision was made' },

  favourable: { fr: 'Avis favorable', en: 'Favourable' },
  unfavourable: { fr: 'Avis défavorable', en: 'Unfavourable' },
  'no opinion': { fr: 'Pas d’avis rendu', en: 'No opinion given' },

  done: { fr: 'Fait', en: 'Done' },
  'not possible': { fr: 'Impossible', en: 'Not possible' },
  confirmed: { fr: 'Confirmé', en: 'Confirmed' },

  booked: { fr: 'Réservé', en: 'Booked' },
  taken: { fr: 'Créneau déjà pris', en: 'Slot already taken' },
};

/** What the reader sees of a step, an answer or an outcome. */
export function wordsOf(type: Pick<RequestType, 'words'>, name: string): Words {
  return type.words?.[name] ?? shared[name] ?? { fr: name, en: name };
}
