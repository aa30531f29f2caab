/** Of each table of the database: what of it is given to the person whose data it holds, and what is not, and why. */
import type { Way } from '../../db/personal-rows.ts';
import type { Words } from '../../workflows/kit/fields.ts';

export interface PersonalTable {
  title: Words;
  way: Way | 'hash';
  columns: readonly string[];
  /** Columns that are not given, by the reason. */
  without: Partial<Record<Reason, readonly string[]>>;
  /** Of the rows, those that are the person's. */
  where?: string;
}

export const reasons = {
  internal: {
    fr: 'Documents préparatoires internes, écrits par les agents pour eux-mêmes (CRPA, art. L. 311-2)',
    en: 'Preparatory documents that agents write for each other (CRPA, art. L. 311-2)',
  },
  others: { fr: 'Données d’autres personnes (RGPD, art. 15.4)', en: 'Data of other people (GDPR, art. 15(4))' },
  secret: {
    fr: 'Clés, codes, empreintes et numéros internes : ils ne disent rien de vous, et leur secret vous protège',
    en: 'Keys, codes, hashes and internal numbers: they say nothing of you, and their secrecy protects you',
  },
  repeated: {
    fr: 'Copies, faites pour chercher ou reprendre le traitement, de ce qui est donné ailleurs ici',
    en: 'Copies, made for searching or going on with the work, of what is given elsewhere here',
  },
  town: { fr: 'Rien n’y parle d’un usager', en: 'Nothing in it is about a citizen' },
} as const satisfies Record<string, Words>;
export type Reason = keyof typeof reasons;

export const personalTables: Readonly<Record<string, PersonalTable>> = {
  citizen: {
    title: { fr: 'Coordonnées données avec une demande', en: 'Contact details given with a request' },
    way: 'citizen',
    columns: ['given_name', 'family_name', 'email', 'phone', 'address', 'created_at'],
    without: { secret: ['id'] },
  },
  request: {
    title: { fr: 'Demandes', en: 'Requests' },
    way: 'request',
    columns: [
      ...['reference', 'type', 'revision', 'service_id', 'channel', 'language', 'fields', 'status', 'step', 'outcome'],
      ...[
        'waiting_for',
        'received_at',
        'due_on',
        'ended_at',
        'archived_at',
        'withdrawn_at',
        'routed_because',
        'merged_because',
        'form_seconds',
      ],
    ],
    without: {
      secret: ['id', 'citizen_id', 'tracking_hash', 'tracking_sealed', 'file_key_sealed'],
      repeated: ['facts', 'search', 'reopened_from'],
      others: ['joined_to'],
      town: ['closures'],
    },
  },
  task: {
    title: { fr: 'Étapes et décisions', en: 'Steps and decisions' },
    way: 'of request',
    columns: [
      ...['name', 'kind', 'service_id', 'state', 'opened_at', 'due_at', 'answer', 'answered_at', 'reply', 'fields'],
      ...['expert', 'pieces', 'supports', 'reminded_at'],
    ],
    without: {
      internal: ['note'],
      others: ['assignee_id', 'answered_by'],
      secret: ['id', 'request_id', 'ordinal'],
      repeated: ['home_service_id', 'request_type', 'channel', 'district', 'received_at', 'steps'],
      town: ['answers', 'role', 'remind_at', 'escalate_at', 'escalated_at', 'claimed_at', 'started_at', 'aside'],
    },
  },
  document: {
    title: { fr: 'Documents', en: 'Documents' },
    way: 'of request',
    columns: ['piece', 'file_name', 'media_type', 'size_bytes', 'sha256', 'state', 'reason', 'received_at'],
    without: { others: ['sent_by', 'reviewed_by'], secret: ['id', 'request_id'], town: ['examined_at'] },
  },
  message: {
    title: { fr: 'Messages', en: 'Messages' },
    way: 'of request',
    columns: ['author', 'text', 'at'],
    without: { others: ['agent_id'], secret: ['id', 'request_id'] },
  },
  email: {
    title: { fr: 'Courriels qui vous ont été envoyés', en: 'Emails sent to you' },
    way: 'of request',
    where: `t.audience = 'citizen' and t.follower_id is null`,
    columns: ['template', 'to_address', 'subject', 'state', 'language', 'letter', 'created_at', 'sent_at', 'posted_on'],
    without: {
      // The words of a letter lie sealed; they are those of the request, which are here.
      secret: ['id', 'request_id', 'key', 'news_of', 'words_sealed'],
      others: ['follower_id', 'recipient_name', 'printed_by', 'posted_by'],
      town: ['attempts', 'error', 'audience', 'printed_at'],
    },
  },
  booking: {
    title: { fr: 'Réservations', en: 'Bookings' },
    way: 'of request',
    columns: ['resource_id', 'during', 'state'],
    without: { secret: ['id', 'request_id', 'ordinal'], town: ['place'] },
  },
  redirection: {
    title: { fr: 'Transmissions entre services', en: 'Given to another service' },
    way: 'of request',
    columns: ['at', 'from_service', 'to_service', 'reason'],
    without: { others: ['agent_id'], secret: ['id', 'request_id'], town: ['bounced'] },
  },
  correction: {
    title: { fr: 'Corrections', en: 'Corrections' },
    way: 'of request',
    columns: ['at', 'changes', 'reason'],
    without: { others: ['agent_id'], secret: ['id', 'request_id'] },
  },
  postponement: {
    title: { fr: 'Délais repoussés', en: 'Dates put off' },
    way: 'of request',
    columns: ['at', 'cause', 'reason', 'from_on', 'to_on', 'suspended_until'],
    without: { others: ['agent_id'], secret: ['id', 'request_id'] },
  },
  legal_date: {
    title: { fr: 'Dates de la loi', en: 'Dates of the law' },
    way: 'of request',
    columns: ['kind', 'on_day', 'rule', 'inputs', 'calendar_version', 'computed_at'],
    without: { secret: ['id', 'request_id'] },
  },
  survey: {
    title: { fr: 'Vos avis', en: 'What you thought' },
    way: 'of request',
    columns: ['score', 'comment', 'at'],
    without: { secret: ['request_id'] },
  },
  journal: {
    title: { fr: 'Journal de vos demandes', en: 'Journal of your requests' },
    way: 'of request',
    columns: ['at', 'kind', 'actor'],
    without: { others: ['agent_id'], secret: ['request_id', 'seq', 'previous_hash', 'hash'], repeated: ['data'] },
  },
  account: {
    title: { fr: 'Compte', en: 'Account' },
    way: 'account',
    columns: ['given_name', 'family_name', 'email', 'issuer', 'subject', 'created_at', 'signed_in_at'],
    without: { secret: ['id'] },
  },
  account_session: {
    title: { fr: 'Connexions ouvertes', en: 'Open sessions' },
    way: 'of account',
    columns: ['created_at', 'last_seen_at', 'expires_at'],
    without: { secret: ['token_hash', 'account_id', 'id_token_sealed'] },
  },
  account_request: {
    title: { fr: 'Demandes de votre compte', en: 'Requests of your account' },
    way: 'of request',
    columns: ['linked_at'],
    without: { secret: ['request_id', 'account_id'] },
  },
  draft: {
    title: { fr: 'Brouillons', en: 'Drafts' },
    way: 'of account',
    columns: ['type', 'revision', 'language', 'answers_sealed', 'started_at', 'updated_at', 'expires_at'],
    without: { secret: ['id', 'code_hash', 'code_sealed', 'file_key_sealed', 'account_id', 'request_id'] },
  },
  draft_document: {
    title: { fr: 'Fichiers des brouillons', en: 'Files of drafts' },
    way: 'draft file',
    columns: ['piece', 'file_name', 'media_type', 'size_bytes', 'sha256', 'received_at'],
    without: { secret: ['id', 'draft_id'] },
  },
  follower: {
    title: { fr: 'Demandes suivies', en: 'Followed requests' },
    way: 'address',
    columns: ['address', 'language', 'at'],
    without: { secret: ['id', 'request_id'] },
  },
  comment: {
    title: { fr: 'Commentaires', en: 'Comments' },
    way: 'hash',
    columns: ['author_name', 'text', 'at', 'state', 'reason', 'reviewed_at'],
    without: { secret: ['id', 'request_id', 'author_hash'], others: ['reviewed_by'] },
  },
  support: {
    title: { fr: 'Soutiens', en: 'Supports' },
    way: 'hash',
    columns: ['at'],
    without: { secret: ['request_id', 'supporter_hash'] },
  },
};

/** Tables of which nothing is given. */
export const otherTables: Readonly<Record<string, Reason>> = {
  note: 'internal',
  legal_hold: 'internal',
  ...Object.fromEntries(
    [
      ...['agent', 'membership', 'session', 'recovery_code', 'password_link', 'known_place', 'api_token', 'absence'],
      ...['saved_view', 'administration', 'collection'],
    ].map((table) => [table, 'others' as const]),
  ),
  ...Object.fromEntries(
    [
      'service',
      'resource',
      'district',
      'closure',
      'routing_rule',
      'canned_reply',
      'town',
      'breach',
      'migration',
      'restoration',
    ].map((table) => [table, 'town' as const]),
  ),
  ...Object.fromEntries(
    [
      'outbox',
      'step',
      'step_failure',
      'repair',
      'idempotency_key',
      'intervention_photo',
      'elimination_list',
      'elimination_line',
      'erasure',
      'doubt',
    ].map((table) => [table, 'repeated' as const]),
  ),
  rate_limit: 'secret',
  journal_check: 'secret',
  journal_fault_seen: 'secret',
  journal_head: 'secret',
  journal_leaf: 'secret',
};
