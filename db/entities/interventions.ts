import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Document } from './records.ts';
import { Task } from './request.ts';

/** Of which intervention a document is a photo: a request may have several, and each has its own proof. */
@Entity('intervention_photo')
export class InterventionPhoto {
  @PrimaryColumn({ type: 'uuid', name: 'document_id' }) documentId: string;
  @ManyToOne(() => Document, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'document_id' }) document: Document;
  @Index('intervention_photo_task') @Column({ type: 'uuid', name: 'task_id' }) taskId: string;
  @ManyToOne(() => Task) @JoinColumn({ name: 'task_id' }) task: Task;
}
