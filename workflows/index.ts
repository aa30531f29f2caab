/** What the worker bundles: the workflow that runs every request type. */
export { requestV1 } from './kit/run.ts';
