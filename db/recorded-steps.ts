import type { DataSource } from 'typeorm';
import { rows } from './sql.ts';
import { closedEarly } from './steps.ts';

/** The steps that a request has taken: number → `askAgent: preparing the certificate`. */
export async function recordedSteps(db: DataSource, requestId: string): Promise<Map<number, string>> {
  const steps = await rows<{ ordinal: number; name: string }>(
    db,
    'select ordinal, name from step where request_id = :requestId and verb <> :closedEarly order by ordinal',
    { requestId, closedEarly },
  );
  return new Map(steps.map(({ ordinal, name }) => [ordinal, name]));
}
