/** Whether callers have to say who they are, and who vouches for them. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { setting } from '../../subgraphs/shared/settings.ts';
import type { SettingsShape } from '../../subgraphs/shared/subgraph.ts';
import { type ApiKeyRecord, readApiKeys } from './api-key.ts';
import { type AuthFile, readAuthFile } from './auth-file.ts';
import { type KeyTiming, usualTiming } from './key-set.ts';

export interface AuthConfig extends Pick<AuthFile, 'issuers' | 'certificates'> {
  readonly apiKeys: { readonly file: string; readonly keys: readonly ApiKeyRecord[] } | null;
  /** How issuers are asked for their keys. */
  readonly timing: KeyTiming;
  /** The gateway itself vouches for a few invented callers, and nobody else does. */
  readonly demo: boolean;
}

const modes = ['required', 'demo', 'off'] as const;
export type AuthMode = (typeof modes)[number];

export const authSettings = {
  // What it is when left out depends on what is served, and to whom.
  AUTH: z.enum(modes, { error: `write one of ${modes.join(', ')}.` }).optional(),
  AUTH_FILE: setting.text(''),
} satisfies SettingsShape;

export interface AuthResult {
  /** Null when nobody is asked who he is, or something is wrong. */
  readonly auth: AuthConfig | null;
  readonly problems: readonly string[];
}

export interface AuthSurroundings {
  /** Whether there are any. */
  readonly trustedProxies: boolean;
  /** Why this can be no demo, and what to write instead; null where it can. */
  readonly noDemo: string | null;
}

/** Each problem is a line that begins with the setting it is about. */
export function readAuthConfig(
  { AUTH: mode, AUTH_FILE: path }: { readonly AUTH: AuthMode; readonly AUTH_FILE: string },
  { trustedProxies, noDemo }: AuthSurroundings,
): AuthResult {
  const none = (...problems: string[]): AuthResult => ({ auth: null, problems });
  if (mode !== 'required' && path !== '')
    return none(`AUTH_FILE: set AUTH=required too, or remove it: with AUTH=${mode} it protects nothing.`);
  if (mode === 'off') return none();
  if (mode === 'demo') return noDemo === null ? { auth: demoConfig, problems: [] } : none(`AUTH: ${noDemo}`);
  if (path === '')
    return none('AUTH_FILE: write the path of the file that says who vouches for callers, as AUTH=required.');
  const text = textOf(path);
  if (text === null) return none('AUTH_FILE: the file cannot be read.');
  const read = readAuthFile(text);
  if ('problems' in read) return none(...read.problems.map((problem) => `AUTH_FILE: ${problem}`));
  const { issuers, certificates, apiKeyFile } = read.file;
  const untrusted = certificates !== null && !trustedProxies;
  const problems = untrusted ? ['TRUSTED_PROXIES: set it, as nobody else is believed about client certificates.'] : [];
  if (apiKeyFile === null)
    return untrusted
      ? none(...problems)
      : { auth: { issuers, certificates, apiKeys: null, timing: usualTiming, demo: false }, problems };
  const file = apiKeyPath(path, apiKeyFile);
  const keyText = textOf(file);
  if (keyText === null)
    return none(...problems, 'AUTH_FILE: apiKeys.file: the file cannot be read; `npm run keys -- make` makes it.');
  const keys = readApiKeys(keyText);
  if ('problems' in keys) problems.push(...keys.problems.map((problem) => `AUTH_FILE: apiKeys.file: ${problem}`));
  if ('problems' in keys || problems.length > 0) return none(...problems);
  const apiKeys = { file, keys: keys.keys };
  return { auth: { issuers, certificates, apiKeys, timing: usualTiming, demo: false }, problems };
}

/** Its issuer is made at the start. */
const demoConfig: AuthConfig = { issuers: [], certificates: null, apiKeys: null, timing: usualTiming, demo: true };

/** Relative to the folder of the file that names it. */
export const apiKeyPath = (authFile: string, file: string): string => resolve(dirname(authFile), file);

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
