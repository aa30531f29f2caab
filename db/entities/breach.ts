import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A breach of personal data, as the register of article 33(5) of the RGPD has it. */
@Entity('breach')
@Index('breach_latest', ['awareAt'])
export class Breach {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  /** When the town knew of it: the time to tell the CNIL runs from here. */
  @Column({ type: 'timestamptz', name: 'aware_at' }) awareAt: Date;
  @Column({ type: 'text' }) nature: string;
  /** Of people, and of data. */
  @Column({ type: 'text' }) categories: string;
  /** About how many of each. */
  @Column({ type: 'integer', nullable: true }) people: number | null;
  @Column({ type: 'integer', nullable: true }) records: number | null;
  @Column({ type: 'text' }) consequences: string;
  @Column({ type: 'text' }) measures: string;
  @Column({ type: 'text' }) risk: 'none' | 'some' | 'high';
  /** When the CNIL was told. */
  @Column({ type: 'timestamptz', name: 'notified_at', nullable: true }) notifiedAt: Date | null;
  /** Why it was told late, or not at all. */
  @Column({ type: 'text', name: 'late_reason', nullable: true }) lateReason: string | null;
  /** When those concerned were told. */
  @Column({ type: 'timestamptz', name: 'told_at', nullable: true }) toldAt: Date | null;
}
