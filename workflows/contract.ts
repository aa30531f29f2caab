/** What crosses between the folders: ids, states, and what a workflow is given and told. */

export type Channel = 'web' | 'mobile' | 'counter' | 'phone' | 'post' | 'email' | 'open311';
export type RequestStatus = 'open' | 'ended';
export type WaitingFor = 'citizen' | 'agent' | 'nobody';
export type TaskKind = 'citizen' | 'agent';
export type TaskState = 'open' | 'answered' | 'expired' | 'cancelled';
export type DocumentState = 'received' | 'accepted' | 'refused' | 'infected';
export type EmailState = 'queued' | 'sent' | 'undeliverable' | 'no address';
export type Actor = 'citizen' | 'agent' | 'process';

export const channels = ['web', 'mobile', 'counter', 'phone', 'post', 'email', 'open311'] as const;

/** The one workflow type that runs every request type. */
export const workflowType = 'requestV1';
export const taskQueue = 'requests';
/** The one signal: the task of step `ordinal` has been answered. */
export const answeredSignal = 'answered';

export const workflowIdOf = (requestId: string) => `request/${requestId}`;
export const requestIdOf = (workflowId: string) => workflowId.replace(/^request\//, '');

/**
 * What a run is started with, by the relay and by a run that continues as new. Ids, names and choices only: nothing in
 * it may identify a person (invariant I7).
 */
export interface RequestInput {
  requestId: string;
  type: string;
  revision: number;
  service: string;
  zone: Zone;
  facts: Facts;
  carried?: Carried;
}

/** The legal zone, whose public holidays the working days leave out. */
export type Zone = 'metropole' | 'alsace-moselle';
/** Answers to the choices of a form. */
export type Facts = Readonly<Record<string, string>>;

/** Where the engine is, and what the worker and the relay must agree on. */
export interface EngineAddress {
  /** `host:port`. */
  address: string;
  namespace: string;
  /** The town's key, 32 bytes: payloads are encrypted by it. */
  key: Uint8Array;
}

/** The state that outlives one run. */
export interface Carried {
  steps: KeptStep[];
  inbox: Arrival[];
  seen: string[];
}
export interface KeptStep {
  verb: string;
  name: string;
  result: string;
}
/** A signal's payload. `id` is the outbox row's, by which a second delivery is dropped. */
export interface Arrival {
  id: string;
  ordinal: number;
  answer: string;
}

/** What the process asks of the database; each call is one transaction, and the same call twice changes nothing more. */
export interface StepKey {
  requestId: string;
  ordinal: number;
  name: string;
  /** The process's own time, ISO 8601: under skipped time it runs ahead of the database's. */
  at: string;
}
export interface OpenTask extends StepKey {
  kind: TaskKind;
  answers: readonly string[];
  pieces: readonly string[];
  dueAt: string;
  remindAt?: string;
}
/** A wait as the database keeps it; `answer` once there is one. */
export interface OpenedTask {
  dueAt: string;
  remindAt?: string;
  reminded: boolean;
  late: boolean;
  answer?: string;
}
export interface QueueEmail extends StepKey {
  template: string;
  letter?: boolean;
}
export interface CloseRequest extends StepKey {
  outcome: string;
  template: string;
}

/** An email whose row is written. It was also tried once: a local activity of its own would cost the engine more. */
export interface QueuedEmail {
  emailId: string;
  /** False when the mail server could not take it now. */
  delivered: boolean;
}

/** Local activities: one statement or one transaction each. */
export interface RecordActivities {
  queueEmail(email: QueueEmail): Promise<QueuedEmail>;
  openTask(task: OpenTask): Promise<OpenedTask>;
  /** Nothing when the wait has been answered meanwhile. */
  remindCitizen(reminder: QueueEmail): Promise<QueuedEmail | undefined>;
  /** Closes the wait unless it has been answered; gives what it ended with. */
  expireTask(step: StepKey): Promise<{ answer: string }>;
  markLate(step: StepKey): Promise<void>;
  closeRequest(close: CloseRequest): Promise<QueuedEmail>;
}

export interface Delivery {
  emailId: string;
  /** The process's own time. */
  at: string;
}
export interface DeliveryActivities {
  /** Throws until the mail server has taken the email or refused it for good. */
  deliver(delivery: Delivery): Promise<void>;
}
