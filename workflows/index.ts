/** What the worker bundles: the workflow that runs every request type, the one that delivers what no process sends, and the nightly one. */
export { emailV1 } from './kit/email.ts';
export { retentionV1 } from './kit/retain.ts';
export { requestV1 } from './kit/run.ts';
