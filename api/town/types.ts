/** The request types as this town asks them: forms, answers in words and the API's schema have its districts in them. */
import { type District, inTown } from '../../workflows/kit/districts.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { findRequestType, requestTypes } from '../../workflows/request-types/index.ts';
import { Problem } from '../problems.ts';

export interface TownTypes {
  districts: readonly District[];
  /** Each type once, in the revision that new requests get. */
  offered: readonly RequestType[];
  /** The revision that new requests get. @throws Problem UNKNOWN_REQUEST_TYPE */
  current(id: unknown): RequestType;
  /** The one that a request follows. @throws Error when it is not known to this version */
  find(id: string, revision: number): RequestType;
}

export function townTypes(districts: readonly District[]): TownTypes {
  // One object for each: what is built from a type's form is kept beside it.
  const asked = new Map(requestTypes.map((type) => [type, inTown(type, districts)]));
  const newest = new Map([...asked.values()].map((type) => [type.id, type]));
  return {
    districts,
    offered: [...asked.values()].filter((type) => newest.get(type.id) === type),
    current(id) {
      const type = newest.get(String(id));
      if (!type) throw new Problem('UNKNOWN_REQUEST_TYPE');
      return type;
    },
    find: (id, revision) => asked.get(findRequestType(id, revision))!,
  };
}
