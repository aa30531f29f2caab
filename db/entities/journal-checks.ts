import { Column, Entity, JoinColumn, ManyToOne, OneToOne, PrimaryColumn } from 'typeorm';
import type { Fault } from '../journal-check.ts';
import { Agent } from './people.ts';

/** What one look at all journals has found. It only grows. */
@Entity('journal_check')
export class JournalCheck {
  @PrimaryColumn({ type: 'integer' }) number: number;
  @Column({ type: 'timestamptz' }) at: Date;
  @Column({ type: 'integer' }) chains: number;
  @Column({ type: 'bigint' }) entries: string;
  @Column({ type: 'integer' }) heads: number;
  @Column({ type: 'integer' }) faults: number;
  /** The first of them. */
  @Column({ type: 'jsonb' }) found: Fault[];
}

/** Who has seen the faults of a check, and what they make of them. It only grows. */
@Entity('journal_fault_seen')
export class JournalFaultSeen {
  @PrimaryColumn({ type: 'integer', name: 'check_number' }) checkNumber: number;
  @OneToOne(() => JournalCheck)
  @JoinColumn({ name: 'check_number' })
  check: JournalCheck;
  @ManyToOne(() => Agent, { nullable: false })
  @JoinColumn({ name: 'agent_id' })
  agent: Agent;
  @Column({ type: 'timestamptz' }) at: Date;
  @Column({ type: 'text' }) reason: string;
}
