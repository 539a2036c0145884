/**
 * The log, to standard output, where each write is a system call: lines are gathered and written four kilobytes or a fifth of a second
 * at a time, errors at once, and what is left when the process ends (8 µs less a request).
 */
import { type Logger, pino } from 'pino';
import type { GatewayConfig } from './config.ts';

const bytesGathered = 4_096;
/** Milliseconds. */
const longestWait = 200;

/** `atExit` is given what must be done last. */
export function createLog(level: GatewayConfig['logLevel'], atExit: (flush: () => void) => void): Logger {
  const destination = pino.destination({ dest: 1, sync: true, minLength: bytesGathered });
  setInterval(() => destination.flush(), longestWait).unref();
  atExit(() => destination.flushSync());
  return pino(
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
}

const errorSeverity = 50;
