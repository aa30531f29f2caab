import { lately } from '../citizen/expectation.ts';
import type { Services } from '../services.ts';

/** From receipt to the end: half of the requests took at most `median` days, nine in ten at most `ninetieth`. */
export interface UsualDays {
  median: number;
  ninetieth: number;
}

const dayMs = 86_400_000;

/** How long a type's requests have really taken; undefined where too few have ended to say anything. */
export async function usualDays(services: Services, type: string): Promise<UsualDays | undefined> {
  const whole = (await lately(services, type)).find(({ step }) => step === null);
  const days = (ms: number) => Math.max(1, Math.ceil(ms / dayMs));
  return whole && { median: days(whole.medianMs), ninetieth: days(whole.mostMs) };
}
