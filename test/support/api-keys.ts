/** API keys with names of one letter, for tests that need callers with keys. */
import { createHash } from 'node:crypto';
import { readApiKeys } from '../../gateway/identity/api-key.ts';
import { authConfig } from './auth-config.ts';

const keyOf = (letter: string) => `acg_${letter.repeat(43)}`;
/** The header that has this key. */
export const withKey = (letter: string) => ({ 'x-api-key': keyOf(letter) });
/** What the key file says of it; `more` goes over it. */
export const keyRecord = (letter: string, more: Record<string, unknown>) => ({
  id: `key${letter}`,
  sha256: createHash('sha256').update(keyOf(letter)).digest('hex'),
  client: `client-${letter}`,
  tenant: 'Portal Ltd',
  created: '2026-01-01T00:00:00Z',
  expires: '2099-01-01T00:00:00Z',
  ...more,
});

/** The settings of a gateway whose callers are known by these keys alone. */
export function keysOf(...records: Record<string, unknown>[]) {
  const read = readApiKeys(JSON.stringify({ keys: records }));
  if ('problems' in read) throw new Error(read.problems.join('\n'));
  return authConfig({ apiKeys: { file: 'keys.json' } }, {}, { file: 'test/no-such-file.json', keys: read.keys });
}
