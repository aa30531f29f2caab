/** All that the town holds of one person, read when the person takes it: no second copy of it lies anywhere. */
import { findCollection } from '../../db/collecting.ts';
import { hashedRows, type Person, type PersonalRow, personalRows, requestsWith } from '../../db/personal-rows.ts';
import { unseal } from '../../db/secrets.ts';
import { personHash } from '../citizen/person-hash.ts';
import type { Services } from '../services.ts';
import { type PersonalTable, personalTables } from './personal-tables.ts';

export interface PersonalData {
  /** By table; tables without a row are not there. */
  tables: Readonly<Record<string, readonly PersonalRow[]>>;
}

export async function personalDataOf(services: Services, person: Person): Promise<PersonalData> {
  const read = Object.entries(personalTables).map(async ([name, table]) => {
    const found = await rowsOf(services, name, table, person);
    return [name, found.map((row) => readable(services, row))] as const;
  });
  const tables = await Promise.all(read);
  return { tables: Object.fromEntries(tables.filter(([, rows]) => rows.length > 0)) };
}

/** What an agent has gathered for a request, as long as it may be taken. */
export async function collectedFor({ db }: Services, request: { id: string }) {
  const collection = await findCollection(db, request.id);
  return collection && collection.until > new Date() ? collection : undefined;
}

async function rowsOf(services: Services, name: string, table: PersonalTable, person: Person): Promise<PersonalRow[]> {
  const { way, columns, where } = table;
  if (way !== 'hash') return personalRows(services.db, { table: name, way, columns, where }, person);
  if (person.address === null) return [];
  const { address } = person;
  const of = name as 'comment' | 'support';
  const requests = await requestsWith(services.db, of);
  const hashes = requests.map((id) => personHash(services.key, of, id, address));
  const hash = of === 'comment' ? 'author_hash' : 'supporter_hash';
  return hashedRows(services.db, { table: of, hash, columns }, { requests, hashes });
}

/** What is sealed is opened for its owner; a hash of a file is written as people compare them. */
function readable({ key }: Services, row: PersonalRow): PersonalRow {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => {
      if (!Buffer.isBuffer(value)) return [column, value];
      if (column === 'answers_sealed') return ['answers', JSON.parse(unseal(key, value).toString()).posted];
      return [column, value.toString('hex')];
    }),
  );
}
