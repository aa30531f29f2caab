/** The journal in the words of the citizen's timeline. */
import type { JournalRow } from '../db/journal.ts';
import type { Words } from '../workflows/kit/fields.ts';
import type { RequestType } from '../workflows/kit/request-type.ts';
import { wordsOf } from '../workflows/kit/words.ts';
import type { Language } from './views.ts';

/** Undefined for what concerns the agents alone. */
export function timelineText(entry: JournalRow, type: RequestType, lang: Language): string | undefined {
  const sentence = sentences[entry.kind];
  return sentence && fill(typeof sentence === 'function' ? sentence(entry) : sentence, entry, type, lang);
}

/** Every line, for agents: with the name of who did it. */
export function journalText(entry: JournalRow, type: RequestType, lang: Language): string {
  const sentence = forAgents[entry.kind] ?? sentences[entry.kind] ?? { fr: entry.kind, en: entry.kind };
  const known = fill(typeof sentence === 'function' ? sentence(entry) : sentence, entry, type, lang);
  return entry.agent ? `${known} (${entry.agent})` : known;
}

type Sentence = Words | ((entry: JournalRow) => Words);

const sentences: Readonly<Record<string, Sentence>> = {
  'request received': { fr: 'Demande reçue', en: 'Request received' },
  'task opened': { fr: '{name}', en: '{name}' },
  'document received': { fr: 'Document reçu : {piece}', en: 'Document received: {piece}' },
  'document accepted': { fr: 'Document accepté : {piece}', en: 'Document accepted: {piece}' },
  'document refused': { fr: 'Document refusé : {piece}', en: 'Document refused: {piece}' },
  'message sent': ({ actor }) =>
    actor === 'citizen'
      ? { fr: 'Vous avez envoyé un message', en: 'You sent a message' }
      : { fr: 'Le service vous a envoyé un message', en: 'The service sent you a message' },
  'email sent': ({ data }) =>
    emailSentences[String(data.template)] ?? { fr: 'Réponse envoyée par courriel', en: 'Answer sent by email' },
  'citizen reminded': { fr: 'Rappel : des documents sont attendus', en: 'Reminder: documents are awaited' },
  'task expired': {
    fr: 'Le délai pour envoyer les documents est passé',
    en: 'The time to send the documents has passed',
  },
  'task answered': ({ actor }) =>
    actor === 'citizen'
      ? { fr: 'Vos documents sont complets', en: 'Your documents are complete' }
      : { fr: 'Le service a pris sa décision', en: 'The service has decided' },
  'request ended': { fr: 'Demande terminée : {outcome}', en: 'Request ended: {outcome}' },
};

const emailSentences: Readonly<Record<string, Words>> = {
  acknowledgement: { fr: 'Accusé de réception envoyé par courriel', en: 'Acknowledgement sent by email' },
  'documents-reminder': { fr: 'Rappel envoyé par courriel', en: 'Reminder sent by email' },
};

/** What agents alone read, or read in other words than the citizen. */
const forAgents: Readonly<Record<string, Sentence>> = {
  'message sent': ({ actor }) =>
    actor === 'citizen'
      ? { fr: 'Message reçu du demandeur', en: 'Message received from the citizen' }
      : { fr: 'Message envoyé au demandeur', en: 'Message sent to the citizen' },
  'task answered': ({ actor }) =>
    actor === 'citizen'
      ? { fr: 'Documents complets', en: 'Documents complete' }
      : { fr: '{name} : {answer}', en: '{name}: {answer}' },
  'email queued': { fr: 'Courriel préparé', en: 'Email prepared' },
  'email undeliverable': { fr: 'Courriel refusé par le destinataire', en: 'Email refused by the recipient' },
  'task late': { fr: 'Délai dépassé : {name}', en: 'Past its deadline: {name}' },
  'task claimed': { fr: 'Tâche prise en charge', en: 'Task claimed' },
  'task released': { fr: 'Tâche rendue au service', en: 'Task given back' },
};

function fill(sentence: Words, { data }: JournalRow, type: RequestType, lang: Language): string {
  return sentence[lang].replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = String(data[key] ?? '');
    return key === 'piece' ? (type.pieces[value]?.title[lang] ?? value) : wordsOf(type, value)[lang];
  });
}
