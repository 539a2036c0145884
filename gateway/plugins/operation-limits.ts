/**
 * Bounds on an operation, checked before it is validated or planned: a few hundred bytes of nested fragments can stand for more
 * fields than any planner survives. Everything is counted with fragments spread out, but each fragment is measured only once.
 */
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  Lexer,
  parse,
  type SelectionSetNode,
  Source,
  TokenKind,
  visit,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { isRecord } from '../../subgraphs/shared/hosting/json.ts';
import { refuse } from '../error-codes.ts';
import type { RequestContext } from '../request-context.ts';
import type { GatewayPlugin } from './plugin.ts';

export interface OperationLimits {
  readonly tokens: number;
  readonly depth: number;
  readonly aliases: number;
  /** Of one field at the root. */
  readonly sameRootField: number;
  readonly directives: number;
  /** Fields in all. */
  readonly fields: number;
}

export const usualLimits = { aliases: 15, sameRootField: 10, directives: 20, fields: 2_000 } as const;

export function operationLimits(
  limits: OperationLimits,
  onRefused: (graph: RequestContext) => void = () => {},
): GatewayPlugin {
  const verdicts = new LRUCache<string, { readonly wrong: string | null }>({ max: 1_000 });
  return {
    name: 'operation-limits',
    graphql: (scope) => {
      scope.addHook('preHandler', (request, reply, done) => {
        const query = isRecord(request.body) ? String(request.body.query) : '';
        let verdict = verdicts.get(query);
        if (verdict === undefined) {
          verdict = { wrong: exceededLimit(query, limits) };
          verdicts.set(query, verdict);
        }
        if (verdict.wrong === null) return done();
        if (request.graph) onRefused(request.graph);
        refuse(request, reply, 400, 'OPERATION_TOO_LARGE', verdict.wrong);
      });
    },
  };
}

/** What is too much, in words for the client; null when nothing is. Text that is no GraphQL passes: the parser tells it better. */
export function exceededLimit(query: string, limits: OperationLimits): string | null {
  if (hasMoreTokens(query, limits.tokens)) return `The operation has more than ${limits.tokens} tokens.`;
  let document: DocumentNode;
  try {
    document = parse(query, { noLocation: true, maxTokens: limits.tokens });
  } catch {
    return null;
  }
  const size = measure(document);
  if (size.depth > limits.depth) return `The operation is ${size.depth} levels deep; ${limits.depth} are allowed.`;
  if (size.fields > limits.fields) return `The operation stands for more than ${limits.fields} fields.`;
  if (size.aliases > limits.aliases) return `The operation has more than ${limits.aliases} aliases.`;
  if (size.sameRootField > limits.sameRootField) {
    return `The operation asks for one root field more than ${limits.sameRootField} times.`;
  }
  if (size.directives > limits.directives) return `The operation has more than ${limits.directives} directives.`;
  return null;
}

function hasMoreTokens(query: string, limit: number): boolean {
  try {
    const lexer = new Lexer(new Source(query));
    for (let count = 0; count <= limit; count++) if (lexer.advance().kind === TokenKind.EOF) return false;
    return true;
  } catch {
    return false;
  }
}

interface Size {
  readonly depth: number;
  readonly fields: number;
  readonly aliases: number;
  readonly root: ReadonlyMap<string, number>;
}

const nothing: Size = { depth: 0, fields: 0, aliases: 0, root: new Map() };

function measure(document: DocumentNode) {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const measured = new Map<string, Size>();
  const sizeOfFragment = (name: string): Size => {
    const known = measured.get(name);
    if (known !== undefined) return known;
    // A fragment within itself counts for nothing here; validation refuses it.
    measured.set(name, nothing);
    const fragment = fragments.get(name);
    const size = fragment ? sizeOf(fragment.selectionSet, sizeOfFragment) : nothing;
    measured.set(name, size);
    return size;
  };
  const operations = document.definitions
    .filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
    .map((operation) => sizeOf(operation.selectionSet, sizeOfFragment));
  let directives = 0;
  visit(document, { Directive: () => void directives++ });
  const most = (of: (size: Size) => number) => Math.max(0, ...operations.map(of));
  return {
    depth: most(({ depth }) => depth),
    fields: most(({ fields }) => fields),
    aliases: most(({ aliases }) => aliases),
    sameRootField: most(({ root }) => Math.max(0, ...root.values())),
    directives,
  };
}

function sizeOf(selectionSet: SelectionSetNode, sizeOfFragment: (name: string) => Size): Size {
  let [depth, fields, aliases] = [0, 0, 0];
  const root = new Map<string, number>();
  const count = (name: string, times: number) => root.set(name, (root.get(name) ?? 0) + times);
  for (const selection of selectionSet.selections) {
    if (selection.kind === Kind.FIELD) {
      // The schema about itself is deep by nature and cheap.
      const introspects = selection.name.value === '__schema' || selection.name.value === '__type';
      const below = selection.selectionSet && !introspects ? sizeOf(selection.selectionSet, sizeOfFragment) : nothing;
      depth = Math.max(depth, 1 + below.depth);
      fields += 1 + below.fields;
      aliases += (selection.alias ? 1 : 0) + below.aliases;
      count(selection.name.value, 1);
    } else {
      const inner =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? sizeOfFragment(selection.name.value)
          : sizeOf(selection.selectionSet, sizeOfFragment);
      depth = Math.max(depth, inner.depth);
      fields += inner.fields;
      aliases += inner.aliases;
      for (const [name, times] of inner.root) count(name, times);
    }
  }
  return { depth, fields, aliases, root };
}
