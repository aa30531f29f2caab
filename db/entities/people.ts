import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';

// Relations are written on the owning side alone: the statements in db/*.ts join by column, and a cycle of classes
// would bring back the import order that decorators are known for.

@Entity('service')
export class Service {
  @PrimaryColumn({ type: 'text' }) id: string;
  @Column({ type: 'text', name: 'name_fr' }) nameFr: string;
  @Column({ type: 'text', name: 'name_en' }) nameEn: string;
  @Column({ type: 'text' }) email: string;
  @Column({ type: 'text' }) phone: string;
  /** Postal lines, separated by line feeds. */
  @Column({ type: 'text' }) address: string;
}

export type Role = 'agent' | 'counter' | 'technician' | 'manager' | 'designer' | 'operator';

@Entity('agent')
@Unique('agent_email', ['email'])
export class Agent {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  /** Lower case: people type their address as they like. */
  @Column({ type: 'text' }) email: string;
  @Column({ type: 'text', name: 'display_name' }) displayName: string;
  @Column({ type: 'text', name: 'password_hash' }) passwordHash: string;
  @Column({ type: 'text' }) role: Role;
  @Column({ type: 'boolean', default: true }) active: boolean;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt: Date;
}

@Entity('membership')
export class Membership {
  @PrimaryColumn({ type: 'uuid', name: 'agent_id' }) agentId: string;
  @PrimaryColumn({ type: 'text', name: 'service_id' }) serviceId: string;
  @ManyToOne(() => Agent, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'agent_id' }) agent: Agent;
  @ManyToOne(() => Service) @JoinColumn({ name: 'service_id' }) service: Service;
}

@Entity('session')
export class Session {
  /** SHA-256 of the token: the table does not let anyone in. */
  @PrimaryColumn({ type: 'bytea', name: 'token_hash' }) tokenHash: Buffer;
  @Index('session_agent') @Column({ type: 'uuid', name: 'agent_id' }) agentId: string;
  @ManyToOne(() => Agent, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'agent_id' }) agent: Agent;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt: Date;
  @Column({ type: 'timestamptz', name: 'last_seen_at', default: () => 'now()' }) lastSeenAt: Date;
  @Column({ type: 'timestamptz', name: 'expires_at' }) expiresAt: Date;
}

@Entity('citizen')
@Index('citizen_name', { synchronize: false })
@Index('citizen_email', { synchronize: false })
@Index('citizen_phone', { synchronize: false })
export class Citizen {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'text', name: 'given_name' }) givenName: string;
  @Column({ type: 'text', name: 'family_name' }) familyName: string;
  @Column({ type: 'text', nullable: true }) email: string | null;
  @Column({ type: 'text', nullable: true }) phone: string | null;
  @Column({ type: 'text', nullable: true }) address: string | null;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt: Date;
}
