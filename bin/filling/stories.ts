/** What made-up people write in their forms, and agents in their replies. In French, as the town speaks. */

/** The texts of one request that belong together, by the names of the questions. */
export type Story = Readonly<Record<string, string>>;

/** By request type: the choice that the stories go by, and the stories of each of its options; of the others, any. */
export const stories: Readonly<Record<string, { by?: string; told: Readonly<Record<string, readonly Story[]>> }>> = {
  'street-problem': {
    by: 'category',
    told: {
      pothole: [
        { description: 'Un trou profond au milieu de la chaussée : les vélos font un écart pour l’éviter.' },
        { description: 'La chaussée s’affaisse le long du caniveau depuis les dernières pluies.' },
      ],
      pavement: [
        { description: 'Des dalles se sont soulevées devant l’arrêt de bus, une poussette ne passe plus.' },
        { description: 'Des barrières de chantier oubliées occupent tout le trottoir.' },
      ],
      lighting: [
        { description: 'Trois lampadaires de suite sont éteints, la rue est noire après 18 h.' },
        { description: 'Le lampadaire clignote toute la nuit devant nos fenêtres.' },
      ],
      rubbish: [
        { description: 'Des sacs et un matelas ont été laissés au pied des conteneurs.' },
        { description: 'La corbeille déborde tous les lundis matin.' },
      ],
      tree: [
        { description: 'Une grosse branche pend au-dessus du passage piéton.' },
        { description: 'La haie cache le panneau et la vue du carrefour.' },
      ],
      signs: [
        { description: 'Le panneau « cédez le passage » est couché depuis l’orage.' },
        { description: 'Le passage piéton est presque effacé devant l’école.' },
      ],
      other: [{ description: 'Une plaque d’égout bouge et claque au passage des voitures.' }],
    },
  },
  question: {
    by: 'theme',
    told: {
      'civil-status': [{ question: 'Faut-il un rendez-vous pour refaire ma carte d’identité ?' }],
      streets: [{ question: 'Jusqu’à quand durent les travaux de la place ?' }],
      parking: [{ question: 'Le stationnement est-il gratuit le samedi après-midi ?' }],
      nature: [{ question: 'À quelle heure ferme le parc en hiver ?' }],
      cleanliness: [{ question: 'Quel jour passe la balayeuse dans ma rue ?' }],
      waste: [{ question: 'Où déposer de vieux pots de peinture ?' }],
      schools: [{ question: 'Quand ouvrent les inscriptions à la cantine ?' }],
      rooms: [{ question: 'La salle du parc a-t-elle une cuisine ?' }],
      other: [
        { question: 'Où trouver le compte rendu du dernier conseil municipal ?' },
        { question: 'Une association peut-elle tenir un stand au marché ?' },
      ],
    },
  },
  complaint: {
    by: 'theme',
    told: {
      'civil-status': [
        {
          facts: 'J’ai attendu une heure au guichet, puis on m’a demandé de revenir un autre jour.',
          wish: 'Que les heures d’affluence soient indiquées.',
        },
      ],
      streets: [
        {
          facts: 'Les travaux commencent à 6 h malgré ce qui était annoncé.',
          wish: 'Que les horaires annoncés soient tenus.',
        },
      ],
      parking: [
        { facts: 'L’horodateur était en panne et j’ai reçu un avis de paiement.', wish: 'L’annulation de l’avis.' },
      ],
      nature: [
        { facts: 'La haie du parc a été taillée en pleine période de nidification.', wish: 'Une taille en automne.' },
      ],
      cleanliness: [{ facts: 'La rue n’est plus balayée depuis un mois.', wish: 'Le calendrier des passages.' }],
      waste: [{ facts: 'La tournée est passée sans prendre mon bac, sorti à temps.', wish: 'Un nouveau passage.' }],
      schools: [
        {
          facts: 'Ma demande de menu sans œuf n’a pas été prise en compte deux jours de suite.',
          wish: 'Une confirmation par écrit.',
        },
      ],
      rooms: [{ facts: 'La salle que nous avions louée n’était pas chauffée.', wish: 'Un geste sur le prix.' }],
      other: [
        {
          facts: 'Personne ne répond au téléphone le vendredi après-midi.',
          wish: 'Un répondeur qui dise quand rappeler.',
        },
      ],
    },
  },
  proposal: {
    by: 'theme',
    told: {
      streets: [
        {
          subject: 'Une rue aux écoliers le matin',
          proposal: 'Fermer la rue de l’école aux voitures de 8 h à 9 h, avec des volontaires.',
        },
        { subject: 'Des arceaux à vélos devant la poste', proposal: 'Dix arceaux à la place d’une place de parking.' },
        {
          subject: 'Une zone à 30 autour du marché',
          proposal: 'Ralentir les voitures les jours de marché, de la place au pont.',
        },
        {
          subject: 'Un passage piéton près du stade',
          proposal: 'Les enfants traversent sans passage à la sortie des entraînements.',
        },
        {
          subject: 'Éteindre la nuit, sauf aux carrefours',
          proposal: 'Moins de lumière entre minuit et 5 h, et les étoiles en plus.',
        },
      ],
      nature: [
        { subject: 'Un verger partagé au parc', proposal: 'Planter vingt arbres fruitiers que chacun peut cueillir.' },
        { subject: 'Des bancs à l’ombre', proposal: 'Déplacer quatre bancs du parc sous les tilleuls.' },
        {
          subject: 'Un composteur par quartier',
          proposal: 'Trois composteurs, tenus par les habitants qui le veulent.',
        },
        { subject: 'Des haies autour des parkings', proposal: 'Des arbustes du pays à la place des bordures.' },
        {
          subject: 'Une mare pour l’école',
          proposal: 'Une petite mare clôturée, pour les classes et les grenouilles.',
        },
      ],
      children: [
        { subject: 'Une aire de jeux pour les tout-petits', proposal: 'Deux jeux bas et une clôture, près du square.' },
        { subject: 'Des livres dans la cour', proposal: 'Une armoire à livres sous le préau, tenue par les élèves.' },
        {
          subject: 'Un local pour les jeunes',
          proposal: 'Ouvrir une salle le mercredi et le samedi, avec un animateur.',
        },
        { subject: 'Une cantine sans plastique', proposal: 'Des plats en inox et des gourdes pour tous.' },
      ],
      culture: [
        { subject: 'Une boîte à livres par quartier', proposal: 'Trois boîtes, entretenues par les associations.' },
        { subject: 'Un bal d’été sur la place', proposal: 'Une soirée en juillet, avec les musiciens de la commune.' },
        { subject: 'Un mur d’expression', proposal: 'Un mur du gymnase ouvert aux peintres, renouvelé chaque année.' },
        { subject: 'Du cinéma en plein air', proposal: 'Deux séances en août dans le parc.' },
        { subject: 'Une heure de piscine au calme', proposal: 'Une heure par semaine sans musique ni jeux.' },
      ],
      other: [
        { subject: 'Un atelier de réparation', proposal: 'Un samedi par mois, réparer au lieu de jeter.' },
        { subject: 'Une grainothèque à la mairie', proposal: 'Un meuble où laisser et prendre des graines.' },
        { subject: 'Un annuaire des coups de main', proposal: 'Qui peut aider à quoi, affiché à l’accueil.' },
        {
          subject: 'Une navette les jours de marché',
          proposal: 'Un minibus entre les quartiers et la place, le matin.',
        },
      ],
    },
  },
  'personal-data': {
    told: {
      any: [
        { data: 'Mon inscription à la cantine de 2022 à 2024.', reasons: 'Mon enfant a quitté l’école.' },
        {
          data: 'Mes réservations de salle des trois dernières années.',
          reasons: 'L’adresse notée n’est plus la mienne.',
        },
      ],
    },
  },
  'room-booking': {
    told: {
      any: [
        ...[
          'Assemblée générale d’une association',
          'Anniversaire',
          'Répétition de la chorale',
          'Réunion de quartier',
        ].map((purpose) => ({ purpose })),
      ],
    },
  },
  'school-enrolment': {
    told: { any: [{ otherSchool: 'L’école des Tilleuls : sa sœur y est déjà, et ma nourrice habite à côté.' }] },
  },
};

/** Texts that stand alone, by the names of the questions. */
export const texts: Readonly<Record<string, readonly string[]>> = {
  parents: ['inconnu', 'Dominique Lilas et Claude Frêne (essai)'],
  need: ['Pour un dossier de mariage.', 'Pour le notaire.'],
  what: ['Canapé', 'Matelas', 'Armoire démontée', 'Réfrigérateur', 'Table de jardin'],
};

export const replies: Readonly<Record<string, readonly string[]>> = {
  answered: [
    'Bonjour, vous trouverez toutes les informations à l’accueil de la mairie, ouvert du lundi au vendredi.',
    'Bonjour, le service s’en est occupé cette semaine. Merci de nous l’avoir signalé.',
  ],
  'reply ready': ['Nous avons vérifié ce que vous décrivez et regrettons cette gêne. Le service a revu ses horaires.'],
  issued: ['Votre document part par la poste à l’adresse que vous avez donnée.'],
  'not found': ['Aucun acte ne correspond à ces noms et à cette date dans nos registres.'],
  refused: ['Votre demande ne remplit pas les conditions du règlement : le détail est au guichet à votre disposition.'],
  'not ours': ['Cette voie est du département : nous lui avons transmis votre signalement.'],
  'nothing found': ['Nos agents sont passés deux fois sur place et n’ont rien trouvé à réparer.'],
  approved: ['Votre réservation est accordée. Les clés vous attendent à l’accueil.'],
  granted: ['Vous trouverez ci-joint les données demandées ; les corrections sont faites.'],
  'to accept': ['La proposition peut être réalisée dans le budget de l’année prochaine.'],
  'to refuse': ['Le terrain n’appartient pas à la commune : elle ne peut pas y installer d’équipement.'],
  'progress told': ['L’étude est terminée, les devis arrivent.'],
  'carried out': ['C’est fait : venez voir sur place.'],
  'details needed': ['Merci de préciser la date et le lieu.'],
};

export const words = {
  refusals: ['Le document est illisible.', 'Le document est trop ancien.', 'Il manque le verso.'],
  citizenAsks: ['Bonjour, où en est ma demande ?', 'Bonjour, faut-il que je vienne à la mairie ?'],
  agentAnswers: ['Bonjour, votre dossier est en cours d’examen : vous aurez une réponse dans le délai annoncé.'],
  notes: ['Vu au téléphone, attend notre réponse.', 'Dossier comparable traité le mois dernier.'],
  redirected: ['Le terrain est de votre compétence.', 'À voir avec vos équipes.'],
  sentBack: ['Ce n’est pas pour nous : voir le plan des compétences.'],
  reopenings: ['Le problème est revenu dès le lendemain.', 'Votre réponse ne porte pas sur ma demande.'],
  comments: [
    ...[
      'Très bonne idée.',
      'Pensez aussi aux personnes en fauteuil.',
      'Je veux bien aider.',
      'Qui s’en occupera ensuite ?',
    ],
    ...['À essayer pendant un an, pour voir.', 'Il y en a déjà dans la commune voisine : cela marche.'],
  ],
  opinions: {
    5: ['Rapide et clair, merci.', 'Parfait.'],
    4: ['Bien, un peu long.'],
    3: ['Correct.'],
    2: ['Trop d’allers-retours.'],
    1: ['Personne ne m’a rappelé.'],
  } as Readonly<Record<number, readonly string[]>>,
};
