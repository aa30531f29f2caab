import type { Words } from '../../workflows/kit/fields.ts';
import type { EmailName } from '../emails.ts';

/** What each email is called where its sending is told: in the timeline, and in the agents' list of emails. */
export const emailTitles: Readonly<Record<EmailName, Words>> = {
  acknowledgement: { fr: 'Accusé de réception', en: 'Acknowledgement' },
  'answer-awaited': { fr: 'Rappel : réponse attendue', en: 'Reminder: answer awaited' },
  'answer-sent': { fr: 'Réponse', en: 'Answer' },
  'appointment-booked': { fr: 'Confirmation du rendez-vous', en: 'Confirmation of the appointment' },
  'certificate-not-found': { fr: 'Acte introuvable', en: 'Certificate not found' },
  'certificate-sent': { fr: 'Acte envoyé par courrier', en: 'Certificate posted' },
  'closed-without-documents': { fr: 'Demande close, faute de documents', en: 'Request closed, for want of documents' },
  'deadline-extended': { fr: 'Délai prolongé', en: 'Time extended' },
  'deadline-near': { fr: 'Échéance proche', en: 'Deadline near' },
  'documents-refused': { fr: 'Documents à renvoyer', en: 'Documents to be sent again' },
  'documents-reminder': { fr: 'Rappel : documents attendus', en: 'Reminder: documents awaited' },
  'joined-news': { fr: 'Nouvelles du problème signalé', en: 'News of what you reported' },
  'message-from-agent': { fr: 'Message à lire', en: 'Message to read' },
  'permit-issued': { fr: 'Autorisation délivrée', en: 'Permit issued' },
  'progress-update': { fr: 'Nouvelles de la demande', en: 'News of the request' },
  'proposal-not-supported': { fr: 'Proposition sans assez de soutiens', en: 'Proposal without enough support' },
  'proposal-published': { fr: 'Proposition publiée', en: 'Proposal published' },
  'renewal-reminder': { fr: 'Rappel : renouvellement', en: 'Reminder: renewal' },
  'request-accepted': { fr: 'Demande acceptée', en: 'Request accepted' },
  'request-finished': { fr: 'Demande terminée', en: 'Request finished' },
  'request-joined': { fr: 'Demande jointe à une autre', en: 'Request joined to another' },
  'request-refused': { fr: 'Demande refusée', en: 'Request refused' },
  'request-reopened': { fr: 'Demande rouverte', en: 'Request reopened' },
  'request-withdrawn': { fr: 'Demande retirée', en: 'Request withdrawn' },
  'slot-taken': { fr: 'Créneau indisponible', en: 'Time not free' },
  'work-done': { fr: 'Réparation terminée', en: 'Repair done' },
  'work-not-possible': { fr: 'Intervention impossible', en: 'Work not possible' },
};
