// A number drawn for each request and purpose: the same for the same seed.
const number = (purpose: string, below: string) => `abs(hashtextextended(n || '${purpose}', seed) % ${below})::integer`;

const pick = (words: readonly string[], purpose: string) =>
  `(array[${words.map((word) => `'${word.replaceAll("'", "''")}'`).join(', ')}])[1 + ${number(purpose, String(words.length))}]`;

const givenNames = 'Camille Sacha Dominique Claude Alix Maxime Charlie Morgan Lou Noa Andréa Élie Loïs Zoé Inès Léon';
const familyNames =
  'Lilas Chêne Tilleul Bouleau Érable Frêne Sorbier Noyer Merisier Cèdre Platane Saule Aubépine Genêt Houx Myrte';
const streets = 'rue des Essais,allée du Modèle,place de la Démonstration,impasse du Brouillon,chemin de l’Exemple';
const things =
  'un lampadaire éteint,une bordure cassée,un banc renversé,un arbre penché,une plaque qui bouge,une fuite d’eau';
const manners = 'depuis hier,depuis une semaine,devant l’école,près du marché,à l’angle,face au stade,sous le pont';

/** $1 the first, $2 the last, $3 the seed, $4 how many are open, $5 how many shapes there are. */
export const draw = `
  create temporary table drawn on commit drop as
  select n, seed, n < $4::integer as open, gen_random_uuid() as id, gen_random_uuid() as citizen_id, shape.data as shape,
         received_at,
         ${pick('web web web web mobile counter phone phone post email'.split(' '), 'channel')} as channel,
         case when jsonb_array_length(shape.data -> 'districts') > 0
              then shape.data -> 'districts' ->> ${number('district', "jsonb_array_length(shape.data -> 'districts')")} end
           as district,
         -- From some days late to a month ahead.
         now() + (${number('due', '50400')} - 7200) * interval '1 minute' as due_at,
         ${number('who', '10')} as who
  from (
    select n, $3::bigint as seed,
           now() - (${number('received', '129600').replaceAll('seed', '$3::bigint')} + 300) * interval '1 minute'
                 - case when n < $4::integer then interval '0' else interval '90 days' end as received_at
    from generate_series($1::integer, $2::integer) as n
  ) as numbered
  join shape on shape.number = ${number('shape', '$5::integer')}`;

export const people = `
  insert into citizen (id, given_name, family_name, email, address, created_at)
  select citizen_id, ${pick(givenNames.split(' '), 'given')}, ${pick(familyNames.split(' '), 'family')} || ' (essai)',
         case when channel <> 'counter' then 'essai-' || n || '@citoyen.example' end,
         ${number('house', '200')} || ' ' || ${pick(streets.split(','), 'street')}, received_at
  from drawn`;

/** $1 anything in the place of what is sealed: nobody opens these requests by a code, and they have no files. */
export const requests = `
  insert into request (id, reference, type, revision, citizen_id, service_id, channel, language, fields, facts, step,
                       waiting_for, received_at, due_on, tracking_hash, tracking_sealed, file_key_sealed)
  select id, to_char(received_at, 'YYYY') || '-' || lpad(nextval('request_number')::text, 6, '0'), shape ->> 'type',
         (shape ->> 'revision')::integer, citizen_id, shape ->> 'service', channel, 'fr',
         (shape -> 'fields')
           || jsonb_strip_nulls(jsonb_build_object(
                'district', district,
                coalesce(shape ->> 'placeField', 'district'), case when shape ->> 'placeField' is null then district
                  else ${number('spot', '300')} || ', ' || ${pick(streets.split(','), 'place')} end))
           || case when shape ->> 'textField' is null then '{}' else jsonb_build_object(shape ->> 'textField',
                'Essai ' || n || ' : ' || ${pick(things.split(','), 'thing')} || ' ' || ${pick(manners.split(','), 'manner')}) end,
         (shape -> 'facts') || case when district is null then '{}' else jsonb_build_object('district', district) end,
         shape -> 'task' ->> 'name',
         case when shape -> 'task' ->> 'kind' = 'citizen' then 'citizen' when shape -> 'task' ->> 'kind' = 'wait' then 'nobody'
              else 'agent' end,
         received_at, greatest(due_at, received_at)::date, sha256(convert_to(id::text, 'UTF8')), $1, $1
  from drawn`;

/** Some were sent on by another service. */
export const redirections = `
  insert into redirection (id, request_id, at, from_service, to_service, reason, agent_id, bounced)
  select gen_random_uuid(), drawn.id, received_at + interval '1 hour', 'reception', shape ->> 'service', 'Essai : ce n’est pas pour nous',
         agent.id, false
  from drawn cross join lateral (select id from agent where role = 'agent' order by email limit 1) as agent
  where shape ->> 'service' <> 'reception' and who = 0`;

const columns = 'id, request_id, ordinal, name, kind, role, service_id, answers, pieces, opened_at, due_at';
const values = (task: string, openedAt: string, dueAt: string) => `
  gen_random_uuid(), drawn.id, (${task} ->> 'ordinal')::integer, ${task} ->> 'name', ${task} ->> 'kind', ${task} ->> 'role',
  ${task} ->> 'service', array(select jsonb_array_elements_text(${task} -> 'answers')),
  array(select jsonb_array_elements_text(${task} -> 'pieces')), ${openedAt}, ${dueAt}`;

/** What was asked before, and answered. */
export const answered = `
  insert into task (${columns}, state, answer, answered_at, answered_by)
  select ${values('task', "received_at + interval '2 hours'", "received_at + interval '5 days'")}, 'answered',
         task ->> 'answer', received_at + interval '1 day', case when task ->> 'kind' <> 'citizen' then agent.id end
  from drawn cross join lateral jsonb_array_elements(shape -> 'before') as task
  cross join lateral (select id from agent where role = 'agent' order by email limit 1) as agent`;

/** What is waited for now; of three in ten tasks somebody takes care. */
export const waiting = `
  insert into task (${columns}, assignee_id, claimed_at)
  select ${values("shape -> 'task'", "received_at + interval '3 hours'", 'due_at')}, holder.id,
         case when holder.id is not null then received_at + interval '4 hours' end
  from drawn left join lateral (
    select agent.id from agent join membership on membership.agent_id = agent.id
    where agent.role in ('agent', 'manager') and service_id = shape -> 'task' ->> 'service'
      and shape -> 'task' ->> 'kind' in ('agent', 'opinion') and who < 3
    order by md5(agent.id::text || n) limit 1
  ) as holder on true
  where open`;

export const ends = `
  update request set status = 'ended', waiting_for = 'nobody', step = 'ended', outcome = 'answered',
                     ended_at = drawn.received_at + interval '6 days'
  from drawn where drawn.id = request.id and not drawn.open`;

export const messages = `
  insert into message (id, request_id, author, text, at)
  select gen_random_uuid(), id, 'citizen', 'Essai : où en est ma demande ?', received_at + interval '5 hours'
  from drawn where who in (4, 5)`;

export const emails = `
  insert into email (id, request_id, key, template, to_address, subject, state, attempts, created_at, sent_at)
  select gen_random_uuid(), id, id || '/1', 'acknowledgement', 'essai-' || n || '@citoyen.example', 'Essai', 'sent', 1,
         received_at, received_at
  from drawn where channel <> 'counter'`;

/** Each line after the one before: the chain is made by the trigger. */
export const journal = `
  insert into journal (request_id, at, kind, actor, data)
  select id, at, kind, actor, data from (
    select id, received_at as at, 1 as position, 'request received' as kind, 'citizen' as actor,
           jsonb_build_object('channel', channel) as data
    from drawn
    union all
    select request_id, opened_at, 2, 'task opened', 'process',
           jsonb_build_object('task', task.id, 'ordinal', ordinal, 'name', name, 'for', kind)
    from task join drawn on drawn.id = task.request_id
    union all
    select request_id, answered_at, 3, 'task answered', case kind when 'citizen' then 'citizen' else 'agent' end,
           jsonb_build_object('task', task.id, 'name', name, 'answer', answer, 'for', kind)
    from task join drawn on drawn.id = task.request_id where state = 'answered'
    union all
    select id, received_at + interval '6 days', 4, 'request ended', 'process', jsonb_build_object('outcome', 'answered')
    from drawn where not open
  ) as lines
  order by id, at, position`;
