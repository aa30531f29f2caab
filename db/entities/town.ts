import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';
import type { TownSettings } from '../../api/town/settings.ts';
import { Request } from './request.ts';

/** What a citizen thought of the treatment of a request. */
@Entity('survey')
export class Survey {
  @PrimaryColumn({ type: 'uuid', name: 'request_id' }) requestId: string;
  @OneToOne(() => Request) @JoinColumn({ name: 'request_id' }) request: Request;
  /** 1 to 5, the best. */
  @Column({ type: 'integer' }) score: number;
  @Column({ type: 'text', nullable: true }) comment: string | null;
  @Column({ type: 'timestamptz' }) at: Date;
}

/** The town's own settings; there is one row, or none as long as the demonstration's hold. */
@Entity('town')
export class Town {
  @PrimaryColumn({ type: 'boolean', name: 'only_row', default: true }) onlyRow: boolean;
  @Column({ type: 'jsonb' }) settings: TownSettings;
  @Column({ type: 'timestamptz', name: 'changed_at' }) changedAt: Date;
}
