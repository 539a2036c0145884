/** Which rules an operation meets, and what of it a caller's rights restrict. */
import { createHash } from 'node:crypto';
import {
  type DocumentNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  isAbstractType,
  isInterfaceType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { Access } from '../../../subgraphs/shared/privacy/access.ts';
import { limitOf, type Rights } from './judge.ts';
import { type AccessRules, coordinateOf, type FieldRule } from './rules.ts';

/** Equal for rights that restrict an operation alike; empty for those that restrict nothing of it. */
export type Restriction = string;

/** Of how many accesses an operation remembers what they restrict. */
const remembered = 64;

/** Expects a valid document. Null where no rights restrict anything. */
export function restrictions(
  schema: GraphQLSchema,
  rules: AccessRules,
  document: DocumentNode,
): ((access: Access) => Restriction) | null {
  const met = rulesMet(schema, rules, document);
  if (met.length === 0) return null;
  const known = new Map<string, Restriction>();
  return (access) => {
    const found = known.get(access.key);
    if (found !== undefined) return found;
    const made = restrictionOf(met, access);
    if (known.size >= remembered) known.clear();
    known.set(access.key, made);
    return made;
  };
}

function restrictionOf(met: readonly FieldRule[], rights: Rights): Restriction {
  const limits = met.flatMap((rule) => limitOf(rule, rights) ?? []);
  if (limits.length === 0) return '';
  const text = limits.map(({ coordinate, mask }) => `${coordinate} ${mask ?? ''}`).join('\n');
  return createHash('sha256').update(text).digest('base64');
}

/** Of every type an object may be of where a field is asked, and of those it is asked of. */
function rulesMet(schema: GraphQLSchema, rules: AccessRules, document: DocumentNode): FieldRule[] {
  if (rules.size === 0) return [];
  const found = new Map<string, FieldRule>();
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: ({ name }) => {
        const parent = types.getParentType();
        for (const type of parent ? typesAt(schema, parent) : []) {
          const rule = rules.get(coordinateOf(type, name.value));
          if (rule) found.set(rule.coordinate, rule);
        }
      },
    }),
  );
  return [...found.values()];
}

function typesAt(schema: GraphQLSchema, type: GraphQLCompositeType): string[] {
  if (!isAbstractType(type)) return [type.name];
  const interfaces = isInterfaceType(type) ? schema.getImplementations(type).interfaces : [];
  return [type, ...interfaces, ...schema.getPossibleTypes(type)].map(({ name }) => name);
}
