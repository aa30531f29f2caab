import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A day on which the town hall is closed though the law makes it no holiday: a bridge day, a local feast. */
@Entity('closure')
export class Closure {
  @PrimaryColumn({ type: 'date' }) day: string;
  @Column({ type: 'text', name: 'name_fr' }) nameFr: string;
  @Column({ type: 'text', name: 'name_en' }) nameEn: string;
}
