import { townChain } from '../../db/journal.ts';
import type { Fault } from '../../db/journal-check.ts';
import type { JournalState } from '../../db/journal-checks.ts';
import { fromNow, wholeNumber } from '../../templates/format.ts';
import type { Health } from '../../templates/pages/operator-view.ts';
import type { Language } from '../../templates/views.ts';

/** « demande 2026-000012, ligne 3 : changée ou ajoutée ». @param named references of requests by their ids */
export function faultText(
  { chain, from, to, kind }: Fault,
  named: ReadonlyMap<string, string>,
  lang: Language,
): string {
  if (!chain) return { fr: `empreinte ${from} : ${head.fr}`, en: `head ${from}: ${head.en}` }[lang];
  const known = named.get(chain) ?? chain;
  const whose =
    chain === townChain
      ? { fr: 'administration', en: 'administration' }
      : { fr: `demande ${known}`, en: `request ${known}` };
  const one = from === to;
  return {
    fr: `${whose.fr}, ${one ? `ligne ${from}` : `lignes ${from} à ${to}`} : ${kinds[kind].fr}`,
    en: `${whose.en}, ${one ? `row ${from}` : `rows ${from} to ${to}`}: ${kinds[kind].en}`,
  }[lang];
}

const head = {
  fr: 'changée, absente, ou non signée par la clé de la commune',
  en: 'changed, missing, or not signed by the town’s key',
};

const kinds: Record<Fault['kind'], Record<Language, string>> = {
  changed: { fr: 'changé ou ajouté', en: 'changed or added' },
  rewritten: {
    fr: 'réécrit : ce qui en a été tiré dit autre chose',
    en: 'rewritten: what was made from it says something else',
  },
  missing: { fr: 'absent', en: 'missing' },
  gone: { fr: 'disparu, alors qu’une empreinte signée le connaît', en: 'no longer there, and a signed head has them' },
  head: { fr: 'pas juste', en: 'not right' },
};

/** A night may be missed; two are a fault of something. */
const restsMs = 50 * 3_600_000;

/** How the journals are, in a line. What nobody has seen is wrong whatever later checks have found. */
export function journalFinding(state: JournalState, lang: Language): { health: Health; text: string } {
  const { checkedAt, entries, faults, unseen } = state;
  if (!checkedAt) return { health: unseen > 0 ? 'wrong' : 'look', text: texts.never[lang] };
  const rows = wholeNumber(entries, lang);
  const read = {
    fr: `${rows} lignes relues ${fromNow(checkedAt, lang)}`,
    en: `${rows} rows read ${fromNow(checkedAt, lang)}`,
  }[lang];
  const late = Date.now() - checkedAt.getTime() > restsMs;
  if (unseen > 0) return { health: 'wrong', text: `${read}. ${texts.alarm[lang]}` };
  if (faults > 0) return { health: 'look', text: `${read}. ${texts.known[lang]}` };
  return { health: late ? 'look' : 'good', text: `${read}. ${late ? texts.late[lang] : texts.good[lang]}` };
}

const texts = {
  never: { fr: 'Pas encore vérifiés : ils le sont chaque nuit.', en: 'Not checked yet: they are each night.' },
  alarm: { fr: 'Des lignes ne sont plus celles qui ont été écrites.', en: 'Rows are not those that were written.' },
  known: { fr: 'Des lignes altérées, déjà signalées et vues.', en: 'Rows that were altered, told of and seen.' },
  late: { fr: 'Plus rien depuis deux nuits.', en: 'Nothing for two nights.' },
  good: { fr: 'Rien d’anormal.', en: 'Nothing is wrong.' },
};
