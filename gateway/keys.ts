/** `npm run keys`: API keys of partners. Code 64 for a wrong command line, 1 for a file that cannot be used. */
import { readFileSync } from 'node:fs';
import { clockFrom } from '../subgraphs/shared/hosting/program.ts';
import { readAuthFile } from './identity/auth-file.ts';
import { KeyFileError } from './identity/key-file.ts';
import { runKeysCommand, usage, WrongCommand } from './identity/keys-command.ts';
import { apiKeyPath } from './identity/settings.ts';

const wrongUsage = 64;
const complain = (line: string) => process.stderr.write(`${line}\n`);
const words = process.argv.slice(2);

try {
  if (words.length === 0 || words.includes('--help')) process.stdout.write(`${usage}\n`);
  else {
    await runKeysCommand(words, {
      file: words.some((word) => /^--file(=|$)/.test(word)) ? null : fileOf(process.env.AUTH_FILE ?? ''),
      now: clockFrom(null),
      print: (line) => process.stdout.write(`${line}\n`),
    });
  }
} catch (error) {
  if (error instanceof WrongCommand) {
    complain(`${error.message}\n\n${usage}`);
    process.exitCode = wrongUsage;
  } else if (error instanceof KeyFileError) {
    complain(error.message);
    process.exitCode = 1;
  } else throw error;
}

/** Null where AUTH_FILE is not set, or names none. */
function fileOf(path: string): string | null {
  if (path === '') return null;
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new KeyFileError(`AUTH_FILE: ${path} cannot be read.`);
  }
  const read = readAuthFile(text);
  if ('problems' in read) throw new KeyFileError(`AUTH_FILE: ${read.problems.join(' ')}`);
  return read.file.apiKeyFile === null ? null : apiKeyPath(path, read.file.apiKeyFile);
}
