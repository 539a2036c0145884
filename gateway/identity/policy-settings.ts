/** What callers may see, once they are known. */
import { fileURLToPath } from 'node:url';
import { type PolicyResult, policySettings, readPolicy } from '../../subgraphs/shared/hosting/policy-settings.ts';
import { noPolicy } from '../../subgraphs/shared/privacy/access.ts';
import type { AuthMode } from './settings.ts';

export { policySettings };

/** For the touch points an airline has. */
const ownTable = fileURLToPath(new URL('../policy.yaml', import.meta.url));

/** `AUTH` may be `off`: then there are no callers to tell apart. Each problem is a line that begins with the setting it is about. */
export function readPolicyConfig({
  AUTH,
  POLICY_FILE,
}: {
  readonly AUTH: AuthMode;
  readonly POLICY_FILE: string;
}): PolicyResult {
  if (AUTH === 'off' && POLICY_FILE !== '') {
    const problem = 'POLICY_FILE: set AUTH=required too, or remove it: with AUTH=off everybody sees everything.';
    return { policy: noPolicy, problems: [problem] };
  }
  return readPolicy(POLICY_FILE === '' && AUTH === 'demo' ? ownTable : POLICY_FILE);
}
