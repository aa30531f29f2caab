import { hash } from '@node-rs/argon2';

/** argon2id at OWASP's setting for servers: 19 MiB, two passes, about 140 ms. */
export const passwordHash = (password: string) => hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
