import type { Words } from './fields.ts';
import type { RequestType } from './request-type.ts';

/** Steps, answers and outcomes that several procedures share. A request type adds its own in `words`. */
const shared: Readonly<Record<string, Words>> = {
  received: { fr: 'Demande reçue', en: 'Request received' },
  ended: { fr: 'Demande terminée', en: 'Request ended' },
  'waiting for documents': { fr: 'En attente de documents', en: 'Waiting for documents' },
  issued: { fr: 'Délivré', en: 'Issued' },
  'not found': { fr: 'Acte introuvable', en: 'Not found' },
  refused: { fr: 'Refusé', en: 'Refused' },
  abandoned: { fr: 'Classée sans suite, faute de documents', en: 'Closed, as the documents did not come' },
};

/** What the reader sees of a step, an answer or an outcome. */
export function wordsOf(type: Pick<RequestType, 'words'>, name: string): Words {
  return type.words?.[name] ?? shared[name] ?? { fr: name, en: name };
}
