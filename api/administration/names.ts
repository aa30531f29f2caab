/** Ids that are made once from a name and stay when the name changes: requests, bookings and rules have them. */
import { z } from 'zod';
import type { Fault } from '../forms.ts';

export const idSchema = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/, { error: 'wrong' satisfies Fault });

/** « Bords de l’Étang » → `bords-de-l-etang`. @param before put before a name that does not begin with a letter */
export function idOfName(name: unknown, before: string): string {
  const plain = String(name ?? '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae');
  const words = [...plain.matchAll(/[a-z0-9]+/g)].map(([word]) => word);
  const id = /^[a-z]/.test(words[0] ?? '') ? words : [before, ...words];
  return id.join('-').slice(0, 60).replace(/-$/, '');
}
