/** What a caller's rights leave of fields that need some. */
import type { Access, Sight } from '../../../subgraphs/shared/privacy/access.ts';
import type { DataMask } from '../../../subgraphs/shared/privacy/masks.ts';
import { type AccessRules, type AnyOf, coordinateOf, type FieldRule, type Requirement } from './rules.ts';

/** As much of an access as decides about fields. */
export type Rights = Pick<Access, 'authenticated' | 'scopes' | 'sightOf'>;

/** Why a field is not shown as it is. `mask`: what is left of it; null when nothing is. */
export interface Limit {
  readonly coordinate: string;
  readonly mask: DataMask | null;
}

/** Null for a field that is shown as it is. */
export type Judge = (type: string, field: string) => Limit | null;

export function judgeBy(rules: AccessRules, rights: Rights): Judge {
  const known = new Map<string, Limit | null>();
  return (type, field) => {
    const coordinate = coordinateOf(type, field);
    const found = known.get(coordinate);
    if (found !== undefined) return found;
    const rule = rules.get(coordinate);
    const made = rule ? limitOf(rule, rights) : null;
    known.set(coordinate, made);
    return made;
  };
}

/** What may be seen in part is hidden where nothing says which part. By BY_FIELD it is shown, and its own fields are judged each. */
export function limitOf({ coordinate, requirements, mask }: FieldRule, rights: Rights): Limit | null {
  const sight = worst(requirements.map((each) => decide(each, rights)));
  return sight === 'shown' || (sight === 'masked' && mask === 'BY_FIELD')
    ? null
    : { coordinate, mask: sight === 'masked' ? mask : null };
}

export function decide({ authenticated, scopes, policies }: Requirement, rights: Rights): Sight {
  if (authenticated && !rights.authenticated) return 'hidden';
  if (scopes !== null && !scopes.some((all) => all.every((scope) => rights.scopes.has(scope)))) return 'hidden';
  return policies === null ? 'shown' : sightBy(policies, rights);
}

function sightBy(policies: AnyOf, { sightOf }: Rights): Sight {
  return best(policies.map((all) => worst(all.map(sightOf))));
}

/** The stricter of two. */
export function stricter(one: Limit | null, other: Limit | null): Limit | null {
  if (one === null || other === null) return one ?? other;
  return one.mask === null ? one : other.mask === null ? other : one;
}

/** Is a field seen otherwise of one of these types than of another? */
export function differs(judge: Judge, types: readonly string[], field: string): boolean {
  const [first, ...others] = types.map((type) => judge(type, field));
  return others.some((other) => isShown(other) !== isShown(first) || other?.mask !== first?.mask);
}

const isShown = (limit: Limit | null | undefined): boolean => limit == null;

export const isHidden = (limit: Limit | null): boolean => limit !== null && limit.mask === null;

const worst = (sights: readonly Sight[]): Sight =>
  sights.includes('hidden') ? 'hidden' : sights.includes('masked') ? 'masked' : 'shown';

const best = (sights: readonly Sight[]): Sight =>
  sights.includes('shown') ? 'shown' : sights.includes('masked') ? 'masked' : 'hidden';
