import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { Agent } from './people.ts';

@Entity('recovery_code')
export class RecoveryCode {
  @PrimaryColumn({ type: 'uuid', name: 'agent_id' }) agentId: string;
  @PrimaryColumn({ type: 'bytea', name: 'code_hash' }) codeHash: Buffer;
  @ManyToOne(() => Agent, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'agent_id' }) agent: Agent;
}

/** The one link by which an agent may choose a password. */
@Entity('password_link')
@Unique('password_link_token', ['tokenHash'])
export class PasswordLink {
  @PrimaryColumn({ type: 'uuid', name: 'agent_id' }) agentId: string;
  @ManyToOne(() => Agent, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'agent_id' }) agent: Agent;
  @Column({ type: 'bytea', name: 'token_hash' }) tokenHash: Buffer;
  @Column({ type: 'uuid', name: 'made_by' }) madeBy: string;
  @ManyToOne(() => Agent) @JoinColumn({ name: 'made_by' }) maker: Agent;
  @Column({ type: 'timestamptz', name: 'expires_at' }) expiresAt: Date;
}

/** An address from which an agent has signed in, hashed by the town's key. */
@Entity('known_place')
export class KnownPlace {
  @PrimaryColumn({ type: 'uuid', name: 'agent_id' }) agentId: string;
  @PrimaryColumn({ type: 'bytea' }) place: Buffer;
  @ManyToOne(() => Agent, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'agent_id' }) agent: Agent;
  @Column({ type: 'timestamptz', name: 'seen_at', default: () => 'now()' }) seenAt: Date;
}

@Entity('api_token')
@Unique('api_token_hash', ['tokenHash'])
export class ApiToken {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Index('api_token_agent') @Column({ type: 'uuid', name: 'agent_id' }) agentId: string;
  @ManyToOne(() => Agent, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'agent_id' }) agent: Agent;
  @Column({ type: 'text' }) name: string;
  @Column({ type: 'bytea', name: 'token_hash' }) tokenHash: Buffer;
  @Column({ type: 'text', array: true }) scopes: Scope[];
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt: Date;
  @Column({ type: 'timestamptz', name: 'expires_at' }) expiresAt: Date;
  @Column({ type: 'timestamptz', name: 'last_used_at', nullable: true }) lastUsedAt: Date | null;
}

/** What a program may do for the agent whose token it has; never more than the agent may. */
export const scopes = ['requests:read', 'requests:write', 'tasks:answer', 'statistics:read'] as const;
export type Scope = (typeof scopes)[number];
