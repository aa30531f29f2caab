/** The sentences of the demonstration mailbox. */
export const mailboxTexts = {
  fr: {
    'mailbox.title': 'Boîte aux lettres de démonstration',
    'mailbox.lead': 'Tous les courriels que la mairie envoie arrivent ici, et nulle part ailleurs.',
    'mailbox.empty': 'Aucun courriel pour le moment.',
    'mailbox.back': 'Retour à la boîte',
    'mailbox.from': 'À',
    'mailbox.at': 'Reçu le',
    'mailbox.html': 'Voir la version mise en forme',
    'mailbox.text': 'Version texte',
    'mailbox.attachments': 'Pièces jointes',
  },
  en: {
    'mailbox.title': 'Demonstration mailbox',
    'mailbox.lead': 'Every email that the town hall sends arrives here, and nowhere else.',
    'mailbox.empty': 'No email yet.',
    'mailbox.back': 'Back to the mailbox',
    'mailbox.from': 'To',
    'mailbox.at': 'Received on',
    'mailbox.html': 'See the formatted version',
    'mailbox.text': 'Text version',
    'mailbox.attachments': 'Attachments',
  },
} as const;
