export { Foundation1764000000000 } from './0001-foundation.ts';
