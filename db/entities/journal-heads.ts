import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';

/** The state of all chains at one moment, signed. It only grows. */
@Entity('journal_head')
export class JournalHead {
  @PrimaryColumn({ type: 'integer' }) number: number;
  @Column({ type: 'timestamptz' }) at: Date;
  @Column({ type: 'integer' }) chains: number;
  @Column({ type: 'bigint' }) entries: string;
  @Column({ type: 'bytea' }) digest: Buffer;
  @Column({ type: 'bytea', name: 'public_key' }) publicKey: Buffer;
  @Column({ type: 'bytea' }) signature: Buffer;
}

/** The last row of a chain that has grown since the head before. It only grows. */
@Entity('journal_leaf')
@Index('journal_leaf_chain', ['chain', 'seq'])
export class JournalLeaf {
  @PrimaryColumn({ type: 'integer', name: 'head' }) headNumber: number;
  @ManyToOne(() => JournalHead, { deferrable: 'INITIALLY DEFERRED' })
  @JoinColumn({ name: 'head' })
  head: JournalHead;
  /** The id of a request, or `townChain`. */
  @PrimaryColumn({ type: 'uuid' }) chain: string;
  @Column({ type: 'integer' }) seq: number;
  @Column({ type: 'bytea' }) hash: Buffer;
}
