/**
 * Keeps what is cached from being read, changed or moved by whoever gets at the store: values are sealed with AES-256-GCM, bound to the
 * name they are kept under, and names are keyed hashes, so that they tell nothing either.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

export interface CacheKey {
  /** Letters and digits; told with everything it seals. */
  readonly id: string;
  /** 32 bytes. */
  readonly secret: Buffer;
}

export interface Keyring {
  name(text: string): string;
  /** Under every key there is: what another replica keeps while keys change is found too. */
  names(text: string): readonly string[];
  seal(name: string, text: string): Buffer;
  /** Null for what was not sealed under this name with one of these keys. */
  open(name: string, sealed: Buffer): string | null;
}

const version = 1;
const vectorBytes = 12;
const tagBytes = 16;

/** The first of `keys` seals; all of them open. */
export function createKeyring(keys: readonly [CacheKey, ...CacheKey[]]): Keyring {
  const derived = keys.map(({ id, secret }) => ({
    id: Buffer.from(id, 'latin1'),
    sealing: derive(secret, 'seal'),
    naming: derive(secret, 'name'),
  }));
  const first = derived[0];
  if (first === undefined) throw new Error('A keyring needs a key.');
  const hashed = (naming: Buffer, text: string) => createHmac('sha256', naming).update(text).digest('base64url');
  return {
    name: (text) => hashed(first.naming, text),
    names: (text) => derived.map(({ naming }) => hashed(naming, text)),
    seal: (name, text) => {
      const head = Buffer.concat([Buffer.from([version, first.id.length]), first.id]);
      const vector = randomBytes(vectorBytes);
      const cipher = createCipheriv('aes-256-gcm', first.sealing, vector).setAAD(bound(head, name));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([head, vector, cipher.getAuthTag(), body]);
    },
    open: (name, sealed) => {
      const start = 2 + (sealed[1] ?? 0);
      if (sealed[0] !== version || sealed.length < start + vectorBytes + tagBytes) return null;
      const head = sealed.subarray(0, start);
      const key = derived.find(({ id }) => id.equals(head.subarray(2)));
      if (key === undefined) return null;
      const body = start + vectorBytes + tagBytes;
      const decipher = createDecipheriv('aes-256-gcm', key.sealing, sealed.subarray(start, start + vectorBytes), {
        authTagLength: tagBytes,
      });
      decipher.setAAD(bound(head, name)).setAuthTag(sealed.subarray(start + vectorBytes, body));
      try {
        return decipher.update(sealed.subarray(body), undefined, 'utf8') + decipher.final('utf8');
      } catch {
        return null;
      }
    },
  };
}

/** For values that never leave this process. */
export function randomKey(): CacheKey {
  return { id: 'process', secret: randomBytes(32) };
}

function bound(head: Buffer, name: string): Buffer {
  return Buffer.concat([head, Buffer.from(name, 'utf8')]);
}

function derive(secret: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `entity cache: ${purpose}`, 32));
}
