import type { TownView } from '../templates/views.ts';

/** The demonstration town. Its settings become editable with the administration pages. */
export function townOf(publicUrl: string): TownView {
  return {
    name: 'Ville-Exemple',
    address: ['Hôtel de ville', '1 place de la Démonstration', '00000 Ville-Exemple'],
    email: 'mairie@ville.example',
    phone: '01 99 00 00 00',
    publicUrl,
    demonstration: true,
  };
}
