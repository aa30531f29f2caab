/** The pages of who looks after personal data. */
export const rightsTexts = {
  fr: {
    'collect.title': 'Rassembler les données',
    'collect.lead':
      'Cochez les demandes qui sont bien celles de cette personne. Vous n’en voyez pas le contenu : la personne le recevra sur sa page de suivi, ouverte par son code. Chaque demande cochée garde trace de cette consultation.',
    'collect.person': 'Personne',
    'collect.due': 'À répondre au plus tard le',
    'collect.extended': 'Si le délai est prolongé avant cette date, jusqu’au',
    'collect.requests': 'Demandes qui peuvent être les siennes',
    'collect.none': 'Aucune autre demande n’a ce compte, ce courriel, ce téléphone ou ce nom.',
    'collect.one': '{title}, {reference}, reçue le {date} ({same})',
    'collect.sealed': 'secteur cloisonné',
    'collect.nameOnly':
      'Même nom seulement, dans un secteur cloisonné : demandez au service concerné de vérifier qu’il s’agit de la même personne.',
    'collect.address': 'Joindre les soutiens, commentaires et demandes suivies de l’adresse {address}',
    'collect.send': 'Mettre les données à disposition',
    'collect.sent': 'Données mises à disposition le {at}, jusqu’au {until}. Un nouvel envoi remplace le précédent.',
    'collect.refusals': 'Si le droit demandé n’existe pas',
    'collect.refusalsLead': 'À reprendre dans la réponse, selon la base légale du traitement concerné.',
    'collect.follow': 'Vos données',
    'collect.followText':
      'Voici les données que la mairie détient sur vous, à télécharger jusqu’au {until}. Gardez ces fichiers en lieu sûr.',
    'collect.zip': 'Tout, avec les fichiers (ZIP)',
    'collect.json': 'Pour un programme (JSON)',
    'collect.pdf': 'À lire (PDF)',
    'collect.own': 'Télécharger mes données',
    'collect.paperTitle': 'Données personnelles que la mairie détient sur vous',
    'collect.paperText':
      'État du {date}. {town} est responsable de ces traitements ; leurs finalités, bases légales, destinataires et durées sont à la page « Données personnelles » du site. Les fichiers que vous avez envoyés sont listés avec leur empreinte ; l’archive ZIP les contient.',
    'collect.leftOut': 'Ce qui n’est pas donné',

    'ask.title': 'Demander aux services d’agir',
    'ask.lead':
      'Vous ne voyez pas le contenu de ces demandes : le service qui a chacune corrige ou répond. Il reçoit un courriel, et votre texte comme note interne de la demande.',
    'ask.requests': 'Demandes concernées',
    'ask.one': '{service} : {title}, {reference}',
    'ask.askedAt': 'Demandé au service le {at}',
    'ask.doneAt': 'Le service a agi le {at}',
    'ask.text': 'Ce que la personne demande',
    'ask.textHint': 'Les agents du service le liront. N’écrivez rien d’un autre secteur.',
    'ask.send': 'Demander aux services cochés',

    'rectify.link': 'Corriger les données pour la personne',
    'rectify.title': 'Corriger les données',
    'rectify.text':
      'La personne a droit à des données exactes (RGPD, art. 16). Corrigez ce qui est faux, et dites sur quoi vous vous appuyez. L’ancienne valeur est gardée avec la demande, et la personne est prévenue.',
    'rectify.limits':
      'Ce qui a décidé du chemin de la demande ne se change pas ici tant qu’elle est en cours : l’exploitation peut le corriger et reprendre la demande. Un jour réservé non plus.',
    'rectify.person': 'La personne',
    'rectify.because': 'Motif : {reason}',
    'rectify.since': 'Corrigé pendant que vous remplissiez ce formulaire',
    'rectify.reason': 'Motif',
    'rectify.reasonHint': 'Par exemple : carte d’identité vue au guichet. La personne le lira.',
    'rectify.recipients': 'Ces services ont eu ces données et seront prévenus :',
    'rectify.outside': 'Hors de la mairie, elles ont pu être communiquées ; prévenez vous-même (RGPD, art. 19) :',
    'rectify.send': 'Corriger et prévenir la personne',

    'rectify.reasonShort': 'La personne le lira.',
    'restrict.title': 'Limiter l’usage des données',
    'restrict.text':
      'Pendant qu’une personne conteste ses données ou s’oppose à leur usage, elles ne sont que conservées (RGPD, art. 18) : elles ne sortent dans aucun export, ne préremplissent rien et ne sont pas éliminées. La personne est prévenue.',
    'restrict.reason': 'Motif de la limitation',
    'restrict.send': 'Limiter et prévenir la personne',
    'restrict.held': 'Usage limité depuis le {date}, par {agent} : ces données ne sont que conservées.',
    'restrict.told': 'La personne a été prévenue le {date} que la limitation sera levée :',
    'restrict.liftText':
      'La personne est prévenue avant que la limitation soit levée (RGPD, art. 18.3) : elle peut l’être à partir du lendemain.',
    'restrict.byPost': 'Elle n’a pas d’adresse électronique : écrivez-lui par courrier.',
    'restrict.liftReason': 'Motif de la levée',
    'restrict.announce': 'Prévenir de la levée',
    'restrict.lift': 'Lever la limitation',

    'register.title': 'Registre des traitements',
    'register.lead':
      'Responsable : {town}. Délégué à la protection des données : {officer}, {email}. Aucune donnée n’est transférée hors de l’Union européenne.',
    'register.csv': 'Télécharger le registre (CSV)',
    'register.json': 'Télécharger le registre (JSON)',
    'register.breaches': 'Violations de données',
    'register.breachesCsv': 'Télécharger les violations (CSV)',
    'register.people': 'Personnes concernées',
    'register.data': 'Catégories de données',
    'register.sector': 'Secteur',
    'register.security': 'Mesures de sécurité',
  },
  en: {
    'collect.title': 'Gather the data',
    'collect.lead':
      'Tick the requests that surely are this person’s. You do not see what they hold: the person gets it on the follow-up page, opened by the code. Each request that is ticked keeps a trace of this reading.',
    'collect.person': 'Person',
    'collect.due': 'To be answered by',
    'collect.extended': 'If the time is extended before that day, by',
    'collect.requests': 'Requests that may be theirs',
    'collect.none': 'No other request has this account, email, telephone or name.',
    'collect.one': '{title}, {reference}, received on {date} ({same})',
    'collect.sealed': 'sealed sector',
    'collect.nameOnly':
      'The same name alone, in a sealed sector: ask the service concerned to check that it is the same person.',
    'collect.address': 'Add the supports, comments and followed requests of the address {address}',
    'collect.send': 'Make the data available',
    'collect.sent': 'Data made available on {at}, until {until}. Sending again replaces it.',
    'collect.refusals': 'If the right that is asked for is not there',
    'collect.refusalsLead': 'For the answer, by the lawfulness of the processing concerned.',
    'collect.follow': 'Your data',
    'collect.followText':
      'These are the data that the town hall holds about you, to be downloaded until {until}. Keep the files in a safe place.',
    'collect.zip': 'All of it, with the files (ZIP)',
    'collect.json': 'For a program (JSON)',
    'collect.pdf': 'To read (PDF)',
    'collect.own': 'Download my data',
    'collect.paperTitle': 'Personal data that the town hall holds about you',
    'collect.paperText':
      'As of {date}. {town} is the controller; purposes, lawfulness, recipients and times are on the page “Personal data” of the site. The files that you sent are listed with their hashes; the ZIP file has them.',
    'collect.leftOut': 'What is not given',

    'ask.title': 'Ask the services to act',
    'ask.lead':
      'You do not see what these requests hold: the service that has each puts it right, or answers. It gets an email, and your text as an internal note of the request.',
    'ask.requests': 'Requests',
    'ask.one': '{service}: {title}, {reference}',
    'ask.askedAt': 'The service was asked on {at}',
    'ask.doneAt': 'The service acted on {at}',
    'ask.text': 'What the person asks for',
    'ask.textHint': 'The agents of the service will read it. Write nothing of another sector.',
    'ask.send': 'Ask the services that are ticked',

    'rectify.link': 'Put the data right for the person',
    'rectify.title': 'Put the data right',
    'rectify.text':
      'The person has a right to correct data (GDPR, art. 16). Put right what is wrong, and say what you go by. What it was is kept with the request, and the person is told.',
    'rectify.limits':
      'What has decided the way of the request is not changed here as long as it is open: an operator can correct it and take the request up again. Nor is a booked day.',
    'rectify.person': 'The person',
    'rectify.because': 'Reason: {reason}',
    'rectify.since': 'Corrected while you were filling in this form',
    'rectify.reason': 'Reason',
    'rectify.reasonHint': 'For example: identity card seen at the counter. The person will read it.',
    'rectify.recipients': 'These services have had the data and will be told:',
    'rectify.outside': 'Outside the town hall they may have been passed on; tell them yourself (GDPR, art. 19):',
    'rectify.send': 'Put right and tell the person',

    'rectify.reasonShort': 'The person will read it.',
    'restrict.title': 'Restrict the use of the data',
    'restrict.text':
      'While somebody contests their data or objects to their use, these are only kept (GDPR, art. 18): they leave in no export, fill in no form and are not eliminated. The person is told.',
    'restrict.reason': 'Reason for the restriction',
    'restrict.send': 'Restrict and tell the person',
    'restrict.held': 'Use restricted since {date}, by {agent}: these data are only kept.',
    'restrict.told': 'The person was told on {date} that the restriction will be lifted:',
    'restrict.liftText':
      'The person is told before the restriction is lifted (GDPR, art. 18(3)): that can be from the day after.',
    'restrict.byPost': 'They have no email address: write to them by post.',
    'restrict.liftReason': 'Reason for lifting it',
    'restrict.announce': 'Tell that it will be lifted',
    'restrict.lift': 'Lift the restriction',

    'register.title': 'Register of processing',
    'register.lead':
      'Controller: {town}. Data-protection officer: {officer}, {email}. No data are transferred outside the European Union.',
    'register.csv': 'Download the register (CSV)',
    'register.json': 'Download the register (JSON)',
    'register.breaches': 'Data breaches',
    'register.breachesCsv': 'Download the breaches (CSV)',
    'register.people': 'People',
    'register.data': 'Categories of data',
    'register.sector': 'Sector',
    'register.security': 'Security measures',
  },
} as const;
