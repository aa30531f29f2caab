import type { Services } from '../services.ts';

/** From receipt to the answer: half of the requests took at most `median` days, nine in ten at most `ninetieth`. */
export interface UsualDays {
  median: number;
  ninetieth: number;
}

/**
 * How long a type's requests have really taken; undefined while nothing can be said. Nothing is counted yet, so pages
 * show what the town promises alone.
 */
export async function usualDays(_services: Services, _type: string): Promise<UsualDays | undefined> {
  return undefined;
}
