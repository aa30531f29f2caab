import type { UserInfoResponse } from 'openid-client';
import { z } from 'zod';
import type { Audience } from './identity.ts';
import { IdentityFault } from './identity-fault.ts';
import { leftPath, returnPath } from './identity-paths.ts';

/** Who the identity provider says that a citizen is. */
export interface IdentifiedPerson {
  issuer: string;
  /** The provider's name for the person at this town, and at no other site. */
  subject: string;
  givenName: string;
  familyName: string;
  email: string | undefined;
}

/** Citizens, at a provider as FranceConnect. Only what a request and its form use: no birth, no gender. */
export const citizens: Audience<IdentifiedPerson> = {
  scope: 'openid given_name family_name preferred_username email',
  returnPath,
  leftPath,
  personOf,
};

function personOf(issuer: string, told: UserInfoResponse): IdentifiedPerson {
  const parsed = schema.safeParse(told);
  if (!parsed.success) throw new IdentityFault('refused');
  const { sub, given_name, given_name_array, family_name, preferred_username, email } = parsed.data;
  return {
    issuer,
    subject: sub,
    // The list alone tells whether « Jean Pierre » is one first name or two.
    givenName: given_name_array?.[0] ?? given_name,
    // The name that a person goes by, where it is not the one of birth: it is what stands on the letter box.
    familyName: preferred_username ?? family_name,
    email,
  };
}

// A form's own limits: who has a longer name must still be able to file.
const name = z
  .string()
  .trim()
  .min(1)
  .transform((text) => text.slice(0, 100));
const missing = (value: unknown) => (value === '' || value === null ? undefined : value);

const schema = z.object({
  sub: z.string().min(1).max(255),
  given_name: name,
  given_name_array: z.preprocess(
    (list) => (Array.isArray(list) && list.length > 0 ? list : undefined),
    z.array(name).optional(),
  ),
  family_name: name,
  preferred_username: z.preprocess(missing, name.optional()),
  email: z.email().max(254).optional().catch(undefined),
});
