/** Whose requests are the person's is confirmed by an agent, one by one. */
import { type PossibleRequest, possibleRequests } from '../../db/collecting.ts';
import type { RequestRow } from '../../db/requests.ts';
import { isSealed, sectorOf } from '../auth/sectors.ts';
import type { Services } from '../services.ts';
import { collectedFor } from './personal-data.ts';

/**
 * Of a sealed sector, no name alone makes a request somebody's: the agent, to whom the sector is closed, could not see
 * that it is another person's.
 */
export function isConfirmable(one: PossibleRequest): boolean {
  return !isSealed(sectorOf(one)) || one.sameAccount || one.sameEmail || one.samePhone;
}

/** Those that an agent has confirmed to be the person's: of no others is anything asked. */
export async function confirmedRequests(services: Services, request: RequestRow): Promise<PossibleRequest[]> {
  const [possible, collection] = await Promise.all([
    possibleRequests(services.db, request.id),
    collectedFor(services, request),
  ]);
  const ids = collection?.requests ?? [];
  return possible.filter((one) => one.id !== request.id && isConfirmable(one) && ids.includes(one.id));
}
