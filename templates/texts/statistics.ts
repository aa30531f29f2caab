/** The sentences of the pages of figures. */
export const statisticsTexts = {
  fr: {
    'statistics.title': 'Pilotage',
    'statistics.filters': 'Choisir la période',
    'statistics.from': 'Du',
    'statistics.to': 'Au',
    'statistics.apply': 'Afficher',
    'statistics.caption': 'Volumes et délais par démarche, {period}',
    'statistics.received': 'Reçues',
    'statistics.open': 'En cours aujourd’hui',
    'statistics.ended': 'Terminées',
    'statistics.median': 'Durée médiane',
    'statistics.p90': 'Durée pour 9 sur 10',
    'statistics.onTime': 'Dans le délai',
    'statistics.tooFew': 'trop peu',
    'statistics.note':
      'La durée va de la réception à la fin de la demande ; elle est donnée à partir de {fewest} demandes terminées. Le délai est celui qui a été promis au demandeur.',
    'statistics.csv': 'Télécharger le tableau (CSV, pour un tableur)',

    'publicStatistics.title': 'Nos délais',
    'publicStatistics.lead': 'Le temps que la mairie a mis à traiter vos demandes, de leur réception à la réponse.',
    'publicStatistics.caption': 'Demandes terminées {period}',
    'publicStatistics.ended': 'Demandes terminées',
    'publicStatistics.median': 'Une demande sur deux en moins de',
    'publicStatistics.p90': 'Neuf demandes sur dix en moins de',
    'publicStatistics.tooFewTitle': 'Démarches sans chiffres',
    'publicStatistics.tooFew':
      'Moins de {fewest} demandes terminées {period} : les publier en dirait trop sur quelques personnes.',
  },
  en: {
    'statistics.title': 'Statistics',
    'statistics.filters': 'Choose the period',
    'statistics.from': 'From',
    'statistics.to': 'To',
    'statistics.apply': 'Show',
    'statistics.caption': 'Volumes and delays by request type, {period}',
    'statistics.received': 'Received',
    'statistics.open': 'Open today',
    'statistics.ended': 'Ended',
    'statistics.median': 'Median time',
    'statistics.p90': 'Time for 9 in 10',
    'statistics.onTime': 'On time',
    'statistics.tooFew': 'too few',
    'statistics.note':
      'The time runs from receipt to the end of the request; it is given from {fewest} ended requests on. On time is by the day that was promised to the citizen.',
    'statistics.csv': 'Download the table (CSV, for a spreadsheet)',

    'publicStatistics.title': 'How long we take',
    'publicStatistics.lead': 'The time that the town hall took to deal with your requests, from receipt to answer.',
    'publicStatistics.caption': 'Requests that ended {period}',
    'publicStatistics.ended': 'Requests that ended',
    'publicStatistics.median': 'One request in two took less than',
    'publicStatistics.p90': 'Nine requests in ten took less than',
    'publicStatistics.tooFewTitle': 'Services without figures',
    'publicStatistics.tooFew':
      'Fewer than {fewest} requests ended {period}: to publish them would say too much of a few people.',
  },
} as const;
