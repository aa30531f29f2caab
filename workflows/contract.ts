/** What crosses between the folders: ids, states, and what a workflow is given and told. */
export type Channel = 'web' | 'mobile' | 'counter' | 'phone' | 'post' | 'email' | 'open311';
export type RequestStatus = 'open' | 'ended';
export type WaitingFor = 'citizen' | 'agent' | 'nobody';
/** Who or what a wait is for: `public` gathers supports, `wait` lets time pass. */
export type TaskKind = 'citizen' | 'agent' | 'opinion' | 'intervention' | 'public' | 'wait';
/** Who must answer an agent's task; a visa is the manager's. */
export type TaskRole = 'agent' | 'manager';
export type TaskState = 'open' | 'answered' | 'expired' | 'cancelled';
export type DocumentState = 'received' | 'accepted' | 'refused' | 'infected';
/** Where a piece stands that the process asks for; `expired` when the document has grown older than the piece allows. */
export type PieceState = 'missing' | DocumentState | 'expired';
/** `perhaps sent` by what came after the backup that was restored: only an operator sends it again. */
export type EmailState = 'queued' | 'sent' | 'undeliverable' | 'no address' | 'perhaps sent' | 'posted';
export type Actor = 'citizen' | 'agent' | 'process';

export const channels = ['web', 'mobile', 'counter', 'phone', 'post', 'email', 'open311'] as const;

/** The one workflow type that runs every request type. */
export const workflowType = 'requestV1';
/** Delivers one email that no process sends, as the one that asks for a confirmation. */
export const emailWorkflowType = 'emailV1';
export const emailWorkflowIdOf = (emailId: string) => `email/${emailId}`;
/** Look each night for what is kept no longer, and whether the journals are as they were written. */
export const retentionWorkflowType = 'retentionV1';
export const journalCheckWorkflowType = 'journalCheckV1';
/** Has one stored file looked at for viruses. */
export const examinationWorkflowType = 'examinationV1';
export const examinationWorkflowIdOf = (documentId: string) => `document/${documentId}`;
export const taskQueue = 'requests';
/** The one signal: the task of step `ordinal` has been answered. Ordinal 0 is the request itself: it was withdrawn. */
export const answeredSignal = 'answered';
export const wholeRequest = 0;
/** The other signal: the times of the wait of step `ordinal` have come nearer than its timer. */
export const movedSignal = 'moved';
/** The law's own wait, beside the steps: its day has come nearer, or the reasons of its decision are asked for. */
export const silenceOrdinal = 997;

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
  /** Civil dates on which the town hall is closed, as known when the request began; older histories name none. */
  closures?: readonly string[];
  facts: Facts;
  /**
   * The day on which silence decides, by what the citizen was told first, and once more when the request was reopened; none
   * where it never does, and in older histories.
   */
  silenceFrom?: string;
  /** The steps from which the process was begun again, one for each time that the request was reopened. */
  reopenedFrom?: readonly number[];
  /** Ids of the emails that the run before was still delivering when a reopened one took its place. */
  undelivered?: readonly string[];
  carried?: Carried;
}

/** The legal zone, whose public holidays the working days leave out, and whose clock says which day it is. */
export type Zone =
  | 'metropole'
  | 'alsace-moselle'
  | 'guadeloupe'
  | 'guyane'
  | 'martinique'
  | 'mayotte'
  | 'reunion'
  | 'saint-barthelemy'
  | 'saint-martin'
  | 'nouvelle-caledonie'
  | 'polynesie'
  | 'wallis-et-futuna';
/** Answers to the choices of a form, and the dates of what is planned (never of a person). */
export type Facts = Readonly<Record<string, string>>;

/** The state that outlives one run. */
export interface Carried {
  steps: KeptStep[];
  inbox: Arrival[];
  seen: string[];
}
export interface KeptStep {
  ordinal: number;
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

/** The payload of `moved`: the wait reads its times in the database. */
export interface Moved {
  ordinal: number;
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
  /** Another service than the request's own. */
  service?: string;
  role?: TaskRole;
  /** Who outside the town hall is asked; the service in charge writes the opinion down. */
  expert?: string;
  escalateAt?: string;
  /** Missing documents are asked for by a letter, on which the law's time depends; never in a request that silence does not decide. */
  inWriting?: boolean;
  /** How many citizens must support the request for the wait to be answered. */
  supports?: number;
  /** The law asks for it beside the process: its answer is none of the process's. */
  aside?: true;
  /** Of an intervention, the names of all: those that come later have no task yet. */
  steps?: readonly string[];
}
/** A wait as the database keeps it; `answer` once there is one. */
export interface OpenedTask {
  state: TaskState;
  dueAt: string;
  remindAt?: string;
  reminded: boolean;
  escalateAt?: string;
  escalated: boolean;
  late: boolean;
  answer?: string;
  /** The citizen has taken the request back. */
  withdrawn: boolean;
  /** The letter that asks for the documents, where the law wants one; absent in older histories. */
  letter?: QueuedEmail;
}
/** The end of a `first`: its other waits are closed. `result` is the name of the wait that was first. */
export interface CancelTasks extends StepKey {
  ordinals: readonly number[];
  result: string;
}
export interface Book extends StepKey {
  resource: string;
  /** Civil date. */
  on: string;
  period: string;
}
export interface Redirect extends StepKey {
  /** Without it, the town's routing table decides. */
  to?: string;
}
export interface QueueEmail extends StepKey {
  template: string;
  letter?: boolean;
}
export interface CloseRequest extends StepKey {
  outcome: string;
  template: string;
  /** Whether what was booked stays booked; otherwise it is free again in the same transaction. */
  keepBookings: boolean;
}

/** An email whose row is written. It was also tried once: a local activity of its own would cost the engine more. */
export interface QueuedEmail {
  emailId: string;
  /** False when the mail server could not take it now. */
  delivered: boolean;
  /** Ids of the emails that tell those of it whose requests are joined to this one; absent in older histories. */
  news?: readonly string[];
}

/** The moment has been put off by hand since its timer was set. */
export interface NotYet {
  until: string;
}

/** How far the law's time is. */
export interface SilenceState {
  /** Silence decides nothing any more: it has, or somebody has answered. */
  over: boolean;
  /** When it decides, if nobody answers; not known while a document is missing. */
  until?: string;
  letter?: QueuedEmail;
  /** Civil date: it has rejected the request, and its citizen is owed the reasons. */
  reasonsBy?: string;
}

/** Local activities: one statement or one transaction each. */
export interface RecordActivities {
  queueEmail(email: QueueEmail): Promise<QueuedEmail>;
  openTask(task: OpenTask): Promise<OpenedTask>;
  /** Nothing when the wait has been answered meanwhile. */
  remindCitizen(reminder: QueueEmail): Promise<QueuedEmail | undefined>;
  /** Closes the wait unless it has been answered; gives the answer that was first. */
  expireTask(step: StepKey): Promise<{ answer?: string }>;
  markLate(step: StepKey): Promise<NotYet | undefined>;
  /** Tells the service's managers, once, that a task is about to miss its deadline; an email for each of them. */
  escalateTask(step: StepKey): Promise<QueuedEmail[] | NotYet>;
  /** Gives the result of the first time. */
  cancelTasks(step: CancelTasks): Promise<{ result: string }>;
  book(booking: Book): Promise<{ result: 'booked' | 'taken' }>;
  /** Gives the service that the request is with now. */
  redirect(step: Redirect): Promise<{ service: string }>;
  closeRequest(close: CloseRequest): Promise<QueuedEmail>;
  /** Counts the law's time anew; once it is over, notes the implied decision and writes its letter. */
  watchSilence(step: StepKey): Promise<SilenceState>;
}

export interface Delivery {
  emailId: string;
  /** The process's own time. */
  at: string;
}
export interface Examination {
  requestId: string;
  documentId: string;
}
/** What leaves the process: throws, and is repeated, until the other side has given its answer. */
export interface OutsideActivities {
  /** The mail server has taken the email or refused it for good. */
  deliver(delivery: Delivery): Promise<void>;
  /** The antivirus has looked at the file; without one nothing is done. */
  examine(examination: Examination): Promise<void>;
}
