import { firstRow, type Sql } from './sql.ts';

/** The best is 5. */
export type Score = 1 | 2 | 3 | 4 | 5;

export interface SurveyRow {
  score: Score;
  comment: string | null;
  at: Date;
}

/**
 * Keeps what a citizen thought of the treatment; a second answer takes the place of the first. The journal says once that
 * there is an opinion, and nothing of it.
 *
 * @returns false when the request has not ended
 */
export async function keepSurvey(on: Sql, survey: { requestId: string } & SurveyRow): Promise<boolean> {
  return (await firstRow(on, keepStatement, { ...survey })) !== undefined;
}

// A row that was inserted has no earlier version: its xmax is zero.
const keepStatement = `
  with ended as (
    select id from request where id = :requestId and status = 'ended' for no key update
  ), kept as (
    insert into survey (request_id, score, comment, at) select id, :score, :comment, :at::timestamptz from ended
    on conflict (request_id) do update set score = excluded.score, comment = excluded.comment, at = excluded.at
    returning request_id, xmax = 0 as first
  ), noted as (
    insert into journal (request_id, at, kind, actor)
    select request_id, :at::timestamptz, 'survey answered', 'citizen' from kept where first
  )
  select request_id from kept`;

export function surveyOf(on: Sql, requestId: string): Promise<SurveyRow | undefined> {
  return firstRow<SurveyRow>(on, 'select score, comment, at from survey where request_id = :requestId', { requestId });
}
