import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { Change } from '../corrections.ts';
import { Agent } from './people.ts';
import { Request } from './request.ts';

@Entity('correction')
@Index('correction_request', ['requestId', 'at'])
export class Correction {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid', name: 'request_id' }) requestId: string;
  @ManyToOne(() => Request) @JoinColumn({ name: 'request_id' }) request: Request;
  @Column({ type: 'timestamptz' }) at: Date;
  @Column({ type: 'jsonb' }) changes: Change[];
  /** An agent who corrected for the person, and why. */
  @Column({ type: 'uuid', name: 'agent_id', nullable: true }) agentId: string | null;
  @ManyToOne(() => Agent) @JoinColumn({ name: 'agent_id' }) agent: Agent | null;
  @Column({ type: 'text', nullable: true }) reason: string | null;
}

/** The table of rate-limiter-flexible. */
@Entity('rate_limit')
export class RateLimit {
  @PrimaryColumn({ type: 'character varying', length: 255 }) key: string;
  @Column({ type: 'integer', default: 0 }) points: number;
  /** Milliseconds since 1970. */
  @Column({ type: 'bigint', nullable: true }) expire: string | null;
}
