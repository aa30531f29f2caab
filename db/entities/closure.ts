import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { Service } from './people.ts';

/** A day on which the town hall is closed though the law makes it no holiday: a bridge day, a local feast. */
@Entity('closure')
@Unique('closure_day', ['day', 'serviceId'])
export class Closure {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'date' }) day: string;
  @Column({ type: 'text', name: 'name_fr' }) nameFr: string;
  @Column({ type: 'text', name: 'name_en' }) nameEn: string;
  /** Null where all services are closed. */
  @Column({ type: 'text', name: 'service_id', nullable: true }) serviceId: string | null;
  @ManyToOne(() => Service) @JoinColumn({ name: 'service_id' }) service: Service | null;
}
