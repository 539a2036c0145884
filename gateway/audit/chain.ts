/**
 * Records in a chain: each has a number, the hash of the one before and a hash over all of it, so that none can be changed, taken away,
 * put in or moved without being seen. Hashes are over canonical JSON (RFC 8785), which any language can make again from the record.
 */
import { createHmac, hash } from 'node:crypto';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = { readonly [name: string]: Json };

/** The last record of a chain. */
export interface Head {
  /** 1 of the first record; 0 where there is none yet. */
  readonly seq: number;
  readonly hash: string;
}

/** What a chain begins after. */
export const genesis: Head = { seq: 0, hash: 'none' };

export type SealKind = 'sha256' | 'hmac-sha256';

/** How records are hashed: with a key, only who has it can make a record that passes. */
export interface Seal {
  readonly kind: SealKind;
  /** `sha256:` or `hmac-sha256:` and 64 hexadecimal digits. */
  of(text: string): string;
}

/** `key`: null where anybody may check, and make, a hash. */
export function sealWith(key: Uint8Array | null): Seal {
  if (key === null) return { kind: 'sha256', of: (text) => `sha256:${hash('sha256', text)}` };
  return {
    kind: 'hmac-sha256',
    of: (text) => `hmac-sha256:${createHmac('sha256', key).update(text).digest('hex')}`,
  };
}

/** The seal a hash says it was made by; null for what is no hash. */
export function sealKindOf(text: string): SealKind | null {
  const kind = /^(sha256|hmac-sha256):[0-9a-f]{64}$/.exec(text)?.[1];
  return kind === 'sha256' || kind === 'hmac-sha256' ? kind : null;
}

/** Keys sorted by UTF-16 units, no blanks. */
export function canonical(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonical).join(',')}]`;
  return objectOf(membersOf(value));
}

type Member = readonly [name: string, text: string];

const membersOf = (value: JsonObject): Member[] =>
  Object.keys(value).map((name) => [name, `${JSON.stringify(name)}:${canonical(value[name] ?? null)}`]);

const objectOf = (members: Member[]): string =>
  `{${members
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, text]) => text)
    .join(',')}}`;

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** A record as it is kept: one line of canonical JSON, without its end. */
export interface Linked {
  readonly line: string;
  readonly head: Head;
}

export function link(previous: Head, content: JsonObject, seal: Seal): Linked {
  const seq = previous.seq + 1;
  const members = membersOf({ ...content, seq, previous: previous.hash });
  const own = seal.of(objectOf(members));
  return { line: objectOf([...members, ...membersOf({ hash: own })]), head: { seq, hash: own } };
}

/** Whether a record's hash is that of its content. */
export function isSealed({ hash: own, ...content }: JsonObject & { readonly hash: string }, seal: Seal): boolean {
  return seal.of(canonical(content)) === own;
}
