/**
 * `@dataClass` is what is written, `@policy` what other gateways and our engine read: each field of a protected class gets the Federation
 * directive that names its class. It is not written in the subgraphs, as Apollo's composition would refuse what they require of each
 * other to compare it (docs/decisions/0014-data-classes-are-written-policies-derived.md).
 */
import { Kind, parse, visit } from 'graphql';
import { fieldsOf } from '../../subgraphs/shared/privacy/declarations.ts';

const link = '@link(url: "https://specs.apollo.dev/policy/v0.1", for: SECURITY)';
const definitions = `directive @policy(policies: [[policy__Policy!]!]!) on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM

scalar policy__Policy
`;

interface Change {
  /** Where in the text it begins and ends. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

const insertion = (at: number, text: string): Change => ({ from: at, to: at, text });

/** The supergraph with a `@policy` on each field of a protected class; as it was, where no field has a class. */
export function withPolicies(supergraphSdl: string): string {
  const document = parse(supergraphSdl);
  const policies = fieldsOf(document).flatMap(({ field, declared }) =>
    declared === null || declared.dataClass === 'public'
      ? []
      : [insertion(endOf(field), ` @policy(policies: [["${declared.dataClass}"]])`)],
  );
  if (policies.length === 0) return supergraphSdl;
  const schema = document.definitions.find(({ kind }) => kind === Kind.SCHEMA_DEFINITION);
  const lastLink = schema?.kind === Kind.SCHEMA_DEFINITION ? schema.directives?.at(-1) : undefined;
  if (lastLink === undefined) throw new Error('This is no supergraph: its schema links to nothing.');
  const composed = changed(supergraphSdl, [...policies, insertion(endOf(lastLink), `\n  ${link}`)]);
  return `${composed.trimEnd()}\n\n${definitions}`;
}

/** For an engine that serves no supergraph with `@policy`. What it says is then not enforced. */
export function withoutPolicies(supergraphSdl: string): string {
  const changes: Change[] = [];
  const remove = (node: Located) => {
    changes.push({ from: placeOf(node).start, to: placeOf(node).end, text: '' });
    return false;
  };
  const document = parse(supergraphSdl);
  visit(document, {
    Directive: (node) => {
      const url = node.arguments?.find(({ name }) => name.value === 'url')?.value;
      const links = node.name.value === 'link' && url?.kind === Kind.STRING && /\/policy\/v[\d.]+$/.test(url.value);
      return links || node.name.value === 'policy' ? remove(node) : undefined;
    },
    DirectiveDefinition: (node) => (node.name.value === 'policy' ? remove(node) : undefined),
    ScalarTypeDefinition: (node) => (node.name.value === 'policy__Policy' ? remove(node) : undefined),
  });
  return changed(supergraphSdl, changes);
}

interface Located {
  readonly loc?: { readonly start: number; readonly end: number } | undefined;
}

function placeOf({ loc }: Located): { readonly start: number; readonly end: number } {
  if (loc === undefined) throw new Error('A node of a parsed text has to know its place.');
  return loc;
}

const endOf = (node: Located): number => placeOf(node).end;

function changed(text: string, changes: readonly Change[]): string {
  let result = '';
  let at = 0;
  for (const { from, to, text: added } of changes.toSorted((one, other) => one.from - other.from)) {
    result += text.slice(at, from) + added;
    at = to;
  }
  return result + text.slice(at);
}
