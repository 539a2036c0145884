/**
 * The log, to standard output, where each write is a system call: lines are gathered and written four kilobytes or a fifth of a second
 * at a time, errors at once, and what is left when the process ends.
 */
import { type Logger, pino } from 'pino';
import type { GatewayConfig } from './config.ts';

const bytesGathered = 4_096;
/** Milliseconds. */
const longestWait = 200;

/** `flush` writes at once what is still gathered: for the end of the process. */
export function createLog(level: GatewayConfig['logLevel']): { readonly log: Logger; readonly flush: () => void } {
  const destination = pino.destination({ dest: 1, sync: true, minLength: bytesGathered });
  // Not `flushSync`, which also waits for the disk.
  setInterval(() => destination.flush(), longestWait).unref();
  const log = pino(
    {
      level,
      base: null,
      hooks: {
        logMethod(args, method, severity) {
          method.apply(this, args);
          if (severity >= errorSeverity) destination.flush();
        },
      },
    },
    destination,
  );
  return { log, flush: () => destination.flushSync() };
}

const errorSeverity = 50;

/** What a library says of its own accord, without what it quotes: texts of errors, which may be anybody's, come after a colon. */
export function withoutQuotes(message: unknown): string {
  return message instanceof Error ? message.name : (String(message).split(': ', 1)[0] ?? '');
}
