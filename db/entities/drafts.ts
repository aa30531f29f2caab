import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { Account } from './accounts.ts';
import { Request } from './request.ts';

/** A request that is being written. Filed or expired, it keeps nothing of what was typed. */
@Entity('draft')
@Unique('draft_code', ['codeHash'])
@Unique('draft_request', ['requestId'])
export class Draft {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'text' }) type: string;
  @Column({ type: 'integer' }) revision: number;
  @Column({ type: 'text' }) language: 'fr' | 'en';
  @Column({ type: 'bytea', name: 'code_hash' }) codeHash: Buffer;
  @Column({ type: 'bytea', name: 'code_sealed', nullable: true }) codeSealed: Buffer | null;
  /** What was typed, sealed by the town's key: personal data of somebody who has asked for nothing yet. */
  @Column({ type: 'bytea', name: 'answers_sealed', nullable: true }) answersSealed: Buffer | null;
  @Column({ type: 'bytea', name: 'file_key_sealed', nullable: true }) fileKeySealed: Buffer | null;
  @Column({ type: 'timestamptz', name: 'started_at' }) startedAt: Date;
  @Column({ type: 'timestamptz', name: 'updated_at' }) updatedAt: Date;
  @Index('draft_age') @Column({ type: 'timestamptz', name: 'expires_at' }) expiresAt: Date;
  @Column({ type: 'uuid', name: 'request_id', nullable: true }) requestId: string | null;
  @ManyToOne(() => Request, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'request_id' }) request: Request | null;
  /** The account that opens it too; of an empty draft none. */
  @Index('draft_account')
  @Column({ type: 'uuid', name: 'account_id', nullable: true })
  accountId: string | null;
  @ManyToOne(() => Account, { onDelete: 'SET NULL' }) @JoinColumn({ name: 'account_id' }) account: Account | null;
}

@Entity('draft_document')
@Index('draft_document_draft', ['draftId', 'receivedAt'])
export class DraftDocument {
  /** Also of the document that it becomes. */
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid', name: 'draft_id' }) draftId: string;
  @ManyToOne(() => Draft, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'draft_id' }) draft: Draft;
  @Column({ type: 'text' }) piece: string;
  @Column({ type: 'text', name: 'file_name' }) fileName: string;
  @Column({ type: 'text', name: 'media_type' }) mediaType: string;
  @Column({ type: 'integer', name: 'size_bytes' }) sizeBytes: number;
  @Column({ type: 'bytea' }) sha256: Buffer;
  @Column({ type: 'timestamptz', name: 'received_at' }) receivedAt: Date;
}
