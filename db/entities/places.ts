import { Column, Entity, Exclusion, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { Agent, Service } from './people.ts';
import { Request } from './request.ts';

/** What can be booked: a room, a round of a lorry. */
@Entity('resource')
export class Resource {
  @PrimaryColumn({ type: 'text' }) id: string;
  /** `room`, `collection`, or what else a town lends. */
  @Column({ type: 'text' }) kind: string;
  @Column({ type: 'text', name: 'name_fr' }) nameFr: string;
  @Column({ type: 'text', name: 'name_en' }) nameEn: string;
  /** Places that may be booked at the same time. */
  @Column({ type: 'integer' }) capacity: number;
  /** Its own hours, `{ "morning": ["08:00", "12:00"] }`; null for the usual ones. */
  @Column({ type: 'jsonb', nullable: true }) periods: Record<string, [from: string, to: string]> | null;
  /** The first civil date that can not be booked any more; what is booked already stays. */
  @Column({ type: 'date', name: 'closed_from', nullable: true }) closedFrom: string | null;
}

/** A part of the town, by which requests are told apart, routed and visited. */
@Entity('district')
@Index('district_name_fr', ['nameFr'], { unique: true, where: 'open' })
@Index('district_name_en', ['nameEn'], { unique: true, where: 'open' })
export class District {
  @PrimaryColumn({ type: 'text' }) id: string;
  @Column({ type: 'text', name: 'name_fr' }) nameFr: string;
  @Column({ type: 'text', name: 'name_en' }) nameEn: string;
  /** The round that comes here. */
  @Column({ type: 'text', name: 'round_id', nullable: true }) roundId: string | null;
  @ManyToOne(() => Resource, { nullable: true }) @JoinColumn({ name: 'round_id' }) round: Resource | null;
  /** Whether forms offer it; the requests that have one that is closed keep it. */
  @Column({ type: 'boolean', default: true }) open: boolean;
}

@Entity('booking')
@Unique('booking_step', ['requestId', 'ordinal'])
@Exclusion('booking_place', `USING gist (resource_id WITH =, place WITH =, during WITH &&) WHERE (state <> 'released')`)
export class Booking {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid', name: 'request_id' }) requestId: string;
  @ManyToOne(() => Request) @JoinColumn({ name: 'request_id' }) request: Request;
  @Column({ type: 'integer' }) ordinal: number;
  @Column({ type: 'text', name: 'resource_id' }) resourceId: string;
  @ManyToOne(() => Resource) @JoinColumn({ name: 'resource_id' }) resource: Resource;
  @Column({ type: 'integer' }) place: number;
  @Column({ type: 'tstzrange' }) during: string;
  @Column({ type: 'text' }) state: 'held' | 'kept' | 'released';
}

@Entity('redirection')
@Index('redirection_request', ['requestId', 'at'])
export class Redirection {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid', name: 'request_id' }) requestId: string;
  @ManyToOne(() => Request) @JoinColumn({ name: 'request_id' }) request: Request;
  @Column({ type: 'timestamptz' }) at: Date;
  @Column({ type: 'text', name: 'from_service' }) fromService: string;
  @ManyToOne(() => Service) @JoinColumn({ name: 'from_service' }) from: Service;
  @Column({ type: 'text', name: 'to_service' }) toService: string;
  @ManyToOne(() => Service) @JoinColumn({ name: 'to_service' }) to: Service;
  /** The agent's words; empty where the process decided. */
  @Column({ type: 'text' }) reason: string;
  @Column({ type: 'uuid', name: 'agent_id', nullable: true }) agentId: string | null;
  @ManyToOne(() => Agent) @JoinColumn({ name: 'agent_id' }) agent: Agent | null;
  /** The service that it went to had sent it away before. */
  @Column({ type: 'boolean' }) bounced: boolean;
}

@Entity('support')
export class Support {
  @PrimaryColumn({ type: 'uuid', name: 'request_id' }) requestId: string;
  @ManyToOne(() => Request) @JoinColumn({ name: 'request_id' }) request: Request;
  /** SHA-256: that somebody has supported, and nobody's name. */
  @PrimaryColumn({ type: 'bytea', name: 'supporter_hash' }) supporterHash: Buffer;
  @Column({ type: 'timestamptz' }) at: Date;
}
