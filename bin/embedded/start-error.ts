/** A start that can not go on. The message is one line for the person at the terminal: what is wrong, and what to do. */
export class StartError extends Error {
  override name = 'StartError';
}
