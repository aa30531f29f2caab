import type { Examination } from '../contract.ts';
import { examine } from './activities.ts';

/**
 * Has one file looked at for viruses beside every process: a file may come at any time, also when the request's own run
 * waits for nothing. An antivirus that is away holds up no process; the engine asks it again.
 */
export async function examinationV1(examination: Examination): Promise<void> {
  await examine(examination);
}
