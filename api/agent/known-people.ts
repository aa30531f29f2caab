/** Who may be the same person, among those who asked the same service before: there is no other file of people. */
import { findKnownPeople, findKnownPerson, type KnownPerson } from '../../db/entries.ts';
import { visibleServices } from '../auth/policy.ts';
import type { Posted } from '../citizen/posted.ts';
import { isId } from '../parse.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import type { Entering } from './entering.ts';

/** @param citizen as typed so far */
export async function peopleLike(
  { db }: Services,
  { agent, type }: Entering,
  { givenName = '', familyName = '', email = '', phone = '', address = '' }: Record<string, string | undefined>,
): Promise<KnownPerson[]> {
  if (!visibleServices(agent).includes(type.service)) return [];
  return findKnownPeople(db, { service: type.service, givenName, familyName, email, phone, address });
}

/**
 * What was typed, with the contact details of a known person: their names as the service knows them, and the rest where
 * nothing was typed.
 *
 * @throws Problem NOT_FOUND for an id that no search of this agent gives
 */
export async function withPerson(
  { db }: Services,
  { agent, type }: Entering,
  posted: Posted,
  requestId: string,
): Promise<Posted> {
  const known = isId(requestId) ? await findKnownPerson(db, { requestId, service: type.service }) : undefined;
  if (!known || !visibleServices(agent).includes(type.service)) throw new Problem('NOT_FOUND');
  const { givenName, familyName, email, phone, address } = known;
  const unless = (name: string, value: string | null) => ({
    [`citizen.${name}`]: posted[`citizen.${name}`] || (value ?? ''),
  });
  return {
    ...posted,
    checked: 'yes',
    'citizen.givenName': givenName,
    'citizen.familyName': familyName,
    ...unless('email', email),
    ...unless('phone', phone),
    ...unless('address', address),
  };
}
