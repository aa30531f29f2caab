import type { Language, ServiceView } from '../views.ts';

export interface ExampleWords {
  citizen: string;
  agent: string;
  title: string;
  summary: string;
  otherTitle: string;
  otherSummary: string;
  law: string;
  delay: string;
  date: string;
  due: string;
  dueIn: string;
  late: string;
  ahead: string;
  piecesBy: string;
  pieces: [string, string];
  service: ServiceView;
  answers: { label: string; value: string }[];
  reply: string;
  retention: string;
  states: { received: string; accepted: string; refused: string; infected: string };
  step: string;
  decisions: [string, string, string];
  waiting: string;
  status: string;
  ended: string;
  said: string;
  web: string;
  delivered: string;
  error: string;
  full: string;
  extract: string;
  labels: {
    given: string;
    family: string;
    email: string;
    phone: string;
    address: string;
    kind: string;
    who: string;
    birth: string;
    need: string;
  };
  count: string;
  notice: string;
}

export const french: ExampleWords = {
  citizen: 'Camille Exemple',
  agent: 'Agent de démonstration',
  title: 'Copie ou extrait d’acte de naissance',
  summary: 'Demandez un acte de naissance dressé dans notre commune. C’est gratuit.',
  otherTitle: 'Signaler un problème sur la voie publique',
  otherSummary: 'Nid-de-poule, lampadaire éteint, dépôt sauvage : dites-nous où.',
  law: 'Décret n° 2017-890, art. 30',
  delay: '5 jours ouvrés',
  date: 'lundi 23 novembre 2026',
  due: 'lundi 30 novembre 2026',
  dueIn: 'Demain',
  late: 'En retard de 2 jours',
  ahead: 'Dans 4 jours',
  piecesBy: 'mercredi 23 décembre 2026',
  pieces: ['Livret de famille ou pièce d’identité', 'Mandat écrit, si vous demandez pour une autre personne'],
  service: {
    name: 'Service de l’état civil',
    email: 'etat-civil@exempleville.example.org',
    phone: '01 99 00 12 40',
    address: ['1 place de l’Exemple', '99999 Exempleville'],
  },
  answers: [
    { label: 'Type d’acte', value: 'Copie intégrale' },
    { label: 'Nom de naissance', value: 'Exemple' },
    { label: 'Prénoms', value: 'Camille, Éloïse' },
    { label: 'Date de naissance', value: '27/03/1985' },
    { label: 'Usage', value: 'Dossier de mariage.\nIl me faut l’acte avant la fin du mois.' },
  ],
  reply: 'L’acte a été établi ce matin.\n\nIl part aujourd’hui,\nen lettre suivie.',
  retention: 'un an',
  states: { received: 'Reçu', accepted: 'Accepté', refused: 'Refusé', infected: 'Bloqué : virus' },
  step: 'Préparer l’acte',
  decisions: ['Acte délivré', 'Acte introuvable', 'Demande refusée'],
  waiting: 'Nous attendons vos documents.',
  status: 'En cours',
  ended: 'Acte envoyé',
  said: 'La photo est floue. Pouvez-vous en envoyer une autre ?',
  web: 'Internet',
  delivered: 'Remis',
  error: 'Indiquez le nom de naissance',
  full: 'Copie intégrale',
  extract: 'Extrait sans filiation',
  labels: {
    given: 'Prénoms',
    family: 'Nom de naissance',
    email: 'Adresse de courriel',
    phone: 'Téléphone',
    address: 'Adresse postale',
    kind: 'Quel acte souhaitez-vous ?',
    who: 'La personne que concerne l’acte',
    birth: 'Date de naissance',
    need: 'À quoi servira l’acte ?',
  },
  count: '3 demandes à traiter',
  notice: 'Votre document est bien arrivé.',
};

export const english: ExampleWords = {
  citizen: 'Camille Exemple',
  agent: 'Demonstration agent',
  title: 'Birth certificate',
  summary: 'Ask for the certificate of a birth registered in our town. It is free.',
  otherTitle: 'Report a problem in the street',
  otherSummary: 'A pothole, a dark street lamp, dumped waste: tell us where.',
  law: 'Décret n° 2017-890, art. 30',
  delay: '5 working days',
  date: 'Monday, 23 November 2026',
  due: 'Monday, 30 November 2026',
  dueIn: 'Tomorrow',
  late: '2 days late',
  ahead: 'In 4 days',
  piecesBy: 'Wednesday, 23 December 2026',
  pieces: ['Family record book or identity document', 'Written mandate, if you ask for somebody else'],
  service: { ...french.service, name: 'Civil status service' },
  answers: [
    { label: 'Kind of certificate', value: 'Full copy' },
    { label: 'Name at birth', value: 'Exemple' },
    { label: 'Given names', value: 'Camille, Éloïse' },
    { label: 'Date of birth', value: '27/03/1985' },
    { label: 'Purpose', value: 'Wedding file.\nI need it before the end of the month.' },
  ],
  reply: 'The certificate was made out this morning.\n\nIt leaves today,\nby tracked post.',
  retention: 'one year',
  states: { received: 'Received', accepted: 'Accepted', refused: 'Refused', infected: 'Blocked: virus' },
  step: 'Prepare the certificate',
  decisions: ['Certificate issued', 'Record not found', 'Request refused'],
  waiting: 'We are waiting for your documents.',
  status: 'Under way',
  ended: 'Certificate sent',
  said: 'The photograph is blurred. Can you send another?',
  web: 'Web',
  delivered: 'Delivered',
  error: 'Enter the name at birth',
  full: 'Full copy',
  extract: 'Extract without parents',
  labels: {
    given: 'Given names',
    family: 'Name at birth',
    email: 'Email address',
    phone: 'Telephone',
    address: 'Postal address',
    kind: 'Which certificate do you want?',
    who: 'The person the certificate is about',
    birth: 'Date of birth',
    need: 'What is the certificate for?',
  },
  count: '3 requests to deal with',
  notice: 'Your document has arrived.',
};

/** Documents that are to be sent again, with their reasons. */
export const refused = (lang: Language) => [
  {
    title: pick(lang, 'Justificatif de domicile', 'Proof of address'),
    reason: pick(
      lang,
      'Il date de plus de trois mois. Envoyez par exemple une facture d’eau ou d’électricité récente.',
      'It is more than three months old. Send a recent water or electricity bill, for example.',
    ),
  },
  {
    title: pick(lang, 'Livret de famille', 'Family record book'),
    reason: pick(lang, 'La photo est floue.', 'The photograph is blurred.'),
  },
];

const pick = (lang: Language, fr: string, en: string) => ({ fr, en })[lang];
