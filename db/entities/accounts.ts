import { Column, Entity, Index, JoinColumn, ManyToOne, OneToOne, PrimaryColumn, Unique } from 'typeorm';
import { Request } from './request.ts';

/**
 * A citizen who signs in. Of what the identity provider knows, this keeps what is used: the provider and its `sub`, by
 * which the person is known again; the names, which a request bears; the email address, which a form offers. Date and
 * place of birth and gender are never asked for: nothing here needs them, as two accounts are never joined by a name.
 */
@Entity('account')
@Unique('account_subject', ['issuer', 'subject'])
export class Account {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'text' }) issuer: string;
  @Column({ type: 'text' }) subject: string;
  @Column({ type: 'text', name: 'given_name' }) givenName: string;
  @Column({ type: 'text', name: 'family_name' }) familyName: string;
  @Column({ type: 'text', nullable: true }) email: string | null;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt: Date;
  /** An account that nobody has used for years is closed by it. */
  @Column({ type: 'timestamptz', name: 'signed_in_at', default: () => 'now()' }) signedInAt: Date;
}

@Entity('account_session')
export class AccountSession {
  /** SHA-256 of the token: the table does not let anyone in. */
  @PrimaryColumn({ type: 'bytea', name: 'token_hash' }) tokenHash: Buffer;
  @Index('account_session_account') @Column({ type: 'uuid', name: 'account_id' }) accountId: string;
  @ManyToOne(() => Account, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'account_id' }) account: Account;
  /** The provider wants it back at sign-out, to know which of its sessions ends. Goes with the session. */
  @Column({ type: 'bytea', name: 'id_token_sealed' }) idTokenSealed: Buffer;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt: Date;
  @Column({ type: 'timestamptz', name: 'last_seen_at', default: () => 'now()' }) lastSeenAt: Date;
  @Column({ type: 'timestamptz', name: 'expires_at' }) expiresAt: Date;
}

/** Whose request it is; one account's at most. */
@Entity('account_request')
export class AccountRequest {
  @PrimaryColumn({ type: 'uuid', name: 'request_id' }) requestId: string;
  @OneToOne(() => Request) @JoinColumn({ name: 'request_id' }) request: Request;
  @Index('account_request_account') @Column({ type: 'uuid', name: 'account_id' }) accountId: string;
  @ManyToOne(() => Account, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'account_id' }) account: Account;
  @Column({ type: 'timestamptz', name: 'linked_at' }) linkedAt: Date;
}
