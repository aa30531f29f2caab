import type { Words } from '../../workflows/kit/fields.ts';

/** What agents have written in the emails' examples. */
export const replies = {
  market: {
    fr: 'Le marché de l’Exemple a lieu le jeudi et le dimanche, de 8 h à 13 h.\n\nLe stationnement y est gratuit ces matins-là.',
    en: 'The Exemple market is on Thursdays and Sundays, from 8 am to 1 pm.\n\nParking there is free on those mornings.',
  },
  waste: {
    fr: 'Déposez les objets sur le trottoir, devant le numéro 7, la veille après 19 h.',
    en: 'Put the things on the pavement, in front of number 7, after 7 pm on the day before.',
  },
  notFound: {
    fr: 'Nous avons cherché de 1980 à 1990, sous les deux noms que vous avez donnés.',
    en: 'We searched from 1980 to 1990, under both names that you gave.',
  },
  posted: {
    fr: 'L’acte a été établi ce matin.\n\nIl part aujourd’hui,\nen lettre suivie.',
    en: 'The certificate was made out this morning.\n\nIt leaves today,\nby tracked post.',
  },
  extended: {
    fr: 'Vos données se trouvent dans les dossiers de quatre services, dont deux sont archivés sur papier : il faut les relire un à un.',
    en: 'Your data is in the files of four services, two of which are archived on paper and must be read one by one.',
  },
  arrived: { fr: 'Votre attestation est arrivée ce matin.', en: 'Your statement arrived this morning.' },
  twice: {
    fr: 'Vous nous avez posé la même question lundi.',
    en: 'You asked us the same question on Monday.',
  },
  corrected: {
    fr: 'Données corrigées : Nom, Date de naissance.\n\nMotif : votre carte d’identité, vue le 23 novembre 2026.\n\nCes services, qui avaient ces données, sont informés : Archives.',
    en: 'Data put right: Family name, Date of birth.\n\nReason: your identity card, seen on 23 November 2026.\n\nThese services, which had the data, are told: Archives.',
  },
  permit: {
    fr: 'Votre autorisation n° EX-0001 vaut du 1er décembre 2026 au 30 novembre 2027, zone Exemple. Il n’y a rien à poser derrière le pare-brise.',
    en: 'Your permit no. EX-0001 is valid from 1 December 2026 to 30 November 2027, in the zone Exemple. There is nothing to put behind the windscreen.',
  },
  progress: {
    fr: 'Le bureau d’études a remis ses plans. Les travaux sont prévus au printemps 2027.',
    en: 'The plans have been delivered. The work is planned for the spring of 2027.',
  },
  room: {
    fr: 'Les clés vous attendent à l’accueil la veille, de 14 h à 17 h.',
    en: 'The keys await you at the reception desk on the day before, from 2 pm to 5 pm.',
  },
  returned: {
    fr: 'La salle a été rendue en ordre. Votre chèque de caution vous attend à l’accueil.',
    en: 'The room was returned in order. Your deposit cheque awaits you at the reception desk.',
  },
  joined: {
    fr: 'Le lampadaire sera réparé dans la semaine.',
    en: 'The street lamp will be repaired within the week.',
  },
  refusal: {
    fr: 'La salle de l’Exemple est fermée pour travaux du 1er au 31 décembre 2026 (arrêté municipal de démonstration n° 0000-01). Elle ne peut recevoir personne pendant ce temps.\n\nLes autres salles assez grandes pour 120 personnes sont déjà réservées ce jour-là.',
    en: 'The hall “Salle de l’Exemple” is closed for works from 1 to 31 December 2026 (demonstration order no. 0000-01). Nobody can use it during that time.\n\nThe other rooms that hold 120 people are already booked on that day.',
  },
  repaired: {
    fr: 'Le trou a été rebouché et la chaussée refaite sur trois mètres.',
    en: 'The hole has been filled, and three metres of the road laid anew.',
  },
  notPossible: {
    fr: 'Le chemin est une voie privée : seuls ses propriétaires peuvent y faire des travaux. Nous leur avons écrit.',
    en: 'The lane is private: only its owners may have work done there. We have written to them.',
  },
} satisfies Record<string, Words>;
