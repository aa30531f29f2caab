/** The sentences of what goes on without a line: the form on one page, and what is kept on the device. */
export const offlineTexts = {
  fr: {
    'whole.lead':
      'Tout le formulaire sur une page : laissez vide ce qui ne vous concerne pas. Sans réseau, il est gardé sur cet appareil et part quand le réseau revient.',

    'kept.title': 'Gardé sur cet appareil',
    'kept.privacy':
      'Hors ligne, ce que vous envoyez est gardé dans ce navigateur, sur cet appareil seulement, et effacé dès que la mairie l’a reçu. Qui utilise cet appareil peut le voir.',
    'kept.waiting': 'Pas encore envoyé : cela partira tout seul, une seule fois, quand le réseau sera là.',
    'kept.sending': 'Envoi en cours…',
    'kept.trouble': 'La mairie n’a pas pu le recevoir. Rien n’est perdu : réessayez plus tard, ou appelez-nous.',
    'kept.sendNow': 'Envoyer maintenant',
    'kept.discard': 'Supprimer sans envoyer',
    'kept.hide': 'Retirer de cette liste',
    'kept.open': 'Continuer',

    'offline.title': 'Pas de réseau',
    'offline.lead': 'Cette page ne s’ouvre pas sans réseau. Réessayez quand il sera revenu.',
    'offline.forms': 'Ce que vous pouvez faire maintenant',
    'offline.formsText': 'Ces formulaires se remplissent hors ligne, s’ils ont déjà été ouverts sur cet appareil :',
    'offline.call': 'Ou appelez-nous au {phone}.',
  },
  en: {
    'whole.lead':
      'The whole form on one page: leave empty what is not about you. Without a network it is kept on this device, and leaves when the network is back.',

    'kept.title': 'Kept on this device',
    'kept.privacy':
      'Offline, what you send is kept in this browser, on this device alone, and erased as soon as the town hall has received it. Whoever uses this device can see it.',
    'kept.waiting': 'Not sent yet: it will leave by itself, once, when there is a network.',
    'kept.sending': 'Being sent…',
    'kept.trouble': 'The town hall could not receive it. Nothing is lost: try again later, or call us.',
    'kept.sendNow': 'Send now',
    'kept.discard': 'Delete without sending',
    'kept.hide': 'Remove from this list',
    'kept.open': 'Continue',

    'offline.title': 'No network',
    'offline.lead': 'This page can not be opened without a network. Try again when it is back.',
    'offline.forms': 'What you can do now',
    'offline.formsText': 'These forms can be filled in offline, if they have been opened on this device before:',
    'offline.call': 'Or call us on {phone}.',
  },
} as const;
