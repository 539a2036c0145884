/** `npm run audit-log`: who was shown whose data. Code 64 for a wrong command line, 1 for a chain that is not as it was written, 74 for one that cannot be read. */
import { runAuditCommand, usage, WrongCommand } from './audit/command.ts';
import { reasonOf } from './audit/sink.ts';

const wrongUsage = 64;
const unreadable = 74;
const words = process.argv.slice(2);

try {
  if (words.length === 0 || words.includes('--help')) process.stdout.write(`${usage}\n`);
  else {
    process.exitCode = await runAuditCommand(words, {
      environment: process.env,
      print: (line) => process.stdout.write(`${line}\n`),
    });
  }
} catch (error) {
  if (error instanceof WrongCommand) {
    process.stderr.write(`${error.message}\n\n${usage}\n`);
    process.exitCode = wrongUsage;
  } else {
    // An address in the settings may have a password; so does what is told of it.
    process.stderr.write(`The audit could not be read: ${reasonOf(error)}.\n`);
    process.exitCode = unreadable;
  }
}
