/** How what an issuer states becomes a principal: rules of AUTH_FILE, and what they make of a token's claims. */
import { z } from 'zod';
import { isRecord } from '../../subgraphs/shared/hosting/json.ts';
import { callerKinds } from '../../subgraphs/shared/privacy/access.ts';
import { clientClasses } from '../admission/classes.ts';
import { asSet, type Principal, usualClass } from './principal.ts';

export type Claims = Readonly<Record<string, unknown>>;

/** Letters, digits, signs and blanks, as names, ids and titles of roles have them. */
export const word = z
  .string({ error: 'write a text.' })
  .regex(/^[^\p{C}]{1,256}$/u, 'write a text of 1 to 256 letters, digits and signs.');
export const words = z.array(word, { error: 'write a list of texts in [ ].' }).max(200);
export const kind = z.enum(callerKinds, { error: `write one of ${callerKinds.join(', ')}.` });
export const clientClass = z.enum(clientClasses, { error: `write one of ${clientClasses.join(', ')}.` });

/** One claim by its name, whatever signs are in it, or the way to one inside others. */
const claim = z.union([word, z.array(word).min(1).max(8)], {
  error: 'write the name of a claim, or a list of names for one inside another.',
});
const form =
  'write { "is": ... } for what is always so, or { "claim": ... }, with "values" if its values have other names here.';

const fixed = <T extends z.ZodType>(value: T) => z.strictObject({ is: value });
const stated = <T extends z.ZodType>(value: T) => z.strictObject({ claim, values: z.record(word, value).optional() });
const rule = <T extends z.ZodType>(value: T) => z.union([fixed(value), stated(value)], { error: form });
/** Of a list; `values` may give one or several for each. */
const listRule = z.union([fixed(words), stated(z.union([word, words]))], { error: form });

type Rule<T extends string> =
  | { readonly is: T }
  | {
      readonly claim: string | readonly string[];
      readonly values?: Readonly<Record<string, T | readonly T[]>> | undefined;
    };
type ListRule = { readonly is: readonly string[] } | Exclude<Rule<string>, { is: string }>;

export const principalRules = z.strictObject({
  kind: rule(kind),
  tenant: rule(word),
  subject: rule(word).default({ claim: 'sub' }),
  /** As OpenID Connect, OAuth and Entra's first version call it, when left out. */
  client: rule(word).optional(),
  roles: listRule.default({ is: [] }),
  scopes: listRule.optional(),
  purposes: listRule.default({ is: [] }),
  customerId: rule(word).optional(),
  class: clientClass.optional(),
});

export type PrincipalRules = z.output<typeof principalRules>;

/** Null when a claim that is needed is missing, or has a value that the rules do not know. */
export function principalFrom(claims: Claims, rules: PrincipalRules, issuer: string): Principal | null {
  const kindOf = kind.safeParse(one(rules.kind, claims)).data;
  const tenant = one(rules.tenant, claims);
  const subject = one(rules.subject, claims);
  const client = rules.client
    ? one(rules.client, claims)
    : (textAt(claims, 'azp') ?? textAt(claims, 'client_id') ?? textAt(claims, 'appid'));
  const customerId = kindOf === 'customer' && rules.customerId ? one(rules.customerId, claims) : null;
  if (kindOf === undefined || tenant === null || subject === null || client === null) return null;
  if (kindOf === 'customer' && customerId === null) return null;
  const roles = list(rules.roles, claims, false);
  const scopes = rules.scopes
    ? list(rules.scopes, claims, true)
    : list({ claim: valueAt(claims, 'scope') === undefined ? 'scp' : 'scope' }, claims, true);
  const purposes = list(rules.purposes, claims, false);
  if (roles === null || scopes === null || purposes === null) return null;
  return {
    issuer,
    kind: kindOf,
    tenant,
    subject,
    client,
    roles: asSet(roles),
    scopes: asSet(scopes),
    purposes: [...new Set(purposes)],
    customerId,
    clientClass: rules.class ?? usualClass[kindOf],
  };
}

function one(from: Rule<string>, claims: Claims): string | null {
  if ('is' in from) return from.is;
  const text = textAt(claims, from.claim);
  if (text === null || from.values === undefined) return text;
  const renamed = Object.hasOwn(from.values, text) ? from.values[text] : undefined;
  return typeof renamed === 'string' ? renamed : null;
}

/** Without the claim nothing; null when it is no list of texts. `parted`: a text is several, parted by blanks. */
function list(from: ListRule, claims: Claims, parted: boolean): readonly string[] | null {
  if ('is' in from) return from.is;
  const value = valueAt(claims, from.claim);
  if (value === undefined || value === null) return [];
  const given: readonly unknown[] = Array.isArray(value)
    ? value
    : parted && typeof value === 'string'
      ? value.split(' ').filter((part) => part !== '')
      : [value];
  const texts = given.map(asText);
  const sound = texts.filter((text) => text !== null);
  if (sound.length < texts.length) return null;
  const { values } = from;
  return values === undefined
    ? sound
    : sound.flatMap((text) => (Object.hasOwn(values, text) ? (values[text] ?? []) : []));
}

function textAt(claims: Claims, place: string | readonly string[]): string | null {
  return asText(valueAt(claims, place));
}

function asText(value: unknown): string | null {
  const text = Number.isSafeInteger(value) ? String(value) : value;
  return word.safeParse(text).data ?? null;
}

function valueAt(claims: Claims, place: string | readonly string[]): unknown {
  let value: unknown = claims;
  for (const name of typeof place === 'string' ? [place] : place) {
    if (!isRecord(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}
