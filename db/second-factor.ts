import { firstRow, rows, type Sql } from './sql.ts';

/**
 * Takes a code of the second factor once: of several who bring it at the same moment one is let in.
 *
 * @param step the half minute since 1970 that the code is of
 */
export async function takeStep(on: Sql, agentId: string, step: number): Promise<boolean> {
  const taken = await firstRow(
    on,
    `with taken as (
       update agent set otp_step = :step where id = :agentId and otp_sealed is not null
         and (otp_step is null or otp_step < :step) returning id
     )
     select id from taken`,
    { agentId, step },
  );
  return taken !== undefined;
}

/** Takes a recovery code, which is gone then. */
export async function takeRecoveryCode(on: Sql, agentId: string, codeHash: Buffer): Promise<boolean> {
  const taken = await firstRow(
    on,
    `with taken as (delete from recovery_code where agent_id = :agentId and code_hash = :codeHash returning agent_id)
     select agent_id from taken`,
    { agentId, codeHash },
  );
  return taken !== undefined;
}

export interface Enrolment {
  agentId: string;
  otpSealed: Buffer;
  /** Of the code that has shown that the key is known. */
  step: number;
  codeHashes: readonly Buffer[];
  /** The one that stays open, under a token that nobody knew before; the others were opened by less. */
  sessionId: string;
  tokenHash: Buffer;
}

/** Sets the second factor up, with new recovery codes. @param on a transaction */
export async function enrol(on: Sql, enrolment: Enrolment): Promise<void> {
  const { codeHashes, ...proven } = enrolment;
  await rows(
    on,
    `with kept as (
       update agent set otp_sealed = :otpSealed, otp_step = :step where id = :agentId
     ), proven as (
       update session set second_factor = true, token_hash = :tokenHash where id = :sessionId and agent_id = :agentId
     ), ended as (
       delete from session where agent_id = :agentId and id <> :sessionId
     )
     select 1`,
    proven,
  );
  await replaceRecoveryCodes(on, proven.agentId, codeHashes);
}

/** @param on a transaction */
export async function replaceRecoveryCodes(on: Sql, agentId: string, codeHashes: readonly Buffer[]): Promise<void> {
  await rows(on, 'with gone as (delete from recovery_code where agent_id = :agentId) select 1', { agentId });
  await rows(
    on,
    `with made as (insert into recovery_code (agent_id, code_hash) select :agentId, unnest(:codeHashes::bytea[]))
     select 1`,
    { agentId, codeHashes },
  );
}

export async function countRecoveryCodes(on: Sql, agentId: string): Promise<number> {
  const found = await firstRow<{ count: number }>(
    on,
    'select count(*)::int as count from recovery_code where agent_id = :agentId',
    { agentId },
  );
  return found!.count;
}

/** Takes the second factor off, with its codes; the agent signs in again. */
export async function removeSecondFactor(on: Sql, agentId: string): Promise<void> {
  await rows(
    on,
    `with removed as (
       update agent set otp_sealed = null, otp_step = null where id = :agentId
     ), gone as (
       delete from recovery_code where agent_id = :agentId
     ), ended as (
       delete from session where agent_id = :agentId
     )
     select 1`,
    { agentId },
  );
}
