/** Which contract graphs are served beside the whole one. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setting } from '../../subgraphs/shared/settings.ts';
import type { SettingsShape } from '../../subgraphs/shared/subgraph.ts';
import { readContractFile } from './contract-file.ts';
import { type Contracts, noContracts } from './contracts.ts';

export const contractSettings = {
  CONTRACTS_FILE: setting.text(''),
} satisfies SettingsShape;

/** Those of our own graph. */
export const ownContracts = fileURLToPath(new URL('../contracts.yaml', import.meta.url));

export interface ContractsResult {
  readonly contracts: Contracts;
  /** Each is a line that begins with the setting it is about. */
  readonly problems: readonly string[];
}

/** `usual`: whether our own hold when no file is set. */
export function readContractsConfig(
  { CONTRACTS_FILE }: { readonly CONTRACTS_FILE: string },
  usual: boolean,
): ContractsResult {
  const path = CONTRACTS_FILE === '' && usual ? ownContracts : CONTRACTS_FILE;
  if (path === '') return { contracts: noContracts, problems: [] };
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return { contracts: noContracts, problems: ['CONTRACTS_FILE: the file cannot be read.'] };
  }
  const read = readContractFile(text);
  return 'contracts' in read
    ? { contracts: read.contracts, problems: [] }
    : { contracts: noContracts, problems: read.problems.map((problem) => `CONTRACTS_FILE: ${problem}`) };
}
