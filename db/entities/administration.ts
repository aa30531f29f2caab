import {
  Column,
  Entity,
  Exclusion,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';
import { Agent } from './people.ts';

/** Who changed what of the town's services, people, days and rooms. It only grows. */
@Entity('administration')
@Unique('administration_seq', ['seq'])
@Index('administration_key', ['subject', 'key', 'id'])
export class AdministrationEntry {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id: string;
  @Column({ type: 'timestamptz' }) at: Date;
  /** Nobody where it was the command line. */
  @Column({ type: 'uuid', name: 'agent_id', nullable: true }) agentId: string | null;
  @ManyToOne(() => Agent) @JoinColumn({ name: 'agent_id' }) agent: Agent | null;
  @Column({ type: 'text' }) subject: string;
  @Column({ type: 'text' }) key: string;
  @Column({ type: 'text' }) kind: 'added' | 'changed' | 'removed';
  @Column({ type: 'jsonb' }) changes: { field: string; from?: unknown; to?: unknown }[];
  /** Its place in the town's chain, given by the database as the hashes are. */
  @Column({ type: 'integer' }) seq: number;
  @Column({ type: 'bytea', name: 'previous_hash' }) previousHash: Buffer;
  @Column({ type: 'bytea' }) hash: Buffer;
}

@Entity('absence')
@Exclusion('absence_once', `USING gist (agent_id WITH =, daterange(first_day, last_day, '[]') WITH &&)`)
export class Absence {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid', name: 'agent_id' }) agentId: string;
  @ManyToOne(() => Agent, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'agent_id' }) agent: Agent;
  @Column({ type: 'date', name: 'first_day' }) firstDay: string;
  @Column({ type: 'date', name: 'last_day' }) lastDay: string;
  @Column({ type: 'uuid', name: 'substitute_id', nullable: true }) substituteId: string | null;
  @ManyToOne(() => Agent) @JoinColumn({ name: 'substitute_id' }) substitute: Agent | null;
  /** When the agent's tasks were handed over. */
  @Column({ type: 'timestamptz', name: 'begun_at', nullable: true }) begunAt: Date | null;
}
