/** The sentences of what comes after sending: corrections, the receipt, the calendar, the page that keeps itself up to date. */
export const followTexts = {
  fr: {
    'follow.correct': 'Corriger ce que j’ai saisi',
    'follow.receipt': 'Télécharger le récépissé (PDF)',
    'follow.booked': 'Réservation',
    'follow.calendar': 'Ajouter à mon agenda (fichier .ics)',
    'follow.calendarCancelled': 'Marquer comme annulé dans mon agenda (fichier .ics)',
    'follow.manage': 'Votre demande',
    'follow.updated': 'La page vient d’être mise à jour.',
    'follow.changed': 'Du nouveau sur votre demande. Recharger la page',

    'correction.title': 'Corriger votre demande',
    'correction.text':
      'Corrigez ce qui est mal écrit : l’agent verra aussi ce qui était écrit avant. Les choix et les jours réservés ne se corrigent pas ici ; pour en changer, écrivez au service.',
    'correction.send': 'Enregistrer la correction',
    'correction.keep': 'Ne rien changer',

    'request.corrections': 'Corrigé par le demandeur',
    'request.correction': '{label} : {to} (avant : {from})',

    'receipt.title': 'Récépissé de dépôt',
    'receipt.text': '{town} a reçu le {date} la demande suivante :',
    'receipt.request': 'Dépôt',
    'receipt.citizen': 'Demandeur',
    'receipt.pieces': 'Documents reçus',
    'receipt.printed': 'Imprimé le {date}. État à cette date : {status}. Ce récépissé ne préjuge pas de la réponse.',

    'calendar.description': '{town}, demande {reference}',
  },
  en: {
    'follow.correct': 'Correct what I typed',
    'follow.receipt': 'Download the receipt (PDF)',
    'follow.booked': 'Booking',
    'follow.calendar': 'Add to my calendar (.ics file)',
    'follow.calendarCancelled': 'Mark as cancelled in my calendar (.ics file)',
    'follow.manage': 'Your request',
    'follow.updated': 'The page has just been updated.',
    'follow.changed': 'There is news of your request. Reload the page',

    'correction.title': 'Correct your request',
    'correction.text':
      'Correct what is written wrong: the agent will see what was there before as well. Choices and booked days can not be corrected here; to change them, write to the service.',
    'correction.send': 'Record the correction',
    'correction.keep': 'Change nothing',

    'request.corrections': 'Corrected by the citizen',
    'request.correction': '{label}: {to} (before: {from})',

    'receipt.title': 'Receipt',
    'receipt.text': '{town} received on {date} the following request:',
    'receipt.request': 'Filing',
    'receipt.citizen': 'Citizen',
    'receipt.pieces': 'Documents received',
    'receipt.printed': 'Printed on {date}. State on that date: {status}. This receipt does not prejudge the answer.',

    'calendar.description': '{town}, request {reference}',
  },
} as const;
