/**
 * Composes the subgraphs listed in supergraph.yaml into gateway/supergraph.graphql.
 *
 * `npm run compose` writes it and prints composition hints; `-- --check` fails when the committed file is not current. Both fail when a
 * contract of gateway/contracts.yaml cannot be made of it.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Contract } from './contracts/contracts.ts';
import { contractSdl } from './contracts/filter.ts';
import { ownContracts, readContractsConfig } from './contracts/settings.ts';
import { type Composed, compose } from './supergraph/compose.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const target = join(root, 'gateway', 'supergraph.graphql');
const print = (line: string) => process.stdout.write(`${line}\n`);

const { sdl, hints, files } = composed();
checkContracts(sdl);
for (const hint of hints) print(`hint ${hint}`);
if (process.argv.includes('--check')) {
  if (!existsSync(target) || readFileSync(target, 'utf8') !== sdl) {
    print('gateway/supergraph.graphql is not current: run `npm run compose` and commit the result.');
    process.exit(1);
  }
  print('gateway/supergraph.graphql is current.');
} else {
  writeFileSync(target, sdl);
  print(`wrote gateway/supergraph.graphql from ${files.length - 1} subgraphs`);
}

function composed(): Composed {
  try {
    return compose(join(root, 'supergraph.yaml'), 'required');
  } catch (error) {
    print(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}

/** What would keep a gateway from starting is told here. */
function checkContracts(supergraphSdl: string): void {
  const { contracts, problems } = readContractsConfig({ CONTRACTS_FILE: ownContracts }, true);
  const all = [
    ...problems,
    ...contracts.contracts.flatMap((contract) => contractProblem(supergraphSdl, contract) ?? []),
  ];
  for (const problem of all) print(problem);
  if (all.length > 0) process.exit(1);
}

function contractProblem(supergraphSdl: string, contract: Contract): string | null {
  try {
    contractSdl(supergraphSdl, contract);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
