/** POLICY_FILE, of the gateway and of subgraph services: what callers may see, once they are known. */
import { readFileSync } from 'node:fs';
import { noPolicy, type PolicyTable } from '../privacy/access.ts';
import { readPolicyFile } from '../privacy/policy-file.ts';
import { setting } from '../settings.ts';
import type { SettingsShape } from '../subgraph.ts';

export const policySettings = {
  POLICY_FILE: setting.text(''),
} satisfies SettingsShape;

export interface PolicyResult {
  /** Without a file that of nobody with a right to anything. */
  readonly policy: PolicyTable;
  readonly problems: readonly string[];
}

/** `path`: as the setting has it, empty for none. Each problem is a line that begins with the setting. */
export function readPolicy(path: string): PolicyResult {
  const none = (...problems: string[]): PolicyResult => ({ policy: noPolicy, problems });
  if (path === '') return none();
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
