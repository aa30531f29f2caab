import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { Actor, DocumentState, EmailState } from '../../workflows/contract.ts';
import type { OutboxKind } from '../outbox.ts';
import { Follower } from './follower.ts';
import { Agent } from './people.ts';
import { Request } from './request.ts';

@Entity('document')
@Index('document_request', ['requestId', 'receivedAt'])
@Index('document_piece', { synchronize: false })
export class Document {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid', name: 'request_id' }) requestId: string;
  @ManyToOne(() => Request) @JoinColumn({ name: 'request_id' }) request: Request;
  @Column({ type: 'text' }) piece: string;
  /** Null, with all that says something of a file, for what is on paper alone. */
  @Column({ type: 'text', name: 'file_name', nullable: true }) fileName: string | null;
  @Column({ type: 'text', name: 'media_type', nullable: true }) mediaType: string | null;
  @Column({ type: 'integer', name: 'size_bytes', nullable: true }) sizeBytes: number | null;
  @Column({ type: 'bytea', nullable: true }) sha256: Buffer | null;
  @Column({ type: 'text' }) state: DocumentState;
  @Column({ type: 'text', nullable: true }) reason: string | null;
  @Column({ type: 'uuid', name: 'sent_by', nullable: true }) sentBy: string | null;
  @ManyToOne(() => Agent) @JoinColumn({ name: 'sent_by' }) sender: Agent | null;
  @Column({ type: 'uuid', name: 'reviewed_by', nullable: true }) reviewedBy: string | null;
  @ManyToOne(() => Agent) @JoinColumn({ name: 'reviewed_by' }) reviewer: Agent | null;
  @Column({ type: 'timestamptz', name: 'received_at' }) receivedAt: Date;
  /** By the antivirus; null for a file that it has not seen, and for paper. */
  @Column({ type: 'timestamptz', name: 'examined_at', nullable: true }) examinedAt: Date | null;
}

@Entity('message')
@Index('message_request', ['requestId', 'at'])
export class Message {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid', name: 'request_id' }) requestId: string;
  @ManyToOne(() => Request) @JoinColumn({ name: 'request_id' }) request: Request;
  @Column({ type: 'text' }) author: 'citizen' | 'agent';
  @Column({ type: 'uuid', name: 'agent_id', nullable: true }) agentId: string | null;
  @ManyToOne(() => Agent) @JoinColumn({ name: 'agent_id' }) agent: Agent | null;
  @Column({ type: 'text' }) text: string;
  @Column({ type: 'timestamptz' }) at: Date;
}

@Entity('email')
@Unique('email_key', ['key'])
@Index('email_request', ['requestId', 'createdAt'])
@Index('email_pending', { synchronize: false })
@Index('email_undeliverable', { synchronize: false })
@Index('email_perhaps_sent', { synchronize: false })
@Index('email_news', { synchronize: false })
@Index('email_follower', { synchronize: false })
@Index('email_to_print', { synchronize: false })
@Index('email_unacknowledged', { synchronize: false })
export class Email {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid', name: 'request_id' }) requestId: string;
  @ManyToOne(() => Request) @JoinColumn({ name: 'request_id' }) request: Request;
  /** What makes this email one: the step and what it says. Its Message-ID is made from it. */
  @Column({ type: 'text' }) key: string;
  @Column({ type: 'text' }) template: string;
  @Column({ type: 'boolean', default: false }) letter: boolean;
  @Column({ type: 'text', name: 'to_address', nullable: true }) toAddress: string | null;
  @Column({ type: 'text', nullable: true }) subject: string | null;
  @Column({ type: 'text' }) state: EmailState;
  @Column({ type: 'integer', default: 0 }) attempts: number;
  @Column({ type: 'text', nullable: true }) error: string | null;
  @Column({ type: 'timestamptz', name: 'created_at' }) createdAt: Date;
  @Column({ type: 'timestamptz', name: 'sent_at', nullable: true }) sentAt: Date | null;
  /** Of somebody else than the citizen. */
  @Column({ type: 'text', name: 'recipient_name', nullable: true }) recipientName: string | null;
  /** `public` is somebody of whom nothing else is known; the address goes once it has been written to. */
  @Column({ type: 'text', default: 'citizen' }) audience: 'citizen' | 'manager' | 'public';
  /** Of the public; a citizen's is the request's. */
  @Column({ type: 'text', nullable: true }) language: 'fr' | 'en' | null;
  @Column({ type: 'uuid', name: 'follower_id', nullable: true }) followerId: string | null;
  @ManyToOne(() => Follower, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'follower_id' }) follower: Follower | null;
  /** The email of the request that this one's is joined to, whose news it tells. */
  @Column({ type: 'uuid', name: 'news_of', nullable: true }) newsOf: string | null;
  @ManyToOne(() => Email) @JoinColumn({ name: 'news_of' }) news: Email | null;
  /** What the letter says that is posted in its place, sealed by the town's key; null where it was mailed. */
  @Column({ type: 'bytea', name: 'words_sealed', nullable: true }) wordsSealed: Buffer | null;
  @Column({ type: 'timestamptz', name: 'printed_at', nullable: true }) printedAt: Date | null;
  @Column({ type: 'uuid', name: 'printed_by', nullable: true }) printedBy: string | null;
  @ManyToOne(() => Agent) @JoinColumn({ name: 'printed_by' }) printer: Agent | null;
  /** Civil date. */
  @Column({ type: 'date', name: 'posted_on', nullable: true }) postedOn: string | null;
  @Column({ type: 'uuid', name: 'posted_by', nullable: true }) postedBy: string | null;
  @ManyToOne(() => Agent) @JoinColumn({ name: 'posted_by' }) poster: Agent | null;
}

@Entity('journal')
export class Journal {
  @PrimaryColumn({ type: 'uuid', name: 'request_id' }) requestId: string;
  @PrimaryColumn({ type: 'integer' }) seq: number;
  @ManyToOne(() => Request) @JoinColumn({ name: 'request_id' }) request: Request;
  @Column({ type: 'timestamptz' }) at: Date;
  @Column({ type: 'text' }) kind: string;
  @Column({ type: 'text' }) actor: Actor;
  @Column({ type: 'uuid', name: 'agent_id', nullable: true }) agentId: string | null;
  @ManyToOne(() => Agent) @JoinColumn({ name: 'agent_id' }) agent: Agent | null;
  /** Ids, step names, answers: nothing that would have to be erased one day. */
  @Column({ type: 'jsonb', default: {} }) data: Record<string, unknown>;
  @Column({ type: 'bytea', name: 'previous_hash' }) previousHash: Buffer;
  @Column({ type: 'bytea' }) hash: Buffer;
}

@Entity('outbox')
@Index('outbox_request', ['requestId', 'id'])
export class Outbox {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id: string;
  @Column({ type: 'uuid', name: 'request_id' }) requestId: string;
  @ManyToOne(() => Request) @JoinColumn({ name: 'request_id' }) request: Request;
  @Column({ type: 'text' }) kind: OutboxKind;
  @Column({ type: 'jsonb', default: {} }) payload: Record<string, unknown>;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'clock_timestamp()' }) createdAt: Date;
  @Column({ type: 'timestamptz', name: 'available_at', default: () => 'clock_timestamp()' }) availableAt: Date;
  @Column({ type: 'integer', default: 0 }) attempts: number;
  @Column({ type: 'text', name: 'last_error', nullable: true }) lastError: string | null;
}

@Entity('idempotency_key')
export class IdempotencyKey {
  /** Whose key it is: two people may choose the same. */
  @PrimaryColumn({ type: 'text' }) scope: string;
  @PrimaryColumn({ type: 'text' }) key: string;
  @Column({ type: 'bytea', name: 'body_hash' }) bodyHash: Buffer;
  @Column({ type: 'integer', nullable: true }) status: number | null;
  @Column({ type: 'bytea', name: 'response_sealed', nullable: true }) responseSealed: Buffer | null;
  @Index('idempotency_key_age')
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}
