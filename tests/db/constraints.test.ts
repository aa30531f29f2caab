/** What the database itself refuses, whatever code writes to it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { newId } from '../../db/ids.ts';
import { migrate } from '../../db/index.ts';
import { emptyDatabase } from './empty-database.ts';
import { account, agent, follower, now, request, right } from './right-rows.ts';

const otherList = { id: newId(), service_id: 'roads' };
const closed = { closed_at: now, closed_by: agent };
const visa = {
  visa_by: 'Archives départementales',
  visa_on: '2027-04-12',
  visa_reference: 'AD 2027/12',
  visa_noted_at: now,
  visa_noted_by: agent,
};

let db: DataSource;
let drop: () => Promise<void>;

beforeAll(async () => {
  ({ db, drop } = await emptyDatabase());
  await migrate(db);
});
afterAll(() => drop());

test.each<[table: string, what: string, change: Record<string, unknown>]>([
  ['service', 'an id with capitals', { id: 'Civil Status' }],
  ['agent', 'an address with capitals', { email: 'Agent2@ville.example' }],
  ['agent', 'no address', { email: 'agent' }],
  ['agent', 'an address that another has', { id: newId() }],
  ['agent', 'a role that nobody knows', { role: 'king' }],
  ['membership', 'a service that is not there', { service_id: 'parks' }],
  ['session', 'an agent that is not there', { id: newId(), token_hash: Buffer.alloc(32, 1), agent_id: newId() }],
  ['agent', 'an identity without its provider', { id: newId(), email: 'agent2@ville.example', subject: 'x' }],
  ['agent', 'a code taken without a key', { id: newId(), email: 'agent2@ville.example', otp_step: 1 }],
  ['api_token', 'a scope that nobody knows', { id: newId(), token_hash: Buffer.alloc(32, 1), scopes: ['everything'] }],
  ['api_token', 'no scope', { id: newId(), token_hash: Buffer.alloc(32, 1), scopes: [] }],
  ['api_token', 'an end before the beginning', { id: newId(), token_hash: Buffer.alloc(32, 1), expires_at: now }],
  ['api_token', 'the token of another', { id: newId() }],
  ['password_link', 'a second link of the same agent', { token_hash: Buffer.alloc(32, 1) }],
  ['recovery_code', 'half a hash', { code_hash: Buffer.alloc(16) }],
  ['absence', 'an end before the beginning', { id: newId(), first_day: '2026-12-02', last_day: '2026-12-01' }],
  ['absence', 'the days of another one of the same agent', { id: newId(), first_day: '2026-08-21' }],
  [
    'absence',
    'the agent as their own substitute',
    { id: newId(), first_day: '2026-12-01', last_day: '2026-12-01', substitute_id: agent },
  ],
  ['closure', 'a day that is closed already', { id: newId() }],
  ['collection', 'an end before the beginning', { until: now }],
  ['breach', 'a risk that nobody knows', { id: newId(), risk: 'small' }],
  ['breach', 'a notice before it was known', { id: newId(), notified_at: '2026-03-02T09:00:00Z' }],
  ['citizen', 'no name', { given_name: '' }],
  ['citizen', 'a null for a name', { family_name: null }],
  ['request', 'a reference that another has', { id: newId() }],
  ['request', 'a channel that nobody knows', { channel: 'pigeon' }],
  ['request', 'a language that nobody reads here', { language: 'de' }],
  ['request', 'revision 0', { revision: 0 }],
  ['request', 'a status that nobody knows', { status: 'lost' }],
  ['request', 'an end without an outcome', { status: 'ended', ended_at: now }],
  ['request', 'an end without a time', { status: 'ended', outcome: 'issued' }],
  ['request', 'an outcome before the end', { outcome: 'issued', ended_at: now }],
  ['request', 'an end that still waits', { status: 'ended', outcome: 'issued', ended_at: now, waiting_for: 'agent' }],
  ['request', 'a wait for the mayor', { waiting_for: 'mayor' }],
  ['request', 'a citizen that is not there', { citizen_id: newId() }],
  ['request', 'no due date', { due_on: null }],
  [
    'request',
    'a reason in one language alone',
    { id: newId(), reference: '2026-000002', routed_because: '{"fr": "x"}' },
  ],
  ['note', 'no words', { id: newId(), text: '' }],
  ['postponement', 'a later date that is earlier', { id: newId(), to_on: '2026-03-01' }],
  ['postponement', 'a nearer date that is later', { id: newId(), cause: 'taken up again' }],
  ['request', 'no reason to end for another', { merged_because: '' }],
  ['postponement', 'a date that is the same', { id: newId(), to_on: '2026-03-09' }],
  ['canned_reply', 'the title of another of the town', { id: newId() }],
  ['canned_reply', 'no French text', { id: newId(), title: 'Autre', text_fr: '' }],
  ['task', 'a second task of the same step', { ordinal: 1 }],
  ['task', 'no answers', { ordinal: 2, answers: [] }],
  ['task', 'a kind that nobody knows', { ordinal: 2, kind: 'robot' }],
  ['task', 'an answer that is not among the answers', { state: 'answered', answer: 'lost', answered_at: now }],
  ['task', 'an answered task without an answer', { state: 'answered', answered_at: now }],
  ['task', 'an answered task without a time', { state: 'answered', answer: 'issued' }],
  ['task', 'an open task with an answer', { answer: 'issued', answered_at: now }],
  ['task', 'a claim without a time', { assignee_id: agent }],
  ['task', 'a claim by nobody', { claimed_at: now }],
  ['task', 'a role that nobody has', { role: 'mayor' }],
  ['closure', 'a day that is closed already', {}],
  ['closure', 'a day that nobody says why', { day: '2027-05-14', name_en: '' }],
  ['task', 'an expert who is asked for no opinion', { expert: 'Expert' }],
  ['step_failure', 'a failure that was never tried', { step: '3', attempt: 0 }],
  ['repair', 'a repair without a reason', { reason: '' }],
  ['repair', 'a repair of a kind that nobody knows', { kind: 'magic' }],
  ['repair', 'a repair by nobody', { agent_id: null }],
  ['task', 'supports for an agent’s task', { supports: 10 }],
  ['task', 'a wait for supports without a threshold', { kind: 'public' }],
  ['task', 'a threshold of nobody', { kind: 'public', supports: 0 }],
  ['account', 'a second account of the same person', { id: newId() }],
  ['account_session', 'half a hash', { token_hash: Buffer.alloc(16) }],
  ['account_request', 'a request that is another’s already', {}],
  ['step', 'a second step of the same number', {}],
  ['step', 'step 0', { ordinal: 0 }],
  ['document', 'no bytes', { size_bytes: 0 }],
  ['document', 'a kind of file that is not taken', { media_type: 'text/html' }],
  ['document', 'half a checksum', { sha256: Buffer.alloc(16) }],
  ['document', 'half a file', { file_name: null, media_type: null }],
  [
    'document',
    'paper that nobody has in hand',
    { id: newId(), file_name: null, media_type: null, size_bytes: null, sha256: null },
  ],
  ['document', 'a refusal without a reason', { state: 'refused' }],
  ['document', 'a state that nobody knows', { state: 'eaten' }],
  ['message', 'no text', { text: '' }],
  ['message', 'an agent’s words without the agent', { author: 'agent' }],
  ['message', 'a citizen’s words by an agent', { agent_id: agent }],
  ['email', 'a key that another has', { id: newId() }],
  ['email', 'a sent email without a time', { key: 'l', state: 'sent' }],
  ['email', 'a waiting email that has been sent', { key: 'l', sent_at: now }],
  ['email', 'a waiting email without an address', { key: 'l', to_address: null }],
  ['email', 'an email without an address that has one', { key: 'l', state: 'no address' }],
  ['email', 'an audience that nobody knows', { key: 'l', audience: 'press', recipient_name: 'Presse' }],
  ['email', 'a manager without a name', { key: 'l', audience: 'manager' }],
  ['email', 'a reader of the public whose language is not known', { key: 'l', audience: 'public' }],
  ['email', 'a follower’s email to the citizen', { key: 'l', follower_id: follower }],
  [
    'email',
    'an address that was written to and is kept',
    { key: 'l', audience: 'public', language: 'fr', state: 'sent', sent_at: now },
  ],
  ['restoration', 'a restoration of nothing', { id: newId(), application_as_of: null }],
  ['restoration', 'a mending without its figures', { id: newId(), reconciled_at: now }],
  ['doubt', 'a second doubt about the same request', {}],
  ['follower', 'a second time the same address', { id: newId() }],
  ['follower', 'an address with capitals', { id: newId(), address: 'Sacha@citoyen.example' }],
  ['journal', 'a request that is not there', { request_id: newId() }],
  ['journal', 'an actor that nobody knows', { actor: 'ghost' }],
  ['outbox', 'a kind that nobody knows', { kind: 'gossip' }],
  ['outbox', 'a number of its own choosing', { id: 1 }],
  ['outbox', 'a request that is not there', { request_id: newId() }],
  ['idempotency_key', 'a key that was taken', {}],
  ['redirection', 'the way to where the request is', { id: newId(), to_service: 'civil-status' }],
  ['redirection', 'an agent who gives no reason', { id: newId(), agent_id: agent }],
  ['support', 'a second support of the same citizen', {}],
  ['support', 'half a hash', { supporter_hash: Buffer.alloc(16) }],
  ['request', 'a request that is joined to itself', { joined_to: request }],
  ['request', 'a form that took less than no time', { id: newId(), reference: '2026-000003', form_seconds: -1 }],
  ['draft', 'a code that another has', { id: newId() }],
  ['draft', 'answers that no code opens', { id: newId(), code_hash: Buffer.alloc(32, 1), code_sealed: null }],
  [
    'draft',
    'a sent draft that keeps its answers',
    { id: newId(), code_hash: Buffer.alloc(32, 1), request_id: request },
  ],
  [
    'draft',
    'an empty draft that is in an account',
    {
      ...{ id: newId(), code_hash: Buffer.alloc(32, 1), account_id: account },
      ...{ code_sealed: null, answers_sealed: null, file_key_sealed: null },
    },
  ],
  ['draft_document', 'no bytes', { id: newId(), size_bytes: 0 }],
  ['draft_document', 'a kind of file that is not taken', { id: newId(), media_type: 'text/html' }],
  ['draft_document', 'a draft that is not there', { id: newId(), draft_id: newId() }],
  ['comment', 'no text', { id: newId(), text: '' }],
  ['comment', 'more than two thousand signs', { id: newId(), text: 'a'.repeat(2001) }],
  ['comment', 'a name of nothing', { id: newId(), author_name: '' }],
  ['comment', 'a state that nobody knows', { id: newId(), state: 'lost', reviewed_by: agent, reviewed_at: now }],
  ['comment', 'a publication by nobody', { id: newId(), state: 'published' }],
  ['comment', 'a refusal without a reason', { id: newId(), state: 'refused', reviewed_by: agent, reviewed_at: now }],
  ['survey', 'a second opinion on the same request', {}],
  ['survey', 'a score of 0', { score: 0 }],
  ['survey', 'a score of 6', { score: 6 }],
  ['survey', 'an empty comment', { comment: '' }],
  ['survey', 'a comment of 2,001 signs', { comment: 'a'.repeat(2001) }],
  ['survey', 'a request that is not there', { request_id: newId() }],
  ['town', 'a second town', {}],
  ['town', 'a town that is not the only one', { only_row: false }],
  ['town', 'settings that are a list', { settings: '[]' }],
  ['routing_rule', 'a second rule of that id', { position: 2 }],
  ['routing_rule', 'a second rule in that place', { id: 'lamps' }],
  ['routing_rule', 'a service that is not there', { id: 'lamps', position: 2, service_id: 'parks' }],
  ['routing_rule', 'conditions that name no field', { id: 'lamps', position: 2, conditions: '[]' }],
  ['resource', 'an id with capitals', { id: 'Salle' }],
  ['resource', 'a place for nobody', { id: 'other', capacity: 0 }],
  ['district', 'an id with capitals', { id: 'Etang' }],
  ['district', 'the name of another that is open', { id: 'other' }],
  ['district', 'a round that is not there', { id: 'other', name_fr: 'A', name_en: 'A', round_id: 'none' }],
  ['booking', 'a second booking of the same step', { id: newId(), place: 2 }],
  ['booking', 'a place that is taken at that time', { id: newId(), ordinal: 2, during: '[2026-03-09 12:00+01,)' }],
  ['booking', 'a place that is kept', { id: newId(), ordinal: 2, state: 'kept' }],
  ['booking', 'no time at all', { id: newId(), ordinal: 2, place: 2, during: 'empty' }],
  ['booking', 'place 0', { id: newId(), ordinal: 2, place: 0 }],
  ['booking', 'a state that nobody knows', { id: newId(), ordinal: 2, place: 2, state: 'lost' }],
  ['correction', 'no change', { id: newId(), changes: '[]' }],
  ['correction', 'a request that is not there', { id: newId(), request_id: newId() }],
  ['legal_hold', 'a second one at once', { id: newId() }],
  ['legal_hold', 'no reason', { id: newId(), reason: '', released_at: now }],
  ['elimination_list', 'a second open one of a service', { id: newId(), made_on: '2027-04-02' }],
  ['elimination_list', 'a visa before it is closed', { ...otherList, ...visa }],
  ['elimination_list', 'a visa without a reference', { ...otherList, ...closed, ...visa, visa_reference: null }],
  ['elimination_list', 'a closing by nobody', { ...otherList, closed_at: now }],
  ['elimination_line', 'what is to be kept', { request_id: newId(), fate: 'keep' }],
  ['erasure', 'a second one of a request', {}],
  ['erasure', 'no ground', { request_id: newId(), decided_by: null }],
  ['rate_limit', 'a second row of that key', {}],
])('the table %s refuses %s', async (table, _, change) => {
  const refused = inTransaction(async (insert) => {
    await insertRight(insert);
    await insert(table, { ...right[table], ...(table === 'task' && { id: newId(), ordinal: 2 }), ...change });
  });

  // Class 23 is a constraint; 428C9 is a number that only the database gives.
  await expect(refused).rejects.toMatchObject({ code: expect.stringMatching(/^23|^428C9$/) });
});

test('the rows that the refused ones were made from are taken', async () => {
  await inTransaction(async (insert) => {
    await insertRight(insert);
  });

  const tables = db.entityMetadatas.map(({ tableName }) => tableName);
  expect(Object.keys(right).sort()).toEqual(tables.sort());
});

type Insert = (table: string, row: object) => Promise<unknown>;

async function insertRight(insert: Insert): Promise<void> {
  await insert('service', { ...right.service, id: 'roads' });
  for (const [table, row] of Object.entries(right)) await insert(table, row);
}

/** Inserts rows, and takes everything back. */
async function inTransaction(act: (insert: Insert) => Promise<void>) {
  const runner = db.createQueryRunner();
  await runner.startTransaction();
  try {
    await act((table, row) => {
      const places = Object.keys(row).map((_, index) => `$${index + 1}`);
      return runner.query(`insert into ${table} (${Object.keys(row)}) values (${places})`, Object.values(row));
    });
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
  }
}
