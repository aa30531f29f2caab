/** What everything that can be administered has in common: rows that are read, checked, kept and moved to another town. */
import type { z } from 'zod';
import type { AgentAccount } from '../../db/agent-accounts.ts';
import type { AgentRow, ServiceRow } from '../../db/agents.ts';
import type { Resource } from '../../db/entities/places.ts';
import type { Sql } from '../../db/sql.ts';
import type { Language } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import type { Words } from '../../workflows/kit/fields.ts';
import type { Question, Typed } from './questions.ts';

export interface Row {
  id: string;
}

/** What a form's choices are made from, and the names in lists. */
export interface Town {
  services: readonly ServiceRow[];
  agents: readonly AgentAccount[];
  resources: readonly Resource[];
}

export interface Keeping<R> {
  /** The row as it was; undefined for a new one. */
  before: R | undefined;
  /** Undefined where it is the command line. */
  by: AgentRow | undefined;
}

export interface Subject<R extends Row = Row> {
  /** In a file of the town, and in the journal. */
  name: string;
  /** Its part of the address. */
  path: string;
  words: { title: Words; lead: Words; add?: Words; added: Words; changed: Words; removed?: Words };
  /** Undefined for who may not open it; the services whose rows may be changed, or all. */
  reach(agent: AgentRow): 'all' | readonly string[] | undefined;
  /** Whether one of these services is concerned. */
  concerns?(row: R, services: readonly string[], town: Town): boolean;
  rows(on: Sql): Promise<R[]>;
  columns: readonly { title: Words; text(row: R, lang: Language, town: Town, zone: Zone): string }[];
  questions(context: { town: Town; row: R | undefined; reach: 'all' | readonly string[]; lang: Language }): Question[];
  /** What the form of a new row begins with. */
  fresh?: Typed;
  /** The row in the form's fields; an instant by the town's clock. */
  typedOf(row: R, zone: Zone): Typed;
  /** What was typed as a row, for the schema to check. */
  rowOf(typed: Typed, questions: readonly Question[], zone: Zone): Record<string, unknown>;
  /** The id of a new row, made from its name; undefined where it is chosen, or is nobody's to read. */
  idOf?(row: Record<string, unknown>): string | undefined;
  /** A row as a file of the town has it: without an id that only this town knows. */
  schema: z.ZodType<Omit<R, 'id'> & { id?: string | undefined }>;
  /** By what a file of the town knows it again. */
  keyOf(row: Omit<R, 'id'> & { id?: string | undefined }): string;
  /** True where the id is the key. */
  named?: boolean;
  /** Whose contents the journal does not keep. */
  personal?: readonly string[];
  /** @throws Refused */
  keep(on: Sql, row: R, keeping: Keeping<R>): Promise<void>;
  remove?(on: Sql, row: R): Promise<void>;
}

/** What no schema can see: another row, or who asks, stands against it. */
export class Refused extends Error {
  readonly field: string;
  readonly words: Words;

  constructor(field: string, words: Words) {
    super(`${field}: ${words.en}`);
    this.field = field;
    this.words = words;
  }
}
