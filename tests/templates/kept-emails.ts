import path from 'node:path';
import { createEmails } from '../../templates/emails.ts';

const kept = path.resolve(import.meta.dirname, '../../.guichet/cache/emails');

/** The emails as a town has them: what was compiled for a test or a start before is not compiled again. */
export const openEmails = () => createEmails({ cacheDir: kept });
