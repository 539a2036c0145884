/** What stood behind an error, for the log. */
import { SourceError } from '../errors.ts';

/** Its class, code and place in the program. Without messages: legacy texts and values of customers may be in them. */
export function describeCause(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = error instanceof SourceError ? error.code : 'code' in error ? String(error.code) : undefined;
  const stack = error instanceof SourceError ? undefined : placesOf(error);
  return {
    type: error.name,
    ...(code !== undefined && { code }),
    ...(stack !== undefined && { at: stack.slice(0, 5) }),
    ...(error.cause !== undefined && { cause: describeCause(error.cause) }),
  };
}

/** A message of several lines may have some that look like places. */
function placesOf({ stack, message }: Error): string[] | undefined {
  const after = stack?.slice(stack.indexOf(message) + message.length);
  return after?.split('\n').flatMap((line) => (/^\s+at /.test(line) ? [line.trim()] : []));
}
