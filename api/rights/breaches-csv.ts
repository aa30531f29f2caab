import type { BreachRow } from '../../db/breaches.ts';
import { dateAndTime } from '../../templates/format.ts';
import type { Language } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import { byteOrderMark, lineOf } from '../csv.ts';
import { riskWords } from './breach-form.ts';
import { notifyBefore, stateOf } from './breaches.ts';

/** The register as the CNIL asks to see it: the facts, their effects, what was done (RGPD, art. 33(5)). */
export function breachesCsv(rows: readonly BreachRow[], lang: Language, zone: Zone, now = Date.now()): string {
  const at = (instant: string | null) => (instant === null ? null : dateAndTime(new Date(instant), lang, zone));
  const lines = rows.map((row) => [
    at(row.awareAt),
    row.nature,
    row.categories,
    row.people,
    row.records,
    row.consequences,
    row.measures,
    riskWords[row.risk][lang],
    row.risk === 'none' ? null : dateAndTime(notifyBefore(row), lang, zone),
    at(row.notifiedAt),
    row.lateReason,
    at(row.toldAt),
    stateOf(row, now)[lang],
  ]);
  return byteOrderMark + [headings[lang], ...lines].map(lineOf).join('');
}

const headings: Record<Language, string[]> = {
  fr: [
    ...['Constatée le', 'Nature', 'Personnes et données', 'Personnes', 'Enregistrements', 'Conséquences', 'Mesures'],
    ...['Risque', 'À notifier avant', 'CNIL informée le', 'Motif du retard', 'Personnes informées le', 'État'],
  ],
  en: [
    ...['Known since', 'Nature', 'People and data', 'People', 'Records', 'Consequences', 'Measures'],
    ...['Risk', 'To be notified before', 'CNIL told on', 'Reason for the delay', 'People told on', 'State'],
  ],
};
