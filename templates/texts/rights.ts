/** The pages of who looks after personal data. */
export const rightsTexts = {
  fr: {
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
