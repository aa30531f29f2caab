/** What the relay tells the engine when a request is withdrawn or reopened; no worker takes part. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RequestInput } from '../workflows/contract.ts';
import { aRequest, until } from './api-client.ts';
import { openTown, type Town } from './town.ts';

let town: Town;

beforeAll(async () => {
  town = await openTown({ worker: false });
});
afterAll(() => town.stop());

test('a withdrawal comes to the process as the answer of the whole request', async () => {
  const id = await started();

  await tell(id, 'withdrawn');

  const [signal] = await signalsOf(id);
  expect(signal).toMatchObject({ ordinal: 0, answer: 'withdrawn' });
});

test('a request that is reopened after its process has ended gets a new run, which knows the step to begin from', async () => {
  const id = await started();
  await town.temporal.workflow.getHandle(`request/${id}`).terminate();
  const former = await runOf(id);

  await town.db.query(`update request set reopened_from = '{3}' where id = $1`, [id]);
  await tell(id, 'reopened');

  const reopened = await runOf(id);
  expect(reopened).not.toBe(former);
  expect(await inputOf(id)).toMatchObject({ requestId: id, reopenedFrom: [3] });
});

test('a run that still waits for something after its end gives way to the reopened one, and hands on its emails', async () => {
  const id = await started();
  const former = await runOf(id);
  const emailId = '00000000-0000-8000-8000-000000000001';
  await town.db.query(
    `insert into email (id, request_id, key, template, to_address, state, created_at)
     values ($1, $2::uuid, $2::uuid || '/4', 'request-refused', 'camille@citoyen.example', 'queued', now())`,
    [emailId, id],
  );

  await town.db.query(`update request set reopened_from = '{3}' where id = $1`, [id]);
  await tell(id, 'reopened');

  const status = (await town.temporal.workflow.getHandle(`request/${id}`, former).describe()).status.name;
  expect(status).toBe('TERMINATED');
  expect(await inputOf(id)).toMatchObject({ reopenedFrom: [3], undelivered: [emailId] });
});

test('an answer that follows a reopening goes to the new run, and one that comes after the end starts none', async () => {
  const id = await started();
  await town.db.query(`update request set reopened_from = '{3}' where id = $1`, [id]);
  await tell(id, 'reopened');
  const reopened = await runOf(id);

  await tell(id, 'answered', { ordinal: 1003, answer: 'issued' });
  const signals = await signalsOf(id);
  await town.temporal.workflow.getHandle(`request/${id}`).terminate();
  await tell(id, 'answered', { ordinal: 1003, answer: 'issued' });

  expect(signals).toEqual([expect.objectContaining({ ordinal: 1003, answer: 'issued' })]);
  expect(await runOf(id)).toBe(reopened);
});

async function started(): Promise<string> {
  const { body } = await town.api.file(aRequest());
  await delivered(body.id);
  return body.id;
}

async function tell(id: string, kind: string, payload: object = {}): Promise<void> {
  await town.db.query('insert into outbox (request_id, kind, payload) values ($1, $2, $3)', [id, kind, payload]);
  await delivered(id);
}

async function delivered(id: string): Promise<void> {
  await until(async () => {
    const waiting = await town.db.query('select 1 from outbox where request_id = $1', [id]);
    return waiting.length === 0 ? true : undefined;
  }, 'the delivery');
}

const runOf = async (id: string) => (await town.temporal.workflow.getHandle(`request/${id}`).describe()).runId;

async function inputOf(id: string): Promise<RequestInput> {
  const [input] = await payloadsOf(id, 'workflowExecutionStartedEventAttributes');
  return input as RequestInput;
}

const signalsOf = (id: string) => payloadsOf(id, 'workflowExecutionSignaledEventAttributes');

/** What the events of one kind in the latest run's history carry, in the clear. */
async function payloadsOf(
  id: string,
  attributes: 'workflowExecutionStartedEventAttributes' | 'workflowExecutionSignaledEventAttributes',
): Promise<unknown[]> {
  const { events } = await town.temporal.workflow.getHandle(`request/${id}`).fetchHistory();
  const payloads = (events ?? []).flatMap((event) => event[attributes]?.input?.payloads ?? []);
  return payloads.length === 0 ? [] : decode(payloads);
}

async function decode(payloads: object[]): Promise<unknown[]> {
  const { payloadCodecs } = town.temporal.options.loadedDataConverter;
  const [codec] = payloadCodecs;
  const plain = await codec!.decode(payloads);
  return plain.map(({ data }) => JSON.parse(Buffer.from(data!).toString()));
}
