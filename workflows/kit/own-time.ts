/**
 * Bundled for the demonstration's past alone: a run's time begins when its memo says, not when the engine has it. So a
 * year of requests is lived through by the processes as they are, with the weekends, holidays and summer time of its own
 * days.
 */
import { type WorkflowInterceptors, workflowInfo } from '@temporalio/workflow';

const EngineDate = Date;

/** In place of the engine's, which all runs have in common and nobody can change. */
class OwnDate extends EngineDate {
  static override now(): number {
    const { startTime, memo } = workflowInfo();
    return EngineDate.now() - startTime.getTime() + (memo!.begins as number);
  }
}

export const interceptors = (): WorkflowInterceptors => {
  globalThis.Date = OwnDate as DateConstructor;
  return {};
};
