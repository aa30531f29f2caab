/** The sentences about requests that are in the intermediate archives. */
import type { ArchiveReason } from '../../db/archives.ts';
import type { Words } from '../../workflows/kit/fields.ts';

export const archiveTexts = {
  fr: {
    'archived.title': 'Demande aux archives intermédiaires',
    'archived.lead':
      'Depuis le {since}, cette demande n’est plus d’usage courant. Elle est conservée comme preuve, et n’est plus dans les listes ni les recherches.',
    'archived.ask':
      'Si vous en avez besoin, demandez à un responsable du service {service} : il peut l’ouvrir, en disant pourquoi. Pour une personne qui veut ses données, le service de la protection des données les rassemble.',
    'archived.open':
      'En tant que responsable, vous pouvez l’ouvrir pendant une heure. Votre nom, l’heure, la raison et chaque lecture restent dans son journal.',
    'archived.reason': 'Pourquoi l’ouvrir ?',
    'archived.choose': 'Choisissez',
    'archived.send': 'Ouvrir la demande',
  },
  en: {
    'archived.title': 'Request in the intermediate archives',
    'archived.lead':
      'Since {since} this request is no longer in daily use. It is kept as evidence, and is in no list or search any more.',
    'archived.ask':
      'If you need it, ask a manager of the service {service}: a manager can open it, and says why. For a person who wants their data, the data-protection service gathers them.',
    'archived.open':
      'As a manager you can open it for an hour. Your name, the hour, the reason and each reading stay in its journal.',
    'archived.reason': 'Why open it?',
    'archived.choose': 'Choose',
    'archived.send': 'Open the request',
  },
};

export const archiveReasonTexts: Record<ArchiveReason, Words> = {
  dispute: { fr: 'Recours ou contentieux', en: 'Appeal or court case' },
  'person asks': { fr: 'La personne demande ses données ou une copie', en: 'The person asks for data or a copy' },
  audit: { fr: 'Contrôle, audit ou enquête', en: 'Inspection, audit or inquiry' },
  archives: { fr: 'Tri, versement ou bordereau pour les archives', en: 'Sorting or handing over to the archives' },
};
