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
    'collect.json': 'Pour un programme (JSON)',
    'collect.pdf': 'À lire (PDF)',
    'collect.own': 'Télécharger mes données',
    'collect.paperTitle': 'Données personnelles que la mairie détient sur vous',
    'collect.paperText':
      'État du {date}. {town} est responsable de ces traitements ; leurs finalités, bases légales, destinataires et durées sont à la page « Données personnelles » du site. Les fichiers que vous avez envoyés sont listés avec leur empreinte.',
    'collect.leftOut': 'Ce qui n’est pas donné',

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
    'collect.json': 'For a program (JSON)',
    'collect.pdf': 'To read (PDF)',
    'collect.own': 'Download my data',
    'collect.paperTitle': 'Personal data that the town hall holds about you',
    'collect.paperText':
      'As of {date}. {town} is the controller; purposes, lawfulness, recipients and times are on the page “Personal data” of the site. The files that you sent are listed with their hashes.',
    'collect.leftOut': 'What is not given',

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
