import type { Connection } from '@temporalio/client';

/**
 * When each run's own time begins, in milliseconds by the run's id: to be set before the run is started over this
 * connection. `workflows/kit/own-time.ts` reads it from the run’s memo.
 */
export function ownTimes(connection: Connection): Map<string, number> {
  const begins = new Map<string, number>();
  const service = connection.workflowService;
  const start = service.startWorkflowExecution.bind(service);
  service.startWorkflowExecution = ((request: { workflowId: string }) =>
    start({ ...request, memo: memoOf(begins.get(request.workflowId)!) } as Parameters<
      typeof start
    >[0])) as typeof start;
  return begins;
}

const memoOf = (begins: number) => ({
  fields: { begins: { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from(JSON.stringify(begins)) } },
});
