import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { Service } from './people.ts';

/** One line of the routing table: the first of a type whose conditions all hold gives the service. */
@Entity('routing_rule')
@Unique('routing_rule_position', ['type', 'position'])
export class RoutingRule {
  @PrimaryColumn({ type: 'text' }) type: string;
  /** As the DMN file calls it, so that the journal and the file speak of the same rule. */
  @PrimaryColumn({ type: 'text' }) id: string;
  @Column({ type: 'integer' }) position: number;
  /** A FEEL unary test for each field that counts. */
  @Column({ type: 'jsonb', default: {} }) conditions: Record<string, string>;
  @Column({ type: 'text', name: 'service_id' }) serviceId: string;
  @ManyToOne(() => Service) @JoinColumn({ name: 'service_id' }) service: Service;
  @Column({ type: 'text', name: 'note_fr' }) noteFr: string;
  @Column({ type: 'text', name: 'note_en' }) noteEn: string;
}
