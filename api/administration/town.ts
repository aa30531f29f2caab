import { addEntry, type Entry } from '../../db/administration.ts';
import type { AgentRow } from '../../db/agents.ts';
import type { Sql } from '../../db/sql.ts';
import { findTown, keepTown } from '../../db/town.ts';
import { demonstrationTown } from '../town/demonstration.ts';
import type { TownSettings } from '../town/settings.ts';
import { changesOf } from './changing.ts';
import { flatSettings } from './town-questions.ts';

/** Keeps settings that have been checked. @param on a transaction that holds the lock of the administration */
export async function keepSettings(on: Sql, settings: TownSettings, by: AgentRow | undefined): Promise<Entry[]> {
  const changes = changesOf(forJournal(await settingsNow(on)), forJournal(settings), ['logo']);
  if (changes.length === 0) return [];
  await keepTown(on, { settings, changedAt: new Date() });
  const entry = { subject: 'town', key: 'town', kind: 'changed', changes } as const;
  await addEntry(on, entry, by?.id);
  return [entry];
}

/** As long as none are kept, the demonstration's hold. */
export const settingsNow = async (on: Sql): Promise<TownSettings> =>
  (await findTown(on))?.settings ?? demonstrationTown;

// Of a picture, that it has changed: its text says nothing to anybody.
const forJournal = (settings: TownSettings) => ({ ...flatSettings(settings), logo: settings.logo });
