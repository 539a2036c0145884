/** What callers may see, once they are known. */
import { readFileSync } from 'node:fs';
import { noPolicy, type PolicyTable } from '../../subgraphs/shared/privacy/access.ts';
import { readPolicyFile } from '../../subgraphs/shared/privacy/policy-file.ts';
import { setting } from '../../subgraphs/shared/settings.ts';
import type { SettingsShape } from '../../subgraphs/shared/subgraph.ts';

export const policySettings = {
  POLICY_FILE: setting.text(''),
} satisfies SettingsShape;

export interface PolicyResult {
  /** Without a file that of nobody with a right to anything. */
  readonly policy: PolicyTable;
  readonly problems: readonly string[];
}

/** `AUTH` may be `off`: then there are no callers to tell apart. Each problem is a line that begins with the setting it is about. */
export function readPolicyConfig({
  AUTH,
  POLICY_FILE: path,
}: {
  readonly AUTH: string;
  readonly POLICY_FILE: string;
}): PolicyResult {
  const none = (...problems: string[]): PolicyResult => ({ policy: noPolicy, problems });
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
