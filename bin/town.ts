import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { TownSettings } from '../api/town/settings.ts';
import { findTown } from '../db/town.ts';
import { townView } from '../templates/town-words.ts';
import type { TownView } from '../templates/views.ts';

/** The demonstration town's settings, which hold as long as no others are kept. */
export const demonstrationTown: TownSettings = {
  name: 'Ville-Exemple',
  address: ['Hôtel de ville', '1 place de la Démonstration', '00000 Ville-Exemple'],
  email: 'mairie@ville.example',
  phone: '01 99 00 00 00',
  openingHours: {
    monday: officeHours(),
    tuesday: officeHours(),
    wednesday: officeHours(),
    thursday: officeHours(),
    friday: [['08:30', '12:00']],
    saturday: [['09:00', '12:00']],
    sunday: [],
  },
  openingNote: {
    fr: 'Fermé les jours fériés. En août, fermé le samedi.',
    en: 'Closed on public holidays. In August, closed on Saturdays.',
  },
  colour: '#12505b',
  director: 'La ou le maire de Ville-Exemple (commune de démonstration)',
  host: ['Commune de Ville-Exemple', '1 place de la Démonstration', '00000 Ville-Exemple', '01 99 00 00 00'],
  dataProtection: { name: 'Délégué à la protection des données', email: 'dpd@ville.example', phone: '01 99 00 00 09' },
  accessibility: { statedOn: '2026-11-24' },
  languages: ['fr', 'en'],
  demonstration: true,
};

/** The demonstration town as its pages, emails and letter show it. */
export const townOf = (publicUrl: string): TownView => townView(demonstrationTown, publicUrl);

/** How often each part looks whether the settings have changed, in milliseconds. */
export const townChecksMs = 5_000;

export interface FollowedTown {
  /** As the settings are now: to be asked for each time. */
  readonly view: TownView;
  stop(): void;
}

/** Reads the town's settings, and again when they have changed; a database that is away leaves them as they are. */
export async function followTown(
  db: DataSource,
  publicUrl: string,
  log: Logger,
  checksMs = townChecksMs,
): Promise<FollowedTown> {
  let view = townOf(publicUrl);
  let changedAt: Date | undefined;
  const read = async () => {
    const found = await findTown(db, changedAt);
    if (!found) return;
    view = townView(found.settings, publicUrl);
    changedAt = found.changedAt;
  };
  await read();
  const checks = setInterval(
    () =>
      void read().catch(({ code }: { code?: string }) => log.warn({ code }, 'the town’s settings could not be read')),
    checksMs,
  );
  return {
    get view() {
      return view;
    },
    stop: () => clearInterval(checks),
  };
}

function officeHours(): [string, string][] {
  return [
    ['08:30', '12:00'],
    ['13:30', '17:30'],
  ];
}
