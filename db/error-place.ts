/**
 * Where in the code an error comes from: its message may quote a person, so nothing else of it goes into a log. Of a stack
 * that does not begin with its message, nothing is told, since one can not be taken from the other.
 */
export function errorPlace(error: unknown): string | undefined {
  const { message = '', stack } = error as { message?: string; stack?: string };
  const heading = stack?.split(message, 1)[0] ?? '';
  if (!stack?.startsWith(heading + message) || !/^[\w .[\]]*(: )?$/.test(heading)) return undefined;
  return stack
    .slice(heading.length + message.length)
    .split('\n')
    .find((line) => /^\s+at /.test(line))
    ?.trim();
}
