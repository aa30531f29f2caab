import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Agent } from './people.ts';
import { Request } from './request.ts';

export type CommentState = 'waiting' | 'published' | 'refused';

/** What anybody says about a published request; the service reads it before everybody does. */
@Entity('comment')
@Index('comment_request', ['requestId', 'at'])
@Index('comment_waiting', { synchronize: false })
export class Comment {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid', name: 'request_id' }) requestId: string;
  @ManyToOne(() => Request) @JoinColumn({ name: 'request_id' }) request: Request;
  /** Null for « un habitant ». */
  @Column({ type: 'text', name: 'author_name', nullable: true }) authorName: string | null;
  /** SHA-256, another for each request: tells that two comments on it are of one person, and not whose. */
  @Column({ type: 'bytea', name: 'author_hash' }) authorHash: Buffer;
  @Column({ type: 'text' }) text: string;
  @Column({ type: 'timestamptz' }) at: Date;
  @Column({ type: 'text', default: 'waiting' }) state: CommentState;
  /** Why it was refused. */
  @Column({ type: 'text', nullable: true }) reason: string | null;
  @Column({ type: 'uuid', name: 'reviewed_by', nullable: true }) reviewedBy: string | null;
  @ManyToOne(() => Agent) @JoinColumn({ name: 'reviewed_by' }) reviewer: Agent | null;
  @Column({ type: 'timestamptz', name: 'reviewed_at', nullable: true }) reviewedAt: Date | null;
}
