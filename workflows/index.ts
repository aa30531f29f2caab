/** What the worker bundles: the workflow that runs every request type, and the one that delivers what no process sends. */
export { emailV1 } from './kit/email.ts';
export { requestV1 } from './kit/run.ts';
