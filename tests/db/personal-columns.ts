/**
 * What becomes of each column of text, JSON or bytes when a request is erased:
 * - `erased`: what a person wrote or is known by; gone, or made to say nothing;
 * - `kept`: of a request, and of nobody: names of steps, choices, states, references, chains;
 * - `other`: of no request: the town's own, its agents', and accounts, drafts and sessions, which have an end of their own.
 */
export type Fate = 'erased' | 'kept' | 'other';

const all = (fate: Fate, columns: string) => columns.split(' ').map((column) => [column, fate] as const);

export const personalColumns: Record<string, Record<string, Fate>> = Object.fromEntries(
  Object.entries({
    account: all('other', 'issuer subject given_name family_name email'),
    account_session: all('other', 'token_hash id_token_sealed'),
    administration: all('other', 'subject key kind changes previous_hash hash'),
    agent: all('other', 'email display_name password_hash role issuer subject otp_sealed'),
    api_token: all('other', 'name token_hash scopes'),
    booking: all('kept', 'resource_id state'),
    // Of the town, by categories alone.
    breach: all('other', 'nature categories consequences measures risk late_reason'),
    canned_reply: all('other', 'service_id title text_fr text_en'),
    citizen: all('erased', 'given_name family_name email phone address'),
    closure: all('other', 'name_fr name_en service_id'),
    collection: [...all('erased', 'address'), ...all('kept', 'requests')],
    comment: [...all('erased', 'author_name author_hash text reason'), ...all('kept', 'state')],
    correction: all('erased', 'changes reason'),
    document: [...all('erased', 'file_name sha256 reason'), ...all('kept', 'piece media_type state')],
    // Of one that was filed; one that is being written is sealed, and gone after sixty days.
    draft: [...all('kept', 'type language code_hash'), ...all('other', 'code_sealed answers_sealed file_key_sealed')],
    draft_document: all('other', 'piece file_name media_type sha256'),
    elimination_line: all('kept', 'reference type fate law'),
    // The archivist's name, on a list that the law has kept.
    elimination_list: all('kept', 'service_id visa_by visa_reference'),
    email: [
      ...all('erased', 'to_address subject error recipient_name words_sealed'),
      ...all('kept', 'key template state audience language'),
    ],
    follower: [...all('erased', 'address'), ...all('kept', 'language')],
    // Sealed answers and hashes of what was sent: gone after sixty days.
    idempotency_key: all('other', 'scope key body_hash response_sealed'),
    journal: all('kept', 'kind actor data previous_hash hash'),
    // Ids and numbers; what an operator makes of them.
    journal_check: all('kept', 'found'),
    journal_fault_seen: all('other', 'reason'),
    journal_head: all('kept', 'digest public_key signature'),
    journal_leaf: all('kept', 'hash'),
    known_place: all('other', 'place'),
    legal_date: all('kept', 'kind rule inputs calendar_version'),
    legal_hold: [...all('erased', 'reason lifting_reason'), ...all('kept', 'kind')],
    membership: all('other', 'service_id'),
    message: [...all('erased', 'text'), ...all('kept', 'author')],
    note: all('erased', 'text'),
    outbox: [...all('erased', 'last_error'), ...all('kept', 'kind payload')],
    password_link: all('other', 'token_hash'),
    postponement: [...all('erased', 'reason'), ...all('kept', 'cause')],
    rate_limit: all('other', 'key'),
    recovery_code: all('other', 'code_hash'),
    redirection: [...all('erased', 'reason'), ...all('kept', 'from_service to_service')],
    repair: [...all('erased', 'reason'), ...all('kept', 'kind')],
    request: [
      ...all('erased', 'fields merged_because search tracking_hash tracking_sealed file_key_sealed'),
      ...all('kept', 'reference type service_id channel language facts status step waiting_for outcome routed_because'),
    ],
    district: all('other', 'id name_fr name_en round_id'),
    resource: all('other', 'id kind name_fr name_en periods'),
    // Numbers alone.
    restoration: all('other', 'figures'),
    routing_rule: all('other', 'type id conditions service_id note_fr note_en'),
    // An agent's own; a search for the person goes.
    saved_view: [...all('other', 'name'), ...all('erased', 'filters')],
    service: all('other', 'id name_fr name_en email phone address'),
    session: all('other', 'token_hash device id_token_sealed'),
    step: all('kept', 'verb name result'),
    step_failure: [...all('erased', 'input code'), ...all('kept', 'activity step')],
    support: all('erased', 'supporter_hash'),
    survey: all('erased', 'comment'),
    task: [
      // Of its fields the figures stay.
      ...all('erased', 'reply note fields'),
      ...all('kept', 'name kind service_id answers pieces state answer role expert steps home_service_id'),
      ...all('kept', 'request_type channel district'),
    ],
    town: all('other', 'settings'),
  } satisfies Record<string, (readonly [string, Fate])[]>).map(([table, columns]) => [
    table,
    Object.fromEntries(columns),
  ]),
);
