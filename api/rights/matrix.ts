/** Which rights somebody has over data that are used for a reason (RGPD, chapter III; law no. 78-17, art. 56). */
import type { RequestType } from '../../workflows/kit/request-type.ts';

/** Article 6: the law obliges, the town's public task, or what the person has agreed to. */
export type Basis = RequestType['basis'] | 'consent';
export const rights = ['access', 'rectification', 'restriction', 'erasure', 'objection', 'portability'] as const;
export type Right = (typeof rights)[number];

/**
 * Access, rectification and restriction are always there (art. 15, 16, 18). Erasure is not, while data are needed for a
 * legal obligation, a public task or archives (art. 17(3)(b) and (d)): once their time is over they go by themselves.
 * An objection is made to a public task alone (art. 21(1)): a legal obligation knows none, and an agreement is simply
 * withdrawn. Portability is for what was agreed to (art. 20(1) and (3)).
 */
export const rightsMatrix: Readonly<Record<Basis, Readonly<Record<Right, boolean>>>> = {
  'legal obligation': { ...always(), erasure: false, objection: false, portability: false },
  'public task': { ...always(), erasure: false, objection: true, portability: false },
  consent: { ...always(), erasure: true, objection: false, portability: true },
};

export const rightsOn = (basis: Basis) => rights.filter((right) => rightsMatrix[basis][right]);

function always() {
  return { access: true, rectification: true, restriction: true };
}
