/** `npm run audit-log -- verify|search|tail|table`: what it is told, and what it does. */
import { access } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { digestOf } from './audit.ts';
import { type Head, sealKindOf } from './chain.ts';
import { readTable } from './postgres/reader.ts';
import { tableStatements } from './postgres/table.ts';
import { type ChainReader, readFolder } from './reading.ts';
import { type Sighting, searchChain, tableOf } from './search.ts';
import { readAuditKey } from './settings.ts';
import { verifyChain } from './verify.ts';

export const usage = `Reads the audit: who was shown whose data, when and for which purpose.

  npm run audit-log -- verify [--head NUMBER:HASH] [--after NUMBER:HASH] [--folder PATH] [--key-file PATH]
  npm run audit-log -- search [--subject C0000101] [--record TYPE=KEY] [--caller SUBJECT] [--from 2026-11-01] [--to 2026-12-01] [--json]
  npm run audit-log -- tail [--lines 10] [--json]
  npm run audit-log -- table

It reads where AUDIT_DATABASE_URL or AUDIT_FOLDER says, or --folder. Without --key-file it is what AUDIT_KEY_FILE says. --head: a record that the log has told of.
--record: one that was looked at without a person, such as LoyaltyMembership=2000000101. --after: the last record of those that were put away, where the first files are gone.
verify ends with code 1 when the chain is not as it was written. table prints the statements that make a database's table.`;

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
  after: { type: 'string' },
  subject: { type: 'string' },
  record: { type: 'string' },
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
  if (verb === 'table') print(tableStatements.trimEnd());
  if (verb === 'table') return 0;
  if (rest.length > 0 || (verb !== 'verify' && verb !== 'search' && verb !== 'tail'))
    throw new WrongCommand('Write verify, search, tail or table.');
  const reader = await readerOf(values.folder, environment);
  try {
    if (verb === 'verify') return await verify(reader, values, environment, print);
    const wanted = {
      subjects: subjectsOf(values, environment),
      caller: values.caller ?? null,
      from: instant(values.from),
      to: instant(values.to),
    };
    const found = searchChain(reader.some(wanted), wanted);
    const shown = await lastOf(found, verb === 'tail' ? count(values.lines) : Number.POSITIVE_INFINITY);
    for (const line of values.json ? shown.map((each) => JSON.stringify(each)) : tableOf(shown)) print(line);
    return 0;
  } finally {
    await reader.close();
  }
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true });
  } catch (error) {
    throw new WrongCommand(error instanceof Error ? error.message : String(error));
  }
}

async function readerOf(given: string | undefined, environment: CommandContext['environment']): Promise<ChainReader> {
  const { AUDIT_DATABASE_URL: url = '', AUDIT_FOLDER = '' } = environment;
  if (given === undefined && url !== '') return readTable(url);
  const folder = given ?? AUDIT_FOLDER;
  if (folder === '') throw new WrongCommand('Write --folder, or set AUDIT_FOLDER or AUDIT_DATABASE_URL.');
  await access(folder).catch(() => {
    throw new WrongCommand(`${folder} cannot be read.`);
  });
  return readFolder(folder);
}

type Values = ReturnType<typeof parse>['values'];

function keyOf(values: Values, environment: CommandContext['environment']): Uint8Array | null {
  const read = readAuditKey(values['key-file'] ?? environment.AUDIT_KEY_FILE ?? '');
  if ('problem' in read) throw new WrongCommand(`--key-file: ${read.problem}`);
  return read.key;
}

/** Null for everybody. */
function subjectsOf(values: Values, environment: CommandContext['environment']): string[] | null {
  const { subject, record } = values;
  if (subject === undefined && record === undefined) return null;
  const digests = record === undefined ? [] : [digestOf(...recordNamed(record), keyOf(values, environment))];
  return [...(subject === undefined ? [] : [subject]), ...digests];
}

function recordNamed(text: string): [type: string, key: string[]] {
  const [, type, key] = /^(\w+)=(.+)$/.exec(text) ?? [];
  if (type === undefined || key === undefined)
    throw new WrongCommand('--record: write a type and the value of its key, such as Booking=1A-ABC123.');
  return [type, [key]];
}

async function lastOf(found: AsyncIterable<Sighting>, most: number): Promise<Sighting[]> {
  const last: Sighting[] = [];
  for await (const each of found) {
    last.push(each);
    if (last.length > most) last.shift();
  }
  return last;
}

async function verify(
  reader: ChainReader,
  values: Values,
  environment: CommandContext['environment'],
  print: CommandContext['print'],
): Promise<number> {
  const key = keyOf(values, environment);
  const { records, head, problems, count } = await verifyChain(reader.all(), {
    key,
    known: values.head === undefined ? null : headFrom('--head', values.head),
    ...(values.after !== undefined && { after: headFrom('--after', values.after) }),
  });
  for (const { file, line, what, told } of problems) print(`${file}:${line}: ${what}: ${told}`);
  if (count > problems.length) print(`and ${count - problems.length} more like these.`);
  print(`${records} records, to ${head.seq}:${head.hash}`);
  if (count === 0) print('The chain is as it was written.');
  if (key === null) print('There is no key: whoever may write it could have made all of it anew.');
  return count === 0 ? 0 : 1;
}

function headFrom(option: string, text: string): Head {
  const [, seq, own = ''] = /^(\d{1,15}):(.+)$/.exec(text) ?? [];
  if (seq === undefined || sealKindOf(own) === null)
    throw new WrongCommand(`${option}: write a number and a hash, as the log has them.`);
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
