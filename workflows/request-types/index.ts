import type { RequestType } from '../kit/request-type.ts';
import { birthCertificate } from './birth-certificate.ts';
import { bulkyWastePickup } from './bulky-waste-pickup.ts';
import { complaint } from './complaint.ts';
import { deathCertificate } from './death-certificate.ts';
import { marriageCertificate } from './marriage-certificate.ts';
import { personalData } from './personal-data.ts';
import { proposal } from './proposal.ts';
import { question } from './question.ts';
import { residentParkingPermit } from './resident-parking-permit.ts';
import { roomBooking } from './room-booking.ts';
import { schoolEnrolment } from './school-enrolment.ts';
import { streetProblem } from './street-problem.ts';

/** Every request type that a new request may have, and the revisions that running requests still follow. */
export const requestTypes: readonly RequestType[] = [
  birthCertificate,
  bulkyWastePickup,
  complaint,
  deathCertificate,
  marriageCertificate,
  personalData,
  proposal,
  question,
  residentParkingPermit,
  roomBooking,
  schoolEnrolment,
  streetProblem,
];

/** @throws Error when no such type and revision is known: the worker is older or newer than the request */
export function findRequestType(id: string, revision: number): RequestType {
  const type = requestTypes.find((candidate) => candidate.id === id && candidate.revision === revision);
  if (!type) throw new Error(`request type ${id}, revision ${revision}, is not known to this worker`);
  return type;
}
