/** The row that this step had before the statement began; a statement does not see what it inserts itself. */
export const keptStep = 'select name, result from step where request_id = :requestId and ordinal = :ordinal';

/** The same beside other columns: null where there was none. */
export const keptStepName = '(select name from step where request_id = :requestId and ordinal = :ordinal) as name';

/** The verb of a wait's row that was written by what closed it, before the wait itself came to open. */
export const closedEarly = 'closed early';

/** The process, run again from the top, has come to another step than the one that was recorded. */
export class StepDiverged extends Error {}

export function assertSameStep(kept: { name: string }[], step: { ordinal: number; name: string }): void {
  const was = kept[0]?.name;
  if (was === undefined || was === step.name) return;
  throw new StepDiverged(`step ${step.ordinal} was recorded as "${was}" and is now "${step.name}": use desk.since`);
}
