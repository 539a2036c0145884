/** The audit as the engine uses it: what it plans along, and what it tells before it shows anything. */
import { createHmac, hash } from 'node:crypto';
import { type DocumentNode, GraphQLError, type GraphQLSchema, parse } from 'graphql';
import type { KeysBySubgraph } from '../engine/entities/keys.ts';
import type { Variables } from '../engine/shape/conditions.ts';
import type { RequestContext } from '../request-context.ts';
import type { AccessesWanted } from './accesses.ts';
import { type ClassOf, readClasses } from './classes.ts';
import type { AnsweredOperation } from './coordinates.ts';
import { type Found, type FoundRecord, recordFinder, subjectFinder } from './found-subjects.ts';
import type { Journal } from './journal.ts';
import type { Draft } from './record.ts';
import { type SubjectKeys, withSubjects } from './subjects.ts';
import { viewsOf } from './views.ts';

export interface Audit {
  of(supergraph: AuditedSupergraph): AuditedGraph;
}

export interface AuditedSupergraph {
  readonly sdl: string;
  /** With what is hidden from clients: keys may be. */
  readonly fullSchema: GraphQLSchema;
  readonly keys: KeysBySubgraph;
}

/** One supergraph. */
export interface AuditedGraph {
  /** What is planned in place of an operation, so that it is known whose data comes. */
  asPlanned(document: DocumentNode): DocumentNode;
  keeper(prepared: AnsweredOperation, request: RequestContext): Keeper;
}

/**
 * Of one answer: to be called before it is shown, and before each of its parts. False when it may not be shown. `data` as gathered,
 * `variables` as the schema reads them.
 */
export type Keeper = (data: Record<string, unknown>, variables: Variables) => boolean | Promise<boolean>;

/** What is told in place of an answer that cannot be recorded. */
export const auditUnavailable = () =>
  new GraphQLError('What you ask for is not shown while it cannot be recorded who sees it. Try again later.', {
    extensions: { code: 'AUDIT_UNAVAILABLE', retryable: true, http: { status: 503 } },
  });

export function createAudit(options: {
  readonly journal: Pick<Journal, 'keep' | 'keepLater'>;
  /** Whose data it is: a type and the field that tells its objects apart. */
  readonly person: SubjectKeys['person'];
  /** For digests of keys; null for plain ones. */
  readonly key: Uint8Array | null;
  /** The real time. */
  readonly now: () => Date;
}): Audit {
  const { journal, person, key, now } = options;
  return {
    of: ({ sdl, fullSchema: schema, keys }) => {
      const classOf = readClasses(parse(sdl, { noLocation: true }));
      const subjectKeys = { person, others: otherKeys(schema, keys, classOf, person.type) };
      const known = new WeakMap<AnsweredOperation, ReturnType<typeof describe>>();
      const describe = (prepared: AnsweredOperation) => ({
        views: viewsOf(schema, classOf, prepared),
        find: subjectFinder(schema, subjectKeys, prepared),
      });
      return {
        asPlanned: (document) => withSubjects(schema, subjectKeys, document),
        keeper: (prepared, request) => {
          const own = known.get(prepared) ?? describe(prepared);
          known.set(prepared, own);
          const told = new Set<string>();
          let part = 0;
          return (data, variables) => {
            const { operation, principal } = request;
            if (principal === null || Object.values(data).every((value) => value === null || value === undefined)) {
              return true;
            }
            const { name = null, hash: text = '' } = operation ?? {};
            const view = own.views({ name, hash: text }, variables);
            if (view === null) return true;
            const found = own.find(data);
            if (request.accesses) noteWanted(request.accesses, recordFinder(schema, subjectKeys, prepared)(data), key);
            const subjects = [...found.subjects].filter((each) => !told.has(each));
            const others = digests(found.others.values(), key).filter((each) => !told.has(each));
            part += 1;
            if (part > 1 && subjects.length + others.length === 0) return true;
            for (const each of [...subjects, ...others]) told.add(each);
            const draft: Draft = {
              at: now().toISOString(),
              request: request.id,
              caller: principal,
              purpose: request.purpose,
              subjects,
              others,
              part: request.takesParts ? part : null,
              view,
            };
            return view.waits ? journal.keep(draft) : journal.keepLater(draft);
          };
        },
      };
    },
  };
}

const digests = (records: Iterable<FoundRecord>, key: Uint8Array | null): string[] =>
  [...records].map((each) => digestOf(each.type, each.key, key));

/** Of whom accesses are told, where they are asked for. */
function noteWanted({ only, subjects, others }: AccessesWanted, found: Found, key: Uint8Array | null): void {
  for (const each of found.subjects) if (only === null || each === only) subjects.add(each);
  const records = [...found.others.values()].filter(({ of }) => only === null || of === only);
  for (const each of digests(records, key)) others.add(each);
}

/** A record without a person, so that it can be searched for and not read: a locator is personal data too. */
export function digestOf(type: string, values: readonly unknown[], key: Uint8Array | null): string {
  const text = JSON.stringify([type, ...values.map(String)]);
  const digest = key === null ? hash('sha256', text) : createHmac('sha256', key).update(text).digest('hex');
  return `${type}:${digest.slice(0, 32)}`;
}

/** One key of single fields of each entity type that has anything but public data. */
function otherKeys(
  schema: GraphQLSchema,
  { resolved }: KeysBySubgraph,
  classOf: ClassOf,
  person: string,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const keys of resolved.values()) {
    for (const [type, all] of keys) {
      const fields = fieldsOf(schema, type);
      if (type === person || found.has(type) || !fields.some((field) => classOf(type, field) !== 'public')) continue;
      const names = all
        .filter((key) => key.every(({ name, selectionSet }) => !selectionSet && fields.includes(name.value)))
        .map((key) => key.map(({ name }) => name.value));
      if (names[0]) found.set(type, names[0]);
    }
  }
  return found;
}

function fieldsOf(schema: GraphQLSchema, name: string): readonly string[] {
  const type = schema.getType(name);
  return type && 'getFields' in type ? Object.keys(type.getFields()) : [];
}
