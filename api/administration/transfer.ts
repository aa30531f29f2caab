/** A town as one file, to be moved to another instance or kept: all that is administered, and nothing that was asked. */
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { type Entry, lockAdministration } from '../../db/administration.ts';
import type { AgentRow } from '../../db/agents.ts';
import { newId } from '../../db/ids.ts';
import { routingTables } from '../../db/routing.ts';
import { faultLine, RoutingFaults } from '../../db/routing-faults.ts';
import type { Sql } from '../../db/sql.ts';
import { findTown } from '../../db/town.ts';
import type { Language } from '../../templates/views.ts';
import { fieldErrors, line } from '../forms.ts';
import type { Routing } from '../services.ts';
import { townFaults, townSettings } from '../town/settings.ts';
import { keepRow } from './changing.ts';
import { keepTables } from './routing.ts';
import { Refused, type Row, type Subject } from './subject.ts';
import { subjects } from './subjects.ts';
import { keepSettings } from './town.ts';

/** What speaks of people leaves the town only where it is asked for. */
const ofPeople = ['agents', 'absences'];

/** @param people whether agents and their absences are in it; never what they sign in with */
export async function exportTown(on: Sql, { people }: { people: boolean }) {
  const wanted = subjects.filter(({ name }) => people || !ofPeople.includes(name));
  const lists = await Promise.all(
    wanted.map(async (subject) => [subject.name, (await subject.rows(on)).map(plain(subject))]),
  );
  const settings = (await findTown(on))?.settings;
  return {
    guichet: 1,
    ...(Object.fromEntries(lists) as Record<string, object[]>),
    routing: await routingTables(on),
    ...(settings && { town: settings }),
  };
}

/** An id that only this town knows means nothing in another. */
const plain = (subject: Subject) => (row: Row) => {
  const { id, ...rest } = row;
  return subject.named ? row : rest;
};

const fileSchema = z.strictObject({
  guichet: z.literal(1),
  ...Object.fromEntries(subjects.map(({ name, schema }) => [name, z.array(schema).optional()])),
  routing: z
    .array(
      z.strictObject({
        type: line(100),
        rules: z.array(
          z.strictObject({
            id: line(200),
            conditions: z.record(z.string(), z.string().max(1000)),
            service: line(100),
            note: z.strictObject({ fr: z.string().max(1000), en: z.string().max(1000) }),
          }),
        ),
      }),
    )
    .optional(),
  town: townSettings.optional(),
});

/** Everything that is wrong with a file, a line each: where, and what. Nothing was written. */
export class TransferFaults extends Error {
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}

export interface Importing {
  /** Does everything and takes it back. */
  dryRun: boolean;
  /** Undefined for the command line. */
  by: AgentRow | undefined;
  routing: Pick<Routing, 'faults'>;
  lang: Language;
}

/**
 * Adds and changes what a file has; what it does not have stays as it is.
 *
 * @returns what has changed, or would, each by its name in the file
 * @throws TransferFaults
 */
export async function importTown(db: DataSource, input: unknown, importing: Importing): Promise<Entry[]> {
  const file = check(input, importing.lang);
  try {
    return await db.transaction(async (on) => {
      await lockAdministration(on);
      const entries: Entry[] = [];
      for (const subject of subjects) entries.push(...(await importRows(on, subject, file.rowsOf(subject), importing)));
      if (file.routing) entries.push(...(await keepTables(on, importing.routing, file.routing, importing.by)));
      if (file.town) entries.push(...(await keepSettings(on, file.town, importing.by)));
      if (importing.dryRun) throw new TakenBack(entries);
      return entries;
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.entries;
    if (error instanceof RoutingFaults)
      throw new TransferFaults(error.faults.map((fault) => `routing: ${faultLine(fault)}`));
    throw error;
  }
}

class TakenBack extends Error {
  readonly entries: Entry[];

  constructor(entries: Entry[]) {
    super('a dry run');
    this.entries = entries;
  }
}

/** @throws TransferFaults */
function check(input: unknown, lang: Language) {
  const { data, error } = fileSchema.safeParse(input);
  if (error) throw new TransferFaults(faultLines(error, lang));
  const rows = data as Record<string, unknown>;
  return { ...data, rowsOf: ({ name }: Subject) => (rows[name] ?? []) as Row[] };
}

/** The town's settings have their own sentences, which name what to give. */
function faultLines({ issues }: z.ZodError, lang: Language): string[] {
  const ofTown = issues.filter(({ path }) => path[0] === 'town');
  const others = issues.filter((issue) => !ofTown.includes(issue));
  const fields = fieldErrors(new z.ZodError(others), lang);
  return [...fields.map(({ field, message }) => `${field}: ${message}`), ...townFaults(new z.ZodError(ofTown))];
}

async function importRows(on: Sql, subject: Subject, rows: readonly Row[], { by, lang }: Importing): Promise<Entry[]> {
  const entries: Entry[] = [];
  const known = new Map((await subject.rows(on)).map((row) => [subject.keyOf(row), row]));
  for (const [index, given] of rows.entries()) {
    const before = known.get(subject.keyOf(given));
    const row = { ...given, id: subject.named ? given.id : (before?.id ?? newId()) };
    const entry = await keepRow(on, subject, row, { before, by }).catch((error: unknown) => {
      throw faultOf(error, `${subject.name}.${index}`, lang);
    });
    // A name for who reads the list; the journal has the id.
    if (entry) entries.push({ ...entry, key: subject.keyOf(row) });
    known.set(subject.keyOf(row), row);
  }
  return entries;
}

function faultOf(error: unknown, place: string, lang: Language): unknown {
  if (error instanceof Refused) return new TransferFaults([`${place}.${error.field}: ${error.words[lang]}`]);
  // A service that neither the file nor the town has.
  if ((error as { code?: string }).code === '23503') return new TransferFaults([`${place}: ${notThere[lang]}`]);
  return error;
}

const notThere = {
  fr: 'Un service nommé ici n’est ni dans la commune ni dans ce fichier.',
  en: 'A service that is named here is neither in the town nor in this file.',
};
