/** What callers may see, once they are known. */
import { type PolicyResult, policySettings, readPolicy } from '../../subgraphs/shared/hosting/policy-settings.ts';
import { noPolicy } from '../../subgraphs/shared/privacy/access.ts';

export { policySettings };

/** `AUTH` may be `off`: then there are no callers to tell apart. Each problem is a line that begins with the setting it is about. */
export function readPolicyConfig({
  AUTH,
  POLICY_FILE: path,
}: {
  readonly AUTH: string;
  readonly POLICY_FILE: string;
}): PolicyResult {
  if (path === '' || AUTH !== 'off') return readPolicy(path);
  const problem = 'POLICY_FILE: set AUTH=required too, or remove it: with AUTH=off everybody sees everything.';
  return { policy: noPolicy, problems: [problem] };
}
