/** A subgraph that runs elsewhere, under policies: the circuit, the slots and the second try that a legacy system has in its subgraph. */
import { SourceError } from '../../subgraphs/shared/errors.ts';
import { dueTimes } from '../../subgraphs/shared/policies/due-times.ts';
import { type PolicySettings, sourcePolicies } from '../../subgraphs/shared/policies/source-policies.ts';
import type { CircuitChange } from '../../subgraphs/shared/policies/source-state.ts';
import type { DataSource } from './data-source.ts';

export interface PolicedOptions extends PolicySettings {
  /** A request's usual time, which is a call's too, in milliseconds. */
  readonly timeout: number;
  readonly onCircuit?: (change: CircuitChange) => void;
}

/** Errors within a reply are the subgraph's own affair, which has policies around its system: they neither count nor are tried again. */
export function policed(source: DataSource, options: PolicedOptions): DataSource {
  const policies = sourcePolicies({
    ...options,
    system: source.name,
    dues: dueTimes(),
    endOf: () => new SourceError(source.name, 'LEGACY_TIMEOUT', 'the request has ended'),
  });
  return {
    ...source,
    fetch: (operation, context) =>
      policies.run({ signal: context.signal, writes: !isQuery(operation.query) }, context.deadline, () =>
        source.fetch(operation, context),
      ),
    state: policies.state,
  };
}

const isQuery = (text: string): boolean => /^\s*(query\b|\{)/.test(text);
