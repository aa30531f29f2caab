import { deliver } from './activities.ts';

/**
 * Delivers one email beside every process: an agent may write at any time, also when the request's own run has ended. The
 * engine repeats the delivery as it does a process's own.
 */
export async function emailV1(emailId: string): Promise<void> {
  await deliver({ emailId, at: new Date(Date.now()).toISOString() });
}
