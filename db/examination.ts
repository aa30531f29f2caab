/** What the antivirus has found in a stored file, and which files it has yet to look at. */
import { stepId } from './ids.ts';
import { mailedByRelay } from './outbox.ts';
import { firstRow, rows, type Sql } from './sql.ts';

export interface FileToExamine {
  fileKeySealed: Buffer;
  /** A virus was found already; the file may still be there. */
  infected: boolean;
}

/** Undefined for a file in which nothing was found, or that is gone: with an erased request its key is. */
export function fileToExamine(on: Sql, id: string): Promise<FileToExamine | undefined> {
  return firstRow<FileToExamine>(
    on,
    `select r.file_key_sealed as "fileKeySealed", d.state = 'infected' as infected
     from document d join request r on r.id = d.request_id
     where d.id = :id and d.file_name is not null and (d.examined_at is null or d.state = 'infected')
       and octet_length(r.file_key_sealed) > 0`,
    { id },
  );
}

export async function passFile(on: Sql, id: string, at: Date): Promise<void> {
  const statement = `
    with passed as (update document set examined_at = :at where id = :id and examined_at is null) select 1`;
  await rows(on, statement, { id, at });
}

/**
 * Sets an infected file aside, whatever an agent has said of it meanwhile, and tells the citizen what to do. The piece
 * stands no more; a wait that it had answered stays answered, and the agent asks again.
 *
 * @param virus the antivirus's own name for it
 */
export async function setAside(on: Sql, id: string, virus: string, at: Date): Promise<void> {
  await rows(on, setAsideStatement, { id, virus, at, emailId: stepId(id, 0, 'infected') });
}

// Step 0 of the key is no step of the process, and the delivery no part of its run, which may have ended.
const setAsideStatement = `
  with locked as (
    select r.id, c.email from request r join citizen c on c.id = r.citizen_id
    where r.id = (select request_id from document where id = :id) for no key update of r
  ), set_aside as (
    update document set state = 'infected', reason = null, examined_at = :at::timestamptz
    from locked
    where document.id = :id and document.request_id = locked.id and examined_at is null
    returning document.id, document.piece, locked.id as request_id, locked.email
  ), mailed as (
    insert into email (id, request_id, key, template, to_address, state, created_at)
    select :emailId, request_id, request_id || '/0/' || id, 'document-infected', email,
           case when email is null then 'no address' else 'queued' end, :at::timestamptz
    from set_aside
    returning id, request_id
  ), told as (
    ${mailedByRelay}
  ), noted as (
    insert into journal (request_id, at, kind, actor, data)
    select request_id, :at::timestamptz, 'document infected', 'process',
           jsonb_build_object('document', id, 'piece', piece, 'virus', :virus::text)
    from set_aside
    union all
    select request_id, :at::timestamptz, 'email queued', 'process',
           jsonb_build_object('email', id, 'template', 'document-infected')
    from mailed
  )
  select 1`;

/**
 * Has every file of an open request examined that has not been: those that came while the town had no antivirus, and
 * those whose runs the engine has lost.
 */
export async function queueExaminations(on: Sql): Promise<void> {
  await rows(
    on,
    `with queued as (
       insert into outbox (request_id, kind, payload)
       select d.request_id, 'document', jsonb_build_object('document', d.id)
       from document d join request r on r.id = d.request_id
       where r.status = 'open' and d.examined_at is null and d.file_name is not null
         and not exists (select from outbox o where o.request_id = d.request_id and o.kind = 'document'
                                                and o.payload ->> 'document' = d.id::text)
     )
     select 1`,
  );
}
