import type { Dice } from '../simulation/dice.ts';

/** Somebody who asks, and may ask again. */
export interface MadeUpPerson {
  givenName: string;
  familyName: string;
  email: string;
  /** Of a range that the plan of telephone numbers gives to nobody. */
  phone: string;
  street: string;
}

/** The made-up person of this number: plainly marked, as in the list of an agent. */
export function personNumber(number: number, dice: Dice): MadeUpPerson {
  return {
    givenName: pick(givenNames, dice),
    familyName: `${pick(familyNames, dice)} (essai)`,
    email: `essai-${number}@citoyen.example`,
    phone: `01 99 00 ${twoDigits(dice)} ${twoDigits(dice)}`,
    street: aStreet(dice),
  };
}

export const aStreet = (dice: Dice) => `${1 + Math.floor(dice.next() * 120)} ${pick(streets, dice)}`;
export const townLine = { postcode: '00000', town: 'Ville-Exemple' };

export function pick<Item>(items: readonly Item[], dice: Dice): Item {
  return items[Math.floor(dice.next() * items.length)]!;
}

/** One of the keys, the more often the greater its weight. */
export function pickByWeight<Key extends string>(weights: Readonly<Record<Key, number>>, dice: Dice): Key {
  const entries = Object.entries(weights) as [Key, number][];
  let left = dice.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [key, weight] of entries) {
    left -= weight;
    if (left < 0) return key;
  }
  return entries[0]![0];
}

export const givenNames =
  'Camille Sacha Dominique Claude Alix Maxime Charlie Morgan Lou Noa Andréa Élie Loïs Zoé Inès Léon Jeanne Hugo Nadia Karim Mina Yanis Rose Paul'.split(
    ' ',
  );
export const familyNames =
  'Lilas Chêne Tilleul Bouleau Érable Frêne Sorbier Noyer Merisier Cèdre Platane Saule Aubépine Genêt Houx Myrte Olivier Figuier Charme Hêtre'.split(
    ' ',
  );
const streets = [
  ...['rue des Essais', 'allée du Modèle', 'place de la Démonstration', 'impasse du Brouillon', 'chemin de l’Exemple'],
  ...['avenue de la Maquette', 'rue du Croquis', 'quai de l’Ébauche'],
];
const twoDigits = (dice: Dice) => String(Math.floor(dice.next() * 100)).padStart(2, '0');
