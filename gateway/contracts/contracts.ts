/** Contract graphs: parts of the supergraph for callers who are not to know that there is more. */
import { type CallerKind, callerKinds } from '../../subgraphs/shared/privacy/access.ts';
import type { Principal } from '../identity/principal.ts';

export interface Contract {
  /** Also the end of its address. */
  readonly name: string;
  /** Tags of what is in it; without any, everything that is not excluded. */
  readonly include: readonly string[];
  /** Tags of what is not, whatever else it has. */
  readonly exclude: readonly string[];
  /** Any of them is let in. */
  readonly roles: readonly string[];
}

export interface Contracts {
  /** Whom the whole graph is open to. */
  readonly wholeGraph: readonly CallerKind[];
  readonly contracts: readonly Contract[];
}

export const noContracts: Contracts = { wholeGraph: callerKinds, contracts: [] };

export const wholeGraphAddress = '/graphql';
export const addressOf = ({ name }: Pick<Contract, 'name'>): string => `${wholeGraphAddress}/${name}`;

/** Where nobody is asked who he is, everything is open. */
export const isOpenTo = ({ roles }: Contract, principal: Pick<Principal, 'roles'> | null): boolean =>
  principal === null || roles.some((role) => principal.roles.includes(role));

/** Where a caller may ask, what is made for him first. */
export function addressesFor(
  { wholeGraph, contracts }: Contracts,
  principal: Pick<Principal, 'roles' | 'kind'> | null,
): string[] {
  const whole = principal === null || wholeGraph.includes(principal.kind) ? [wholeGraphAddress] : [];
  const own = contracts.filter((contract) => isOpenTo(contract, principal)).map(addressOf);
  return principal === null ? [...whole, ...own] : [...own, ...whole];
}
