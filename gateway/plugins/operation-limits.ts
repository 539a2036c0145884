/**
 * Bounds on an operation, checked before it is validated or planned: a few hundred bytes of nested fragments can stand for more
 * fields than any planner survives. Everything is counted with fragments spread out, but each fragment is measured only once.
 */
import { type DocumentNode, Lexer, parse, Source, TokenKind } from 'graphql';
import { LRUCache } from 'lru-cache';
import { isRecord } from '../../subgraphs/shared/hosting/json.ts';
import { refuse } from '../error-codes.ts';
import { measure, mostAlike } from '../operation-size.ts';
import type { RequestContext } from '../request-context.ts';
import type { GatewayPlugin } from './plugin.ts';

export interface OperationLimits {
  readonly tokens: number;
  readonly depth: number;
  readonly aliases: number;
  /** Of one field at the root. */
  readonly sameRootField: number;
  /** Of fields with fields of their own that are answered in one place: to see whether they can be merged takes the square of them. */
  readonly sameField: number;
  readonly directives: number;
  /** At one field or fragment. */
  readonly directivesAtOnce: number;
  /** Fields in all. */
  readonly fields: number;
}

export const usualLimits = {
  aliases: 15,
  sameRootField: 10,
  sameField: 20,
  directives: 20,
  directivesAtOnce: 5,
  fields: 2_000,
} as const;

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
  // Fragments can be spread out from here on: they are not too many fields.
  if (mostAlike(document) > limits.sameField) {
    return `The operation asks for one field more than ${limits.sameField} times in one place.`;
  }
  if (size.directivesAtOnce > limits.directivesAtOnce) {
    return `The operation has more than ${limits.directivesAtOnce} directives in one place.`;
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
