/** What callers may see, once they are known. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { noPolicy, type PolicyTable } from '../../subgraphs/shared/privacy/access.ts';
import { readPolicyFile } from '../../subgraphs/shared/privacy/policy-file.ts';
import { setting } from '../../subgraphs/shared/settings.ts';
import type { SettingsShape } from '../../subgraphs/shared/subgraph.ts';
import type { AuthMode } from './settings.ts';

export const policySettings = {
  POLICY_FILE: setting.text(''),
} satisfies SettingsShape;

/** For the touch points an airline has. */
const ownTable = fileURLToPath(new URL('../policy.yaml', import.meta.url));

export interface PolicyResult {
  /** Without a file that of nobody with a right to anything, but that of the touch points in a demo. */
  readonly policy: PolicyTable;
  readonly problems: readonly string[];
}

/** `AUTH` may be `off`: then there are no callers to tell apart. Each problem is a line that begins with the setting it is about. */
export function readPolicyConfig({
  AUTH,
  POLICY_FILE,
}: {
  readonly AUTH: AuthMode;
  readonly POLICY_FILE: string;
}): PolicyResult {
  const none = (...problems: string[]): PolicyResult => ({ policy: noPolicy, problems });
  const path = POLICY_FILE === '' && AUTH === 'demo' ? ownTable : POLICY_FILE;
  if (path === '') return none();
  if (AUTH === 'off') {
    return none('POLICY_FILE: set AUTH=required too, or remove it: with AUTH=off everybody sees everything.');
  }
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return none('POLICY_FILE: the file cannot be read.');
  }
  const read = readPolicyFile(text);
  return 'table' in read
    ? { policy: read.table, problems: [] }
    : none(...read.problems.map((problem) => `POLICY_FILE: ${problem}`));
}
