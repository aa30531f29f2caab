import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { Agent } from './people.ts';

/** The filters of a worklist that an agent comes back to. */
@Entity('saved_view')
@Unique('saved_view_name', ['agentId', 'name'])
export class SavedView {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid', name: 'agent_id' }) agentId: string;
  @ManyToOne(() => Agent, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'agent_id' }) agent: Agent;
  @Column({ type: 'text' }) name: string;
  @Column({ type: 'jsonb' }) filters: Record<string, string>;
}
