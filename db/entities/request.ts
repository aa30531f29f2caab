import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import type { Channel, RequestStatus, TaskKind, TaskRole, TaskState, WaitingFor } from '../../workflows/contract.ts';
import type { Words } from '../../workflows/kit/fields.ts';
import { Agent, Citizen, Service } from './people.ts';

@Entity('request')
@Unique('request_reference', ['reference'])
@Index('request_received', { synchronize: false })
@Index('request_open', { synchronize: false })
@Index('request_type', { synchronize: false })
@Index('request_joined_to', { synchronize: false })
@Index('request_to_archive', ['endedAt'], { where: "status = 'ended' AND archived_at IS NULL" })
@Index('request_ended', { synchronize: false })
@Index('request_form_time', { synchronize: false })
@Index('request_service', { synchronize: false })
@Index('request_search_open', { synchronize: false })
@Index('request_search_ended', { synchronize: false })
export class Request {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  /** Year and number, `2026-000042`: short enough to be read aloud. */
  @Column({ type: 'text' }) reference: string;
  @Column({ type: 'text' }) type: string;
  /** The version of the type's rules that this request began under and keeps. */
  @Column({ type: 'integer' }) revision: number;
  /** Null once the request is erased. */
  @Index('request_citizen') @Column({ type: 'uuid', name: 'citizen_id', nullable: true }) citizenId: string | null;
  @ManyToOne(() => Citizen) @JoinColumn({ name: 'citizen_id' }) citizen: Citizen | null;
  @Column({ type: 'text', name: 'service_id' }) serviceId: string;
  @ManyToOne(() => Service) @JoinColumn({ name: 'service_id' }) service: Service;
  @Column({ type: 'text' }) channel: Channel;
  @Column({ type: 'text' }) language: 'fr' | 'en';
  /** The form as filled. */
  @Column({ type: 'jsonb' }) fields: Record<string, unknown>;
  /** The answers among fixed choices: all that the process may branch on, and nothing personal. */
  @Column({ type: 'jsonb' }) facts: Record<string, string>;
  @Column({ type: 'text', default: 'open' }) status: RequestStatus;
  @Column({ type: 'text' }) step: string;
  @Column({ type: 'text', name: 'waiting_for' }) waitingFor: WaitingFor;
  @Column({ type: 'text', nullable: true }) outcome: string | null;
  @Column({ type: 'timestamptz', name: 'received_at' }) receivedAt: Date;
  @Column({ type: 'date', name: 'due_on' }) dueOn: string;
  /** The days on which the town hall is closed, as known when the request began or was reopened. */
  @Column({ type: 'date', array: true, default: '{}' }) closures: string[];
  @Column({ type: 'timestamptz', name: 'ended_at', nullable: true }) endedAt: Date | null;
  /** Since when it is out of daily use, in the intermediate archives. */
  @Column({ type: 'timestamptz', name: 'archived_at', nullable: true }) archivedAt: Date | null;
  @Column({ type: 'bytea', name: 'tracking_hash' }) trackingHash: Buffer;
  @Column({ type: 'bytea', name: 'tracking_sealed' }) trackingSealed: Buffer;
  /** The key of this request's files, sealed by the town's key: destroying it makes them unreadable for ever. */
  @Column({ type: 'bytea', name: 'file_key_sealed' }) fileKeySealed: Buffer;
  /** The step from which the process was begun again, one for each time that the request was reopened. */
  @Column({ type: 'integer', name: 'reopened_from', array: true, default: '{}' }) reopenedFrom: number[];
  @Column({ type: 'timestamptz', name: 'withdrawn_at', nullable: true }) withdrawnAt: Date | null;
  /** The rule of the routing table by which the service was found. */
  @Column({ type: 'jsonb', name: 'routed_because', nullable: true }) routedBecause: Words | null;
  /** The request about the same thing that this one goes on under. */
  @Column({ type: 'uuid', name: 'joined_to', nullable: true }) joinedTo: string | null;
  @ManyToOne(() => Request) @JoinColumn({ name: 'joined_to' }) main: Request | null;
  /** Why an agent has joined it to another one of the same citizen, which ends it; in words for the citizen. */
  @Column({ type: 'text', name: 'merged_because', nullable: true }) mergedBecause: string | null;
  /** From the start of the form to its sending; null where there was no form. */
  @Column({ type: 'integer', name: 'form_seconds', nullable: true }) formSeconds: number | null;
  /** Reference, name and what was typed, without accents and capitals: written by a trigger, for agents to search in. */
  @Column({ type: 'text', default: '' }) search: string;
}

@Entity('task')
@Unique('task_step', ['requestId', 'ordinal'])
@Index('task_worklist', { synchronize: false })
@Index('task_assignee', { synchronize: false })
@Index('task_home', { synchronize: false })
@Index('task_opened', { synchronize: false })
export class Task {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid', name: 'request_id' }) requestId: string;
  @ManyToOne(() => Request) @JoinColumn({ name: 'request_id' }) request: Request;
  @Column({ type: 'integer' }) ordinal: number;
  @Column({ type: 'text' }) name: string;
  @Column({ type: 'text' }) kind: TaskKind;
  @Column({ type: 'text', name: 'service_id' }) serviceId: string;
  @ManyToOne(() => Service) @JoinColumn({ name: 'service_id' }) service: Service;
  @Column({ type: 'text', array: true }) answers: string[];
  @Column({ type: 'text', array: true, default: '{}' }) pieces: string[];
  @Column({ type: 'text', default: 'open' }) state: TaskState;
  @Column({ type: 'timestamptz', name: 'opened_at' }) openedAt: Date;
  @Column({ type: 'timestamptz', name: 'due_at' }) dueAt: Date;
  @Column({ type: 'timestamptz', name: 'remind_at', nullable: true }) remindAt: Date | null;
  @Column({ type: 'timestamptz', name: 'reminded_at', nullable: true }) remindedAt: Date | null;
  @Column({ type: 'uuid', name: 'assignee_id', nullable: true }) assigneeId: string | null;
  @ManyToOne(() => Agent) @JoinColumn({ name: 'assignee_id' }) assignee: Agent | null;
  @Column({ type: 'timestamptz', name: 'claimed_at', nullable: true }) claimedAt: Date | null;
  @Column({ type: 'text', nullable: true }) answer: string | null;
  @Column({ type: 'timestamptz', name: 'answered_at', nullable: true }) answeredAt: Date | null;
  /** The agent who answered; nobody's id when the citizen did. */
  @Column({ type: 'uuid', name: 'answered_by', nullable: true }) answeredBy: string | null;
  @ManyToOne(() => Agent) @JoinColumn({ name: 'answered_by' }) answerer: Agent | null;
  /** Words for the citizen. */
  @Column({ type: 'text', nullable: true }) reply: string | null;
  /** Words for colleagues. */
  @Column({ type: 'text', nullable: true }) note: string | null;
  @Column({ type: 'text', default: 'agent' }) role: TaskRole;
  /** Who outside the town hall is asked; the service writes the opinion down. */
  @Column({ type: 'text', nullable: true }) expert: string | null;
  @Column({ type: 'timestamptz', name: 'escalate_at', nullable: true }) escalateAt: Date | null;
  @Column({ type: 'timestamptz', name: 'escalated_at', nullable: true }) escalatedAt: Date | null;
  /** How many citizens must support the request. */
  @Column({ type: 'integer', nullable: true }) supports: number | null;
  /** Of an intervention, the names of all that belong together, in their order. */
  @Column({ type: 'text', array: true, nullable: true }) steps: string[] | null;
  /** Since when its assignee is at it; the database forgets it when somebody else gets the task. */
  @Column({ type: 'timestamptz', name: 'started_at', nullable: true }) startedAt: Date | null;
  /** The law asks for it beside the process, which it decides nothing of. */
  @Column({ type: 'boolean', default: false }) aside: boolean;
  /** What the answer had to come with, by its request type. */
  @Column({ type: 'jsonb', nullable: true }) fields: Record<string, unknown> | null;
  /** The service that has the request. This and what follows is the request's, kept here by triggers for the worklist. */
  @Column({ type: 'text', name: 'home_service_id' }) homeServiceId: string;
  @ManyToOne(() => Service) @JoinColumn({ name: 'home_service_id' }) homeService: Service;
  @Column({ type: 'text', name: 'request_type' }) requestType: string;
  @Column({ type: 'text' }) channel: Channel;
  @Column({ type: 'text', nullable: true }) district: string | null;
  @Column({ type: 'timestamptz', name: 'received_at' }) receivedAt: Date;
}

/** A finished or started verb of the process, by which a process that is run again from the top finds its way. */
@Entity('step')
export class Step {
  @PrimaryColumn({ type: 'uuid', name: 'request_id' }) requestId: string;
  @PrimaryColumn({ type: 'integer' }) ordinal: number;
  @ManyToOne(() => Request) @JoinColumn({ name: 'request_id' }) request: Request;
  @Column({ type: 'text' }) verb: string;
  @Column({ type: 'text' }) name: string;
  /** Null for a wait, whose result is its task's answer. */
  @Column({ type: 'text', nullable: true }) result: string | null;
  @Column({ type: 'timestamptz' }) at: Date;
}
