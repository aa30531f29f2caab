import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import type { LegalDateKind } from '../../workflows/kit/silence.ts';
import { Request } from './request.ts';

/** A date that the law makes for a request; of each kind the newest counts. */
@Entity('legal_date')
@Index('legal_date_request', ['requestId', 'id'])
export class LegalDate {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id: string;
  @Column({ type: 'uuid', name: 'request_id' }) requestId: string;
  @ManyToOne(() => Request) @JoinColumn({ name: 'request_id' }) request: Request;
  @Column({ type: 'text' }) kind: LegalDateKind;
  /** Null while no time runs, as long as a document is missing. */
  @Column({ type: 'date', name: 'on_day', nullable: true }) onDay: string | null;
  @Column({ type: 'text' }) rule: string;
  /** What it was computed from: days, lengths of time, the text. */
  @Column({ type: 'jsonb' }) inputs: Record<string, unknown>;
  @Column({ type: 'text', name: 'calendar_version' }) calendarVersion: string;
  @Column({ type: 'timestamptz', name: 'computed_at' }) computedAt: Date;
}
