/** Settings of authentication for tests: with the test's own identity provider, and no patience. */
import { readAuthFile } from '../../gateway/identity/auth-file.ts';
import { usualTiming } from '../../gateway/identity/key-set.ts';
import type { AuthConfig } from '../../gateway/identity/settings.ts';
import { audience } from './identity-provider.ts';

/** How the provider's claims become principals, as AUTH_FILE has it. */
export const staffRules = {
  kind: { is: 'staff' },
  tenant: { is: 'airline' },
  roles: { claim: 'roles' },
  purposes: { claim: 'purposes' },
} as const;

export const issuerEntry = (name: string, issuer: string, changes: Record<string, unknown> = {}) => ({
  name,
  issuer,
  audience,
  principal: staffRules,
  ...changes,
});

/** `file`: the content of AUTH_FILE. Milliseconds where not the usual ones. */
export function authConfig(
  file: Record<string, unknown>,
  timing: Partial<AuthConfig['timing']> = {},
  apiKeys: AuthConfig['apiKeys'] = null,
): AuthConfig {
  const read = readAuthFile(JSON.stringify(file));
  if ('problems' in read) throw new Error(read.problems.join('\n'));
  const { issuers, certificates } = read.file;
  return { issuers, certificates, apiKeys, timing: { ...usualTiming, ...timing }, demo: false };
}
