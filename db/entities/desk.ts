import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { Agent, Service } from './people.ts';
import { Request } from './request.ts';

/** For agents alone. */
@Entity('note')
@Index('note_request', ['requestId', 'at'])
export class Note {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid', name: 'request_id' }) requestId: string;
  @ManyToOne(() => Request) @JoinColumn({ name: 'request_id' }) request: Request;
  @Column({ type: 'uuid', name: 'agent_id' }) agentId: string;
  @ManyToOne(() => Agent) @JoinColumn({ name: 'agent_id' }) agent: Agent;
  @Column({ type: 'text' }) text: string;
  @Column({ type: 'timestamptz' }) at: Date;
}

/** Words for a citizen that an agent begins with. */
@Entity('canned_reply')
@Unique('canned_reply_title', ['serviceId', 'title'])
export class CannedReply {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  /** Null for all services of the town. */
  @Column({ type: 'text', name: 'service_id', nullable: true }) serviceId: string | null;
  @ManyToOne(() => Service) @JoinColumn({ name: 'service_id' }) service: Service | null;
  @Column({ type: 'text' }) title: string;
  @Column({ type: 'text', name: 'text_fr' }) textFr: string;
  /** Without it, who reads English is written to in French. */
  @Column({ type: 'text', name: 'text_en', nullable: true }) textEn: string | null;
}

/** The promised date, moved by hand. */
@Entity('postponement')
@Index('postponement_request', ['requestId', 'at'])
export class Postponement {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid', name: 'request_id' }) requestId: string;
  @ManyToOne(() => Request) @JoinColumn({ name: 'request_id' }) request: Request;
  @Column({ type: 'uuid', name: 'agent_id' }) agentId: string;
  @ManyToOne(() => Agent) @JoinColumn({ name: 'agent_id' }) agent: Agent;
  /** One of `templates/texts/postponing.ts`; a date that comes nearer has a cause of its own. */
  @Column({ type: 'text' }) cause: string;
  /** For the citizen. */
  @Column({ type: 'text' }) reason: string;
  @Column({ type: 'date', name: 'from_on' }) fromOn: string;
  @Column({ type: 'date', name: 'to_on' }) toOn: string;
  /** Until when documents that the law requires are awaited: for so long the time of silence is suspended. */
  @Column({ type: 'date', name: 'suspended_until', nullable: true }) suspendedUntil: string | null;
  @Column({ type: 'timestamptz' }) at: Date;
}
