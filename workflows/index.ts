/** What the worker bundles: the workflow that runs every request type, those of what no process does (an email, a file's examination), and the nightly ones. */
export { emailV1 } from './kit/email.ts';
export { examinationV1 } from './kit/examination.ts';
export { journalCheckV1 } from './kit/journal-check.ts';
export { retentionV1 } from './kit/retain.ts';
export { requestV1 } from './kit/run.ts';
