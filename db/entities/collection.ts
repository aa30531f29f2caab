import { Column, Entity, JoinColumn, ManyToOne, OneToOne, PrimaryColumn } from 'typeorm';
import { Agent } from './people.ts';
import { Request } from './request.ts';

/** What an agent has gathered for who asked for their data: which requests are theirs. */
@Entity('collection')
export class Collection {
  /** The request by which the data were asked for. */
  @PrimaryColumn({ type: 'uuid', name: 'request_id' }) requestId: string;
  @OneToOne(() => Request, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'request_id' }) request: Request;
  @Column({ type: 'uuid', name: 'agent_id' }) agentId: string;
  @ManyToOne(() => Agent) @JoinColumn({ name: 'agent_id' }) agent: Agent;
  @Column({ type: 'timestamptz' }) at: Date;
  /** Until when the person may take the data. */
  @Column({ type: 'timestamptz' }) until: Date;
  @Column({ type: 'uuid', array: true }) requests: string[];
  /** Whose supports, comments and followed requests are the person's too. */
  @Column({ type: 'text', nullable: true }) address: string | null;
}
