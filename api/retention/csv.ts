import type { LineRow, ListRow } from '../../db/elimination-lists.ts';
import type { Language } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import { byteOrderMark, lineOf } from '../csv.ts';
import { fates, lineState, typeTitle } from './list-view.ts';

/** The list for the archives: a line a request, with its producer, dates, keeping, volume and legal source. */
export function csvOf(
  list: ListRow,
  lines: readonly LineRow[],
  names: Map<string, string>,
  lang: Language,
  zone: Zone,
): string {
  const service = names.get(list.serviceId) ?? list.serviceId;
  return [
    byteOrderMark + lineOf(Object.values(headings).map((words) => words[lang])),
    ...lines.map((one) =>
      lineOf([
        service,
        one.reference,
        typeTitle(one.type, lang),
        one.receivedOn,
        one.endedOn,
        one.keptUntil,
        fates[one.fate][lang],
        one.law,
        one.documents,
        one.bytes,
        lineState(one, lang, zone) ?? null,
        list.visaReference,
        list.visaOn,
        list.visaBy,
        one.requestId,
      ]),
    ),
  ].join('');
}

const headings = {
  service: { fr: 'Service producteur', en: 'Producing service' },
  reference: { fr: 'Référence', en: 'Reference' },
  type: { fr: 'Démarche', en: 'Request type' },
  received: { fr: 'Reçue le', en: 'Received on' },
  ended: { fr: 'Terminée le', en: 'Ended on' },
  kept: { fr: 'Conservée jusqu’au', en: 'Kept until' },
  fate: { fr: 'Sort', en: 'Fate' },
  law: { fr: 'Durée fixée par', en: 'Time laid down by' },
  documents: { fr: 'Documents', en: 'Documents' },
  bytes: { fr: 'Octets', en: 'Bytes' },
  state: { fr: 'Observations', en: 'Observations' },
  visa: { fr: 'Référence du visa', en: 'Reference of the visa' },
  visaOn: { fr: 'Visa du', en: 'Visa of' },
  visaBy: { fr: 'Visa donné par', en: 'Visa given by' },
  id: { fr: 'Identifiant', en: 'Id' },
} as const;
