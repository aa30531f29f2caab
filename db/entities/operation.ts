import { Column, Entity, Index, JoinColumn, ManyToOne, OneToOne, PrimaryColumn } from 'typeorm';
import type { RepairKind } from '../repairs.ts';
import { Agent } from './people.ts';
import { Request } from './request.ts';

/** What a step does that fails now, as its last attempt left it. */
@Entity('step_failure')
@Index('step_failure_latest', ['failedAt'])
export class StepFailure {
  @PrimaryColumn({ type: 'uuid', name: 'request_id' }) requestId: string;
  @PrimaryColumn({ type: 'text' }) activity: string;
  /** The step's number, or the email's id. */
  @PrimaryColumn({ type: 'text' }) step: string;
  @ManyToOne(() => Request, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'request_id' }) request: Request;
  /** Ids, names and choices, as the engine has them. */
  @Column({ type: 'jsonb' }) input: Record<string, unknown>;
  /** Of the database, of the mail server or ours; never its words, which may quote a person. */
  @Column({ type: 'text' }) code: string;
  @Column({ type: 'integer' }) attempt: number;
  @Column({ type: 'timestamptz', name: 'failed_at' }) failedAt: Date;
  /** Null where the process itself has to be mended. */
  @Column({ type: 'timestamptz', name: 'next_at', nullable: true }) nextAt: Date | null;
}

/** What an operator has done to a request, and why; the journal names it by its id. */
@Entity('repair')
@Index('repair_request', ['requestId', 'at'])
export class Repair {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid', name: 'request_id' }) requestId: string;
  @ManyToOne(() => Request) @JoinColumn({ name: 'request_id' }) request: Request;
  @Column({ type: 'uuid', name: 'agent_id' }) agentId: string;
  @ManyToOne(() => Agent) @JoinColumn({ name: 'agent_id' }) agent: Agent;
  @Column({ type: 'timestamptz' }) at: Date;
  @Column({ type: 'text' }) kind: RepairKind;
  @Column({ type: 'text' }) reason: string;
}

/** A time at which the application, the engine or both were put back to an earlier state; null for what was left as it is. */
@Entity('restoration')
export class Restoration {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'timestamptz' }) at: Date;
  @Column({ type: 'timestamptz', name: 'application_as_of', nullable: true }) applicationAsOf: Date | null;
  @Column({ type: 'timestamptz', name: 'engine_as_of', nullable: true }) engineAsOf: Date | null;
  @Column({ type: 'timestamptz', name: 'reconciled_at', nullable: true }) reconciledAt: Date | null;
  /** How many of each kind were mended. */
  @Column({ type: 'jsonb', nullable: true }) figures: Record<string, number> | null;
}

/** A request whose next emails may have left before a restoration. */
@Entity('doubt')
export class Doubt {
  @PrimaryColumn({ type: 'uuid', name: 'request_id' }) requestId: string;
  @OneToOne(() => Request, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'request_id' }) request: Request;
  /** The process's own time: what it writes later is new. */
  @Column({ type: 'timestamptz' }) until: Date;
}
