/** The journal in the words of the citizen's timeline. */
import type { ArchiveReason } from '../db/archives.ts';
import type { JournalRow } from '../db/journal.ts';
import type { RepairKind } from '../db/repairs.ts';
import type { Words } from '../workflows/kit/fields.ts';
import type { RequestType } from '../workflows/kit/request-type.ts';
import { wordsOf } from '../workflows/kit/words.ts';
import { emailTitles } from './emails/titles.ts';
import type { EmailName } from './emails.ts';
import { shortDate } from './format.ts';
import { archiveReasonTexts } from './texts/archives.ts';
import { type DateCause, dateCauses } from './texts/postponing.ts';
import { repairs } from './texts/repairs.ts';
import type { Language } from './views.ts';

export interface Reader {
  type: RequestType;
  lang: Language;
  /** The services' names by their ids. */
  services: ReadonlyMap<string, string>;
}

/** Undefined for what concerns the agents alone. */
export function timelineText(entry: JournalRow, reader: Reader): string | undefined {
  const sentence = sentenceOf(sentences, entry);
  return sentence && fill(sentence, entry, reader);
}

/** Every line, for agents: with the name of who did it. */
export function journalText(entry: JournalRow, reader: Reader): string {
  const sentence = sentenceOf(forAgents, entry) ?? sentenceOf(sentences, entry) ?? { fr: entry.kind, en: entry.kind };
  const known = fill(sentence, entry, reader);
  return entry.agent ? `${known} (${entry.agent})` : known;
}

/** A request may gather hundreds of supports: of those that follow each other, the last one tells how many there are. */
export function withoutRepeatedSupports(journal: readonly JournalRow[]): JournalRow[] {
  return journal.filter(({ kind }, index) => kind !== 'support received' || journal[index + 1]?.kind !== kind);
}

type Sentence = Words | ((entry: JournalRow) => Words | undefined);
type Sentences = Readonly<Record<string, Sentence>>;

function sentenceOf(known: Sentences, entry: JournalRow): Words | undefined {
  const sentence = known[entry.kind];
  return typeof sentence === 'function' ? sentence(entry) : sentence;
}

const sentences: Sentences = {
  'request received': { fr: 'Demande reçue', en: 'Request received' },
  'request withdrawn': { fr: 'Vous avez retiré votre demande', en: 'You withdrew your request' },
  'request reopened': { fr: 'Demande rouverte', en: 'Request reopened' },
  'request corrected': ({ actor }) =>
    actor === 'citizen'
      ? { fr: 'Vous avez corrigé votre demande', en: 'You corrected your request' }
      : { fr: 'Le service a corrigé vos données', en: 'The service put your data right' },
  'restriction set': { fr: 'L’usage de vos données est limité', en: 'The use of your data is restricted' },
  'lifting told': {
    fr: 'La limitation de l’usage de vos données sera levée',
    en: 'The restriction of the use of your data will be lifted',
  },
  'restriction lifted': {
    fr: 'L’usage de vos données n’est plus limité',
    en: 'The use of your data is no longer restricted',
  },
  'request ended': { fr: 'Demande terminée : {outcome}', en: 'Request ended: {outcome}' },
  'joined to another': {
    fr: 'Votre demande se poursuit avec une autre, sur le même sujet',
    en: 'Your request goes on with another one about the same thing',
  },
  'another joined': {
    fr: 'Une autre demande sur le même sujet rejoint la vôtre',
    en: 'Another request about the same thing has joined yours',
  },
  'decided by silence': ({ data }) =>
    data.mode === 'accept'
      ? { fr: 'Acceptée faute de réponse, le {on}', en: 'Accepted for want of an answer, on {on}' }
      : { fr: 'Réputée rejetée faute de réponse, le {on}', en: 'Deemed rejected for want of an answer, on {on}' },
  'reasons asked': { fr: 'Vous avez demandé les motifs du rejet', en: 'You asked for the reasons of the rejection' },
  redirected: { fr: 'Demande confiée au service {to}', en: 'Request given to the service {to}' },
  'task opened': ({ data }) => {
    if (data.expert) return { fr: 'Avis demandé : {expert}', en: 'Opinion asked of: {expert}' };
    if (data.service) return { fr: 'Avis demandé au service {service}', en: 'Opinion asked of the service {service}' };
    return { fr: '{name}', en: '{name}' };
  },
  'task answered': ({ actor, data }) => {
    if (actor === 'citizen' || broughtByAgent(data)) return citizenAnswered(data);
    if (data.for === 'opinion') return { fr: 'Avis rendu : {answer}', en: 'Opinion given: {answer}' };
    if (data.for === 'intervention') return { fr: '{name} : {answer}', en: '{name}: {answer}' };
    return { fr: 'Le service a pris sa décision', en: 'The service has decided' };
  },
  'task expired': ({ data }) => expired[String(data.for ?? 'citizen')],
  'support received': { fr: 'Soutiens reçus : {supports}', en: 'Supports received: {supports}' },
  'document received': ({ data }) =>
    data.paper
      ? { fr: 'Document reçu sur papier : {piece}', en: 'Document received on paper: {piece}' }
      : { fr: 'Document reçu : {piece}', en: 'Document received: {piece}' },
  'document accepted': { fr: 'Document accepté : {piece}', en: 'Document accepted: {piece}' },
  'document refused': { fr: 'Document refusé : {piece}', en: 'Document refused: {piece}' },
  'document infected': {
    fr: 'Virus trouvé, fichier effacé : {piece}',
    en: 'Virus found, file erased: {piece}',
  },
  booked: { fr: 'Réservé pour le {on}', en: 'Booked for {on}' },
  'slot taken': { fr: 'Le créneau du {on} n’est plus libre', en: 'The slot of {on} is no longer free' },
  'message sent': ({ actor }) =>
    actor === 'citizen'
      ? { fr: 'Vous avez envoyé un message', en: 'You sent a message' }
      : { fr: 'Le service vous a envoyé un message', en: 'The service sent you a message' },
  'answer postponed': { fr: 'Réponse repoussée au {on}', en: 'The answer will come by {on}' },
  'data collected': { fr: 'Vos données sont rassemblées sur cette page', en: 'Your data are gathered on this page' },
  'answer brought forward': { fr: 'Réponse avancée au {on}', en: 'The answer will come sooner, by {on}' },
  'survey answered': { fr: 'Vous avez donné votre avis', en: 'You said what you think' },
  'email sent': ({ data }) => (toManagers.includes(String(data.template)) ? undefined : emailSent(data)),
  'letter posted': ({ data }) => letterPosted(data),
  'letter not posted': ({ data }) => {
    const { fr, en } = emailTitles[data.template as EmailName];
    return { fr: `Correction, lettre pas encore postée : ${fr}`, en: `Correction, letter not posted yet: ${en}` };
  },
  'citizen reminded': { fr: 'Rappel : nous attendons votre réponse', en: 'Reminder: we await your answer' },
};

/** The last document missing came over the counter. */
const broughtByAgent = ({ for: kind, answer }: JournalRow['data']) => kind === 'citizen' && answer === 'received';

const citizenAnswered = ({ for: kind, answer }: JournalRow['data']): Words => {
  if (kind === 'public') return { fr: 'Le nombre de soutiens est atteint', en: 'There are enough supports' };
  if (answer === 'received') return { fr: 'Vos documents sont complets', en: 'Your documents are complete' };
  return { fr: 'Vous avez répondu : {answer}', en: 'You answered: {answer}' };
};

/** Time that is over, as the process wanted, is told by what comes next. */
const expired: Readonly<Record<string, Words>> = {
  citizen: { fr: 'Le délai pour nous répondre est passé', en: 'The time to answer us has passed' },
  public: { fr: 'Le délai pour recueillir des soutiens est passé', en: 'The time to gather supports has passed' },
  opinion: { fr: 'L’avis n’est pas venu dans le délai', en: 'The opinion did not come in time' },
};

const toManagers: readonly string[] = [
  'deadline-near',
  'manager-called',
  'data-right-asked',
  'data-right-recipient',
] satisfies EmailName[];

function emailSent({ template }: JournalRow['data']): Words {
  const { fr, en } = emailTitles[template as EmailName];
  return { fr: `Courriel envoyé : ${fr}`, en: `Email sent: ${en}` };
}

function letterPosted({ template }: JournalRow['data']): Words {
  const { fr, en } = emailTitles[template as EmailName];
  return { fr: `Lettre postée le {on} : ${fr}`, en: `Letter posted on {on}: ${en}` };
}

/** What agents alone read, or read in other words than the citizen. */
const forAgents: Sentences = {
  'request withdrawn': { fr: 'Demande retirée par le demandeur', en: 'Request withdrawn by the citizen' },
  'joined to another': { fr: 'Jointe à une autre demande', en: 'Joined to another request' },
  'another joined': { fr: 'Une autre demande est jointe à celle-ci', en: 'Another request has joined this one' },
  'another parted': { fr: 'Une demande jointe se poursuit seule', en: 'A request that had joined goes on by itself' },
  'comment received': { fr: 'Commentaire reçu', en: 'Comment received' },
  'comment published': { fr: 'Commentaire publié', en: 'Comment published' },
  'comment refused': { fr: 'Commentaire refusé', en: 'Comment refused' },
  'reasons asked': { fr: 'Motifs du rejet demandés', en: 'Reasons of the rejection asked for' },
  'request corrected': ({ actor }) =>
    actor === 'citizen'
      ? { fr: 'Demande corrigée par le demandeur', en: 'Request corrected by the citizen' }
      : { fr: 'Données corrigées pour la personne', en: 'Data put right for the person' },
  'right asked': {
    fr: 'Droits de la personne : la protection des données demande au service d’agir',
    en: 'The person’s rights: the data-protection service asks the service to act',
  },
  'request archived': { fr: 'Mise aux archives intermédiaires', en: 'Put into the intermediate archives' },
  'archive opened': ({ data }) => {
    const why = archiveReasonTexts[data.reason as ArchiveReason];
    return { fr: `Ouverte aux archives : ${why.fr}`, en: `Opened in the archives: ${why.en}` };
  },
  'request entered': { fr: 'Saisie pour le demandeur', en: 'Entered for the citizen' },
  'request linked': { fr: 'Ajoutée au compte du demandeur', en: 'Added to the citizen’s account' },
  redirected: ({ data }) =>
    data.bounced
      ? { fr: 'Renvoyée de {from} à {to}, qui l’avait déjà transmise', en: 'Sent back from {from} to {to}' }
      : { fr: 'Transmise de {from} à {to}', en: 'Given from {from} to {to}' },
  'request routed': {
    fr: 'Adressée au service {service} par la table d’orientation',
    en: 'Sent by the routing table to the service {service}',
  },
  'message sent': ({ actor }) =>
    actor === 'citizen'
      ? { fr: 'Message reçu du demandeur', en: 'Message received from the citizen' }
      : { fr: 'Message envoyé au demandeur', en: 'Message sent to the citizen' },
  'task answered': ({ actor, data }) => {
    if (data.for === 'public') return undefined;
    const documents = (actor === 'citizen' && data.answer === 'received') || broughtByAgent(data);
    return documents ? { fr: 'Documents complets', en: 'Documents complete' } : decided;
  },
  'answer postponed': { fr: 'Échéance repoussée au {on}. {cause}', en: 'Deadline moved to {on}. {cause}' },
  'hold set': { fr: 'Effacement bloqué', en: 'Kept from being erased' },
  'hold released': { fr: 'Blocage de l’effacement levé', en: 'May be erased again' },
  'request erased': { fr: 'Demande effacée', en: 'Request erased' },
  'data collected': { fr: 'Données rassemblées pour la personne', en: 'Data gathered for the person' },
  'answer brought forward': { fr: 'Échéance avancée au {on}', en: 'Deadline brought forward to {on}' },
  'note added': { fr: 'Note interne ajoutée', en: 'Internal note added' },
  'survey answered': { fr: 'Avis donné par le demandeur', en: 'The citizen said what they think' },
  'task late': { fr: 'Délai dépassé : {name}', en: 'Past its deadline: {name}' },
  'task escalated': ({ actor }) =>
    actor === 'agent'
      ? { fr: 'Responsable appelé : {name}', en: 'Manager called: {name}' }
      : {
          fr: 'Échéance proche : le responsable est prévenu ({name})',
          en: 'Deadline near: the manager has been told ({name})',
        },
  'task cancelled': { fr: 'N’est plus attendu : {name}', en: 'No longer awaited: {name}' },
  'task expired': ({ data }) =>
    data.for === 'wait' ? { fr: 'Délai écoulé : {name}', en: 'Time is over: {name}' } : undefined,
  'intervention started': { fr: '{name} : en cours', en: '{name}: under way' },
  'task claimed': { fr: 'Tâche prise en charge', en: 'Task claimed' },
  'task assigned': { fr: 'Tâche confiée à un agent', en: 'Task given to an agent' },
  'task released': { fr: 'Tâche rendue au service', en: 'Task given back' },
  'request repaired': ({ data }) => repairs[data.what as RepairKind],
  'email sent': ({ data }) => emailSent(data),
  'email queued': { fr: 'Courriel préparé', en: 'Email prepared' },
  'letter printed': ({ data }) => {
    const { fr, en } = emailTitles[data.template as EmailName];
    return { fr: `Lettre imprimée : ${fr}`, en: `Letter printed: ${en}` };
  },
  'email undeliverable': { fr: 'Courriel refusé par le destinataire', en: 'Email refused by the recipient' },
};

const decided = { fr: '{name} : {answer}', en: '{name}: {answer}' };

function fill(sentence: Words, { data }: JournalRow, { type, lang, services }: Reader): string {
  return sentence[lang].replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = String(data[key] ?? '');
    if (key === 'piece') return type.pieces[value]?.title[lang] ?? value;
    if (key === 'on') return /^\d{4}-\d{2}-\d{2}$/.test(value) ? shortDate(value, lang) : value;
    if (key === 'from' || key === 'to' || key === 'service') return services.get(value) ?? value;
    if (key === 'cause') return dateCauses[value as DateCause]?.title[lang] ?? value;
    if (key === 'expert' || key === 'supports') return value;
    return wordsOf(type, value)[lang];
  });
}
