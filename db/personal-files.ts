/** The files among what the town holds of a person: those of the requests, and of drafts that an account has. */
import type { Person } from './personal-rows.ts';
import { rows, type Sql } from './sql.ts';

export interface PersonalFile {
  id: string;
  /** The reference of the request; of a draft the start of its id, which nobody else has. */
  of: string;
  fileName: string;
  sizeBytes: number;
  at: Date;
  /** The key of the request or the draft, sealed by the town's. */
  keySealed: Buffer;
}

/** What came on paper has no file, and one that was infected was erased. */
export function personalFiles(on: Sql, { requests, accounts }: Person): Promise<PersonalFile[]> {
  return rows<PersonalFile>(
    on,
    `select d.id, r.reference as of, d.file_name as "fileName", d.size_bytes::int as "sizeBytes", d.received_at as at,
            r.file_key_sealed as "keySealed"
     from document d join request r on r.id = d.request_id
     where r.id = any(:requests::uuid[]) and d.file_name is not null and d.state <> 'infected'
     union all
     select f.id, 'brouillon-' || left(d.id::text, 8), f.file_name, f.size_bytes::int, f.received_at, d.file_key_sealed
     from draft_document f join draft d on d.id = f.draft_id
     where d.account_id = any(:accounts::uuid[])
     order by 2, 5, 1`,
    { requests, accounts },
  );
}
