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
@Unique('agent_subject', ['issuer', 'subject'])
export class Agent {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  /** Lower case: people type their address as they like. */
  @Column({ type: 'text' }) email: string;
  @Column({ type: 'text', name: 'display_name' }) displayName: string;
  @Column({ type: 'text', name: 'password_hash', nullable: true }) passwordHash: string | null;
  @Column({ type: 'text' }) role: Role;
  @Column({ type: 'boolean', default: true }) active: boolean;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt: Date;
  /** The identity provider, and its name for the agent. */
  @Column({ type: 'text', nullable: true }) issuer: string | null;
  @Column({ type: 'text', nullable: true }) subject: string | null;
  /** The key of the second factor, once a first code has shown that it is known. */
  @Column({ type: 'bytea', name: 'otp_sealed', nullable: true }) otpSealed: Buffer | null;
  /** The half minute of the last code: no earlier one, nor this, is taken again. */
  @Column({ type: 'integer', name: 'otp_step', nullable: true }) otpStep: number | null;
}

@Entity('membership')
export class Membership {
  @PrimaryColumn({ type: 'uuid', name: 'agent_id' }) agentId: string;
  @PrimaryColumn({ type: 'text', name: 'service_id' }) serviceId: string;
  @ManyToOne(() => Agent, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'agent_id' }) agent: Agent;
  @ManyToOne(() => Service) @JoinColumn({ name: 'service_id' }) service: Service;
}

@Entity('session')
@Unique('session_id', ['id'])
export class Session {
  /** SHA-256 of the token: the table does not let anyone in. */
  @PrimaryColumn({ type: 'bytea', name: 'token_hash' }) tokenHash: Buffer;
  @Index('session_agent') @Column({ type: 'uuid', name: 'agent_id' }) agentId: string;
  @ManyToOne(() => Agent, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'agent_id' }) agent: Agent;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt: Date;
  @Column({ type: 'timestamptz', name: 'last_seen_at', default: () => 'now()' }) lastSeenAt: Date;
  @Column({ type: 'timestamptz', name: 'expires_at' }) expiresAt: Date;
  /** By which it is called where the token must not be. */
  @Column({ type: 'uuid' }) id: string;
  @Column({ type: 'boolean', name: 'second_factor', default: false }) secondFactor: boolean;
  /** The browser and the system, as they name themselves. */
  @Column({ type: 'text', default: '' }) device: string;
  /** What the identity provider wants back at the sign-out. */
  @Column({ type: 'bytea', name: 'id_token_sealed', nullable: true }) idTokenSealed: Buffer | null;
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
