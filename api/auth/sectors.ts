import { requestTypes } from '../../workflows/request-types/index.ts';
import { type Sector, sealedSectors, services } from '../../workflows/services.ts';

/** A request as far as its sector goes: what it asks, and which service has it. */
export interface Placed {
  type: string;
  serviceId: string;
}

/** A sealed type's own wherever it is; of any other request, that of the service that has it now. */
export function sectorOf({ type, serviceId }: Placed): string {
  const own = sectorOfService(requestTypes.find(({ id }) => id === type)!.service);
  return isSealed(own) ? own : sectorOfService(serviceId);
}

/** Whether who works on one may be shown the other as the same citizen's. */
export const sameSector = (one: Placed, other: Placed) => sectorOf(one) === sectorOf(other);

/** Whether a service may have a request, or be asked about it. */
export function isOpenTo(serviceId: string, request: Placed): boolean {
  const sector = sectorOf(request);
  return !isSealed(sector) || sectorOfService(serviceId) === sector;
}

/** Whether each reading of a request is kept in its journal. */
export const areReadingsKept = (request: Placed) => sectorOf(request) === ('civil status' satisfies Sector);

/** A service that the list does not know is a sector of its own: nothing that is sealed is open to it. */
export const sectorOfService = (id: string): string =>
  (services as Record<string, { sector: Sector }>)[id]?.sector ?? id;

export const isSealed = (sector: string) => (sealedSectors as readonly string[]).includes(sector);
