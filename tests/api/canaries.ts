/** A person's data in every table, each with a value that is found again, and somebody else's beside them. */
import { randomUUID } from 'node:crypto';
import { personHash } from '../../api/citizen/person-hash.ts';
import { seal } from '../../db/secrets.ts';
import type { Town } from '../town.ts';

interface People {
  own: { id: string };
  asked: { id: string };
  foreign: { id: string };
  officerId: string;
  email: string;
}

const at = '2026-03-02T10:00:00Z';

/** What the person must find again. */
export const canaries = [
  ...['request.fields', 'task.reply', 'document.file_name', 'document.reason', 'message.text', 'email.subject'],
  ...[
    'redirection.reason',
    'correction.changes',
    'postponement.reason',
    'survey.comment',
    'legal_date.rule',
    'account.email',
  ],
  ...['draft.answers', 'draft_document.file_name', 'comment.text', 'comment.author_name'],
].map((column) => `canary ${column}`);

/** A row of each table that may hold something of a person, and beside it one of somebody else. */
export async function rowsOfEveryTable(
  town: Town,
  { own, asked, foreign, officerId, email: address }: People,
): Promise<void> {
  const insert = insertInto(town);
  const [account, draft] = [randomUUID(), randomUUID()];
  const bytes = Buffer.alloc(32);
  const sealed = (posted: object) => seal(town.key, Buffer.from(JSON.stringify({ posted, seen: [] })));
  const of = (id: string) => ({ id: randomUUID(), request_id: id });
  const task = { ordinal: 9, kind: 'agent', service_id: 'roads', answers: ['to repair'], opened_at: at, due_at: at };
  const filed = { piece: 'photo', media_type: 'image/jpeg', size_bytes: 1, sha256: bytes, received_at: at };
  const email = { template: 'acknowledgement', state: 'sent', created_at: at, sent_at: at };
  await insert('task', {
    ...of(own.id),
    ...task,
    name: 'looking at the problem',
    reply: 'canary task.reply',
    note: 'canary internal',
  });
  await insert('document', {
    ...of(own.id),
    ...filed,
    file_name: 'canary document.file_name',
    state: 'refused',
    reason: 'canary document.reason',
  });
  await insert('document', { ...of(foreign.id), ...filed, file_name: 'canary foreign', state: 'received' });
  await insert('message', { ...of(own.id), author: 'citizen', text: 'canary message.text', at });
  await insert('note', { ...of(own.id), agent_id: officerId, text: 'canary internal', at });
  await insert('email', {
    ...of(own.id),
    ...email,
    key: 'a',
    to_address: address,
    subject: 'canary email.subject',
  });
  await insert('email', {
    ...of(own.id),
    ...email,
    key: 'b',
    to_address: 'chef@ville.example',
    subject: 'canary internal',
    audience: 'manager',
    recipient_name: 'canary internal',
  });
  await insert('resource', { id: 'canary-room', kind: 'room', name_fr: 'x', name_en: 'x', capacity: 1 });
  await insert('booking', {
    ...of(own.id),
    ordinal: 3,
    resource_id: 'canary-room',
    place: 1,
    during: `[${at},2026-03-02T12:00:00Z)`,
    state: 'held',
  });
  await insert('redirection', {
    ...of(own.id),
    at,
    from_service: 'roads',
    to_service: 'waste',
    reason: 'canary redirection.reason',
    bounced: false,
  });
  await insert('correction', {
    ...of(own.id),
    at,
    changes: JSON.stringify([{ field: 'fields.place', from: 'canary correction.changes', to: 'x' }]),
  });
  await insert('postponement', {
    ...of(own.id),
    agent_id: officerId,
    cause: 'longer study',
    reason: 'canary postponement.reason',
    from_on: '2026-03-02',
    to_on: '2026-03-09',
    at,
  });
  await insert('legal_date', {
    ...{ request_id: own.id, kind: 'silence', on_day: '2026-05-02', rule: 'canary legal_date.rule' },
    ...{ inputs: '{}', calendar_version: '2026-11', computed_at: at },
  });
  await insert('survey', { request_id: own.id, score: 4, comment: 'canary survey.comment', at });
  await insert('account', {
    id: account,
    issuer: 'https://exemple',
    subject: 'x',
    given_name: 'Camille',
    family_name: 'Rassemblée',
    email: 'canary account.email',
  });
  await insert('account_session', { token_hash: bytes, account_id: account, id_token_sealed: bytes, expires_at: at });
  await insert('account_request', { request_id: asked.id, account_id: account, linked_at: at });
  await insert('draft', {
    id: draft,
    type: 'question',
    revision: 1,
    language: 'fr',
    code_hash: bytes,
    code_sealed: bytes,
    answers_sealed: sealed({ a: 'canary draft.answers' }),
    file_key_sealed: bytes,
    started_at: at,
    updated_at: at,
    expires_at: '2027-01-01',
    account_id: account,
  });
  await insert('draft_document', {
    id: randomUUID(),
    draft_id: draft,
    ...filed,
    file_name: 'canary draft_document.file_name',
  });
  const spoken = { at, state: 'waiting' };
  const hash = (purpose: 'comment' | 'support', whose: string) => personHash(town.key, purpose, foreign.id, whose);
  await insert('comment', {
    ...of(foreign.id),
    ...spoken,
    author_hash: hash('comment', address),
    author_name: 'canary comment.author_name',
    text: 'canary comment.text',
  });
  await insert('comment', {
    ...of(foreign.id),
    ...spoken,
    author_hash: hash('comment', 'autre@citoyen.example'),
    text: 'canary foreign comment',
  });
  await insert('support', { request_id: foreign.id, supporter_hash: hash('support', address), at });
  await insert('follower', { ...of(foreign.id), address: address, language: 'fr', at });
  await insert('follower', { ...of(foreign.id), address: 'canary-foreign@citoyen.example', language: 'fr', at });
}

const insertInto =
  ({ db }: Town) =>
  async (table: string, row: Record<string, unknown>): Promise<void> => {
    const columns = Object.keys(row);
    await db.query(
      `insert into ${table} (${columns.join(', ')}) values (${columns.map((_, index) => `$${index + 1}`).join(', ')})`,
      Object.values(row),
    );
  };
