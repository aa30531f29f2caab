import { countOverdue } from '../../db/acknowledgements.ts';
import type { AgentRow } from '../../db/agents.ts';
import { countLettersToPost } from '../../db/letters.ts';
import { wholeNumber } from '../../templates/format.ts';
import type { Language } from '../../templates/views.ts';
import { overdueLimits } from '../acknowledgements.ts';
import { postedServices } from '../auth/policy.ts';
import type { Services } from '../services.ts';

/** What stands above an agent's list of what waits on paper; nothing where nothing does. */
export async function lettersText(
  { db, zone }: Services,
  agent: AgentRow,
  lang: Language,
): Promise<string | undefined> {
  const services = postedServices(agent);
  if (services.length === 0) return undefined;
  const [counts, overdue] = await Promise.all([
    countLettersToPost(db, services),
    countOverdue(db, { ...overdueLimits(zone), services }),
  ]);
  const letters = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const said = [
    ...(letters > 0 ? [lettersWords(letters, lang)] : []),
    ...(overdue > 0 ? [overdueWords(overdue, lang)] : []),
  ];
  return said.length > 0 ? said.join(', ') : undefined;
}

function lettersWords(count: number, lang: Language): string {
  const number = wholeNumber(count, lang);
  const s = count > 1 ? 's' : '';
  return { fr: `${number} lettre${s} à poster`, en: `${number} letter${s} to post` }[lang];
}

export function overdueWords(count: number, lang: Language): string {
  const number = wholeNumber(count, lang);
  const s = count > 1 ? 's' : '';
  return {
    fr: `${number} accusé${s} de réception en retard`,
    en: `${number} late acknowledgement${s}`,
  }[lang];
}
