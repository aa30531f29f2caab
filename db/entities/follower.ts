import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { Request } from './request.ts';

/** Who hears the news of a request that is not theirs. */
@Entity('follower')
@Unique('follower_person', ['requestId', 'address'])
export class Follower {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid', name: 'request_id' }) requestId: string;
  @ManyToOne(() => Request) @JoinColumn({ name: 'request_id' }) request: Request;
  /** Its owner has opened the link that it was sent. */
  @Column({ type: 'text' }) address: string;
  @Column({ type: 'text' }) language: 'fr' | 'en';
  @Column({ type: 'timestamptz' }) at: Date;
}
