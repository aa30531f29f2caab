import { createHash } from 'node:crypto';
import { addEntry, type Change, type Entry } from '../../db/administration.ts';
import type { AgentRow } from '../../db/agents.ts';
import type { Sql } from '../../db/sql.ts';
import type { Row, Subject } from './subject.ts';

/**
 * Keeps a row and writes down what has changed.
 *
 * @param on a transaction that holds the lock of the administration
 * @returns undefined where nothing is different
 * @throws Refused
 */
export async function keepRow<R extends Row>(
  on: Sql,
  subject: Subject<R>,
  row: R,
  { before, by }: { before: R | undefined; by: AgentRow | undefined },
): Promise<Entry | undefined> {
  const changes = changesOf(before ?? {}, row, subject.personal);
  if (changes.length === 0) return undefined;
  await subject.keep(on, row, { before, by });
  const entry = { subject: subject.name, key: row.id, kind: before ? 'changed' : 'added', changes } as const;
  await addEntry(on, entry, by?.id);
  return entry;
}

/** @throws Refused */
export async function removeRow<R extends Row>(on: Sql, subject: Subject<R>, row: R, by: AgentRow): Promise<void> {
  await subject.remove!(on, row);
  const changes = changesOf(row, {}, subject.personal);
  await addEntry(on, { subject: subject.name, key: row.id, kind: 'removed', changes }, by.id);
}

/** What differs, by field; of personal fields only that they do. */
export function changesOf(before: object, after: object, personal: readonly string[] = []): Change[] {
  const [former, next] = [before, after] as [Record<string, unknown>, Record<string, unknown>];
  return [...new Set([...Object.keys(former), ...Object.keys(next)])]
    .filter((field) => field !== 'id' && canonical(former[field] ?? null) !== canonical(next[field] ?? null))
    .map((field) => (personal.includes(field) ? { field } : { field, from: former[field], to: next[field] }));
}

/** By which a form knows whether what it was made from is still there. */
export const versionOf = (value: unknown) =>
  createHash('sha256')
    .update(canonical(value ?? null))
    .digest('base64url');

/** The database gives the members of an object in an order of its own. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}
