/** `npm run keys -- make|list|revoke`: what it is told, and what it does. */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { type ApiKeyRecord, apiKeyHash, newApiKey, readApiKeys, stateOf } from './api-key.ts';
import { changeKeyFile, KeyFileError, readKeyFile } from './key-file.ts';

export const usage = `Makes, lists and revokes API keys. A running gateway sees changes within two seconds.

  npm run keys -- make --client NAME --tenant NAME [--kind partner|service|staff] [--scopes a,b]
                       [--roles a,b] [--purposes a,b] [--expires 90d | 2027-01-31]
                       [--rate 100/1m] [--quota 10000/1d] [--look-ups 1000/1h] [--file PATH]
  npm run keys -- list [--file PATH]
  npm run keys -- revoke ID [--file PATH]

Without --file it is the file that AUTH_FILE names. A key is shown once, when it is made: only its SHA-256 is kept.
To change a client's key without an interruption make a second one, let the client take it, and revoke the first.`;

/** A wrong word on the command line; the message says which. */
export class WrongCommand extends Error {
  override readonly name = 'WrongCommand';
}

export interface CommandContext {
  /** The file when the command line names none; null when nobody does. */
  readonly file: string | null;
  readonly now: () => Date;
  readonly print: (line: string) => void;
}

const usualDays = 90;
const mostDays = 730;
const day = 86_400_000;

const options = {
  client: { type: 'string' },
  tenant: { type: 'string' },
  kind: { type: 'string' },
  scopes: { type: 'string' },
  roles: { type: 'string' },
  purposes: { type: 'string' },
  expires: { type: 'string' },
  rate: { type: 'string' },
  quota: { type: 'string' },
  'look-ups': { type: 'string' },
  file: { type: 'string' },
} as const;

/** Rejects with a WrongCommand or a KeyFileError. */
export async function runKeysCommand(words: readonly string[], context: CommandContext): Promise<void> {
  const { values, positionals } = parse(words);
  const [verb, ...rest] = positionals;
  const file = values.file ?? context.file;
  if (file === null) throw new WrongCommand('Write --file, or set AUTH_FILE to a file that names one in apiKeys.');
  if (verb === 'make' && rest.length === 0) return make(values, file, context);
  if (verb === 'list' && rest.length === 0) return list(file, context);
  const [id] = rest;
  if (verb === 'revoke' && id !== undefined && rest.length === 1) return revoke(id, file, context);
  throw new WrongCommand('Write make, list, or revoke and the id of a key.');
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true });
  } catch (error) {
    throw new WrongCommand(error instanceof Error ? error.message : String(error));
  }
}

type Values = ReturnType<typeof parse>['values'];

async function make(values: Values, file: string, { now, print }: CommandContext): Promise<void> {
  const { client, tenant } = values;
  if (client === undefined || tenant === undefined) throw new WrongCommand('Write --client and --tenant.');
  const created = now();
  const key = newApiKey();
  const record = checked({
    id: randomBytes(5).toString('hex'),
    sha256: apiKeyHash(key),
    client,
    tenant,
    kind: values.kind ?? 'partner',
    roles: listed(values.roles),
    scopes: listed(values.scopes),
    purposes: listed(values.purposes),
    created: created.toISOString(),
    expires: expiryFrom(values.expires ?? `${usualDays}d`, created).toISOString(),
    ...(values.rate !== undefined && { rate: values.rate }),
    ...(values.quota !== undefined && { quota: values.quota }),
    ...(values['look-ups'] !== undefined && { lookUps: values['look-ups'] }),
  });
  await changeKeyFile(file, (keys) => [...keys, record]);
  print(`Key ${record.id} of ${client} (${tenant}), until ${record.expires}. It is shown this once:`);
  print(key);
}

/** By the rules of the file itself. */
function checked(record: Readonly<Record<string, unknown>>): ApiKeyRecord {
  const read = readApiKeys(JSON.stringify({ keys: [record] }));
  if ('problems' in read)
    throw new WrongCommand(read.problems.map((problem) => problem.replace('keys[0].', '--')).join(' '));
  const [key] = read.keys;
  if (key === undefined) throw new WrongCommand('Write make, list, or revoke and the id of a key.');
  return key;
}

async function list(file: string, { now, print }: CommandContext): Promise<void> {
  const keys = await readKeyFile(file);
  if (keys.length === 0) print('There are no keys.');
  for (const key of keys) {
    const { id, expires, kind, client, tenant } = key;
    const rights = (['roles', 'scopes', 'purposes'] as const)
      .filter((name) => key[name].length > 0)
      .map((name) => ` ${name} ${key[name].join(',')}`);
    const limits = (
      [
        ['rate', key.rate],
        ['quota', key.quota],
        ['look-ups', key.lookUps],
      ] as const
    ).flatMap(([name, limit]) => (limit === undefined ? [] : ` ${name} ${limit}`));
    const state = `${stateOf(key, now())} until ${expires}`;
    print(`${id} ${state} ${kind} ${client} (${tenant})${[...rights, ...limits].join('')}`);
  }
}

async function revoke(id: string, file: string, { now, print }: CommandContext): Promise<void> {
  await changeKeyFile(file, (keys) => {
    const found = keys.find((key) => key.id === id);
    if (found === undefined) throw new KeyFileError(`There is no key ${id}.`);
    if (found.revoked !== undefined) return keys;
    return keys.map((key) => (key === found ? { ...key, revoked: now().toISOString() } : key));
  });
  print(`Key ${id} is revoked.`);
}

const listed = (text = ''): string[] => text.split(',').flatMap((word) => word.trim() || []);

/** `90d` from now on, or the beginning of a day. */
function expiryFrom(text: string, now: Date): Date {
  const days = /^(\d{1,4})d$/.exec(text)?.[1];
  const expires = new Date(days === undefined ? `${text}T00:00:00Z` : now.getTime() + Number(days) * day);
  const ahead = expires.getTime() - now.getTime();
  if (!(ahead > 0 && ahead <= mostDays * day) || (days === undefined && !/^\d{4}-\d\d-\d\d$/.test(text))) {
    throw new WrongCommand(
      `--expires: write days such as 90d or a day such as 2027-01-31, at most ${mostDays} days ahead.`,
    );
  }
  return expires;
}
