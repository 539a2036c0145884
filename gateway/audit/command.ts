/** `npm run audit-log -- verify|search|tail`: what it is told, and what it does. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Head, sealKindOf } from './chain.ts';
import { auditFiles } from './folder.ts';
import { searchChain, tableOf } from './search.ts';
import { readAuditKey } from './settings.ts';
import { type ChainFile, verifyChain } from './verify.ts';

export const usage = `Reads the audit: who was shown whose data, when and for which purpose.

  npm run audit-log -- verify [--head NUMBER:HASH] [--folder PATH] [--key-file PATH]
  npm run audit-log -- search [--subject C0000101] [--caller SUBJECT] [--from 2026-11-01] [--to 2026-12-01] [--json]
  npm run audit-log -- tail [--lines 10] [--json]

Without --folder and --key-file they are what AUDIT_FOLDER and AUDIT_KEY_FILE say. --head: a record that the log has told of.
verify ends with code 1 when the chain is not as it was written.`;

/** A wrong word on the command line, or a folder that cannot be read; the message says which. */
export class WrongCommand extends Error {
  override readonly name = 'WrongCommand';
}

export interface CommandContext {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly print: (line: string) => void;
}

const options = {
  head: { type: 'string' },
  subject: { type: 'string' },
  caller: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  lines: { type: 'string' },
  json: { type: 'boolean' },
  folder: { type: 'string' },
  'key-file': { type: 'string' },
} as const;

/** Resolves with the exit code. Rejects with a WrongCommand. */
export async function runAuditCommand(words: readonly string[], context: CommandContext): Promise<number> {
  const { values, positionals } = parse(words);
  const { environment, print } = context;
  const [verb, ...rest] = positionals;
  if (rest.length > 0 || (verb !== 'verify' && verb !== 'search' && verb !== 'tail'))
    throw new WrongCommand('Write verify, search or tail.');
  const files = await readFiles(values.folder ?? environment.AUDIT_FOLDER ?? '');
  if (verb === 'verify')
    return verify(files, values['key-file'] ?? environment.AUDIT_KEY_FILE ?? '', values.head, print);
  const found = searchChain(files, {
    subject: values.subject ?? null,
    caller: values.caller ?? null,
    from: instant(values.from),
    to: instant(values.to),
  });
  const shown = verb === 'tail' ? found.slice(-count(values.lines)) : found;
  for (const line of values.json ? shown.map((each) => JSON.stringify(each)) : tableOf(shown)) print(line);
  return 0;
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true });
  } catch (error) {
    throw new WrongCommand(error instanceof Error ? error.message : String(error));
  }
}

async function readFiles(folder: string): Promise<ChainFile[]> {
  if (folder === '') throw new WrongCommand('Write --folder, or set AUDIT_FOLDER.');
  try {
    const names = await auditFiles(folder);
    return await Promise.all(names.map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') })));
  } catch {
    throw new WrongCommand(`${folder} cannot be read.`);
  }
}

function verify(
  files: readonly ChainFile[],
  keyFile: string,
  head: string | undefined,
  print: CommandContext['print'],
): number {
  const key = readAuditKey(keyFile);
  if ('problem' in key) throw new WrongCommand(`--key-file: ${key.problem}`);
  const verdict = verifyChain(files, { key: key.key, known: head === undefined ? null : headFrom(head) });
  for (const { file, line, what, told } of verdict.problems) print(`${file}:${line}: ${what}: ${told}`);
  print(`${verdict.records} records in ${files.length} files, to ${verdict.head.seq}:${verdict.head.hash}`);
  if (verdict.problems.length === 0) print('The chain is as it was written.');
  if (key.key === null) print('There is no key: whoever may write the files could have made all of them anew.');
  return verdict.problems.length === 0 ? 0 : 1;
}

function headFrom(text: string): Head {
  const [, seq, own = ''] = /^(\d{1,15}):(.+)$/.exec(text) ?? [];
  if (seq === undefined || sealKindOf(own) === null)
    throw new WrongCommand('--head: write a number and a hash, as the log has them.');
  return { seq: Number(seq), hash: own };
}

/** The beginning of a day, or an instant. */
function instant(text: string | undefined): string | null {
  if (text === undefined) return null;
  const at = new Date(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text);
  if (Number.isNaN(at.getTime())) throw new WrongCommand('Write days such as 2026-11-24 in --from and --to.');
  return at.toISOString();
}

function count(text = '10'): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new WrongCommand('--lines: write a whole number.');
  return Number(text);
}
