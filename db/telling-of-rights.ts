import { servicesBefore } from './recipients.ts';

/**
 * Who is told of an act for a person's rights: the person (RGPD, art. 12(3)), and each other service that the request
 * was with or that was asked about it (art. 19). Parts of a statement that has `acted (id, request_id, email, act)` and the
 * parameter `:at`; step 0 of a key is no step of the process.
 */
export const told = `, told_person as (
    insert into email (id, request_id, key, template, to_address, state, created_at)
    select gen_random_uuid(), request_id, request_id || '/0/' || id || '/' || act, 'data-right', email,
           case when email is null then 'no address' else 'queued' end, :at::timestamptz
    from acted
    returning id, request_id, state, template
  ), told_services as (
    insert into email (id, request_id, key, template, to_address, recipient_name, audience, state, created_at)
    select gen_random_uuid(), acted.request_id, acted.request_id || '/0/' || acted.id || '/' || acted.act || '/' || s.id,
           'data-right-recipient', s.email, s.name_fr, 'manager', 'queued', :at::timestamptz
    from acted join request r on r.id = acted.request_id
    join lateral (${servicesBefore}) had on had.service_id <> r.service_id
    join service s on s.id = had.service_id
    returning id, request_id, state, template
  ), delivered as (
    insert into outbox (request_id, kind, payload)
    select request_id, 'email', jsonb_build_object('email', id)
    from (select * from told_person union all select * from told_services) told where state = 'queued'
  )`;

/** The line of the journal about the email to the person, in the insert of the act's own line. */
export const toldLine = `
    union all
    select request_id, :at::timestamptz, 'email queued', 'process', null,
           jsonb_build_object('email', id, 'template', template)
    from told_person`;
