import { Column, Entity, Index, JoinColumn, ManyToOne, OneToOne, PrimaryColumn, Unique } from 'typeorm';
import { Agent } from './people.ts';
import { Request } from './request.ts';

/** Why a request may not be erased: a dispute, an inquiry; or why its data are only kept (RGPD, art. 18). One of each at a time. */
@Entity('legal_hold')
@Index('legal_hold_open', { synchronize: false })
export class LegalHold {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid', name: 'request_id' }) requestId: string;
  @ManyToOne(() => Request) @JoinColumn({ name: 'request_id' }) request: Request;
  @Column({ type: 'uuid', name: 'agent_id' }) agentId: string;
  @ManyToOne(() => Agent) @JoinColumn({ name: 'agent_id' }) agent: Agent;
  @Column({ type: 'text', default: 'hold' }) kind: 'hold' | 'restriction';
  @Column({ type: 'text' }) reason: string;
  @Column({ type: 'timestamptz' }) at: Date;
  /** Of a restriction: since when the person knows that it will be lifted, and why. */
  @Column({ type: 'timestamptz', name: 'lifting_told_at', nullable: true }) liftingToldAt: Date | null;
  @Column({ type: 'text', name: 'lifting_reason', nullable: true }) liftingReason: string | null;
  @Column({ type: 'timestamptz', name: 'released_at', nullable: true }) releasedAt: Date | null;
  @Column({ type: 'uuid', name: 'released_by', nullable: true }) releasedBy: string | null;
  @ManyToOne(() => Agent) @JoinColumn({ name: 'released_by' }) releaser: Agent | null;
}

/** The requests of one service whose time is over, for the visa of the departmental archives. Once closed, it is kept. */
@Entity('elimination_list')
@Unique('elimination_list_day', ['serviceId', 'madeOn'])
@Index('elimination_list_open', { synchronize: false })
export class EliminationList {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'text', name: 'service_id' }) serviceId: string;
  @Column({ type: 'date', name: 'made_on' }) madeOn: string;
  /** Since when it no longer changes. */
  @Column({ type: 'timestamptz', name: 'closed_at', nullable: true }) closedAt: Date | null;
  @Column({ type: 'uuid', name: 'closed_by', nullable: true }) closedBy: string | null;
  /** Who has given the visa, when, and under which reference of the archives. */
  @Column({ type: 'text', name: 'visa_by', nullable: true }) visaBy: string | null;
  @Column({ type: 'date', name: 'visa_on', nullable: true }) visaOn: string | null;
  @Column({ type: 'text', name: 'visa_reference', nullable: true }) visaReference: string | null;
  @Column({ type: 'timestamptz', name: 'visa_noted_at', nullable: true }) visaNotedAt: Date | null;
  @Column({ type: 'uuid', name: 'visa_noted_by', nullable: true }) visaNotedBy: string | null;
}

@Entity('elimination_line')
@Unique('elimination_line_request', ['requestId'])
export class EliminationLine {
  @PrimaryColumn({ type: 'uuid', name: 'list_id' }) listId: string;
  @ManyToOne(() => EliminationList, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'list_id' }) list: EliminationList;
  @PrimaryColumn({ type: 'uuid', name: 'request_id' }) requestId: string;
  @Column({ type: 'text' }) reference: string;
  @Column({ type: 'text' }) type: string;
  @Column({ type: 'date', name: 'received_on' }) receivedOn: string;
  @Column({ type: 'date', name: 'ended_on' }) endedOn: string;
  @Column({ type: 'date', name: 'kept_until' }) keptUntil: string;
  @Column({ type: 'text' }) fate: 'destroy' | 'sort';
  /** Where the times come from. */
  @Column({ type: 'text' }) law: string;
  @Column({ type: 'integer' }) documents: number;
  @Column({ type: 'bigint' }) bytes: string;
}

/** That a request was erased, and on what ground: a list, or the decision of an agent for the person. */
@Entity('erasure')
@Index('erasure_list', { synchronize: false })
export class Erasure {
  @PrimaryColumn({ type: 'uuid', name: 'request_id' }) requestId: string;
  @OneToOne(() => Request) @JoinColumn({ name: 'request_id' }) request: Request;
  @Column({ type: 'timestamptz' }) at: Date;
  @Column({ type: 'uuid', name: 'list_id', nullable: true }) listId: string | null;
  @ManyToOne(() => EliminationList) @JoinColumn({ name: 'list_id' }) list: EliminationList | null;
  @Column({ type: 'uuid', name: 'decided_by', nullable: true }) decidedBy: string | null;
}
