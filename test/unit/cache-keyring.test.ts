import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createKeyring, randomKey } from '../../gateway/cache/keyring.ts';

const key = (id: string) => ({ id, secret: randomBytes(32) });
const [one, two] = [key('one'), key('two')];

describe('A sealed value', () => {
  test('is opened under its own name, whatever it is', () => {
    const keyring = createKeyring([randomKey()]);
    fc.assert(
      fc.property(fc.string(), fc.string({ unit: 'grapheme' }), (name, text) => {
        expect(keyring.open(name, keyring.seal(name, text))).toBe(text);
      }),
    );
  });

  test('is nothing under another name: no answer can be moved to another question', () => {
    const keyring = createKeyring([one]);
    expect(keyring.open('of-ben', keyring.seal('of-anna', 'secret'))).toBeNull();
  });

  test('is nothing when a single bit of it has changed', () => {
    const keyring = createKeyring([one]);
    const sealed = keyring.seal('name', 'forty-two');
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(keyring.open('name', changed)).toBeNull();
    }
  });

  test('is nothing to those who have not its key, and shows none of what it says', () => {
    const sealed = createKeyring([one]).seal('name', 'Lindqvist');
    expect(createKeyring([two]).open('name', sealed)).toBeNull();
    expect(createKeyring([{ ...two, id: 'one' }]).open('name', sealed)).toBeNull();
    expect(sealed.toString('latin1')).not.toContain('Lindqvist');
  });

  test('is never the same twice', () => {
    const keyring = createKeyring([one]);
    expect(keyring.seal('name', 'text').equals(keyring.seal('name', 'text'))).toBe(false);
  });

  test('Junk of any kind is nothing', () => {
    const keyring = createKeyring([one]);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        expect(keyring.open('name', Buffer.from(bytes))).toBeNull();
      }),
    );
  });
});

describe('While keys change', () => {
  const [old, between, next] = [createKeyring([one]), createKeyring([two, one]), createKeyring([two])];
  test('what the old key sealed is opened by who has both, and by who has the new one no more', () => {
    const sealed = old.seal('name', 'text');
    expect(between.open('name', sealed)).toBe('text');
    expect(next.open('name', sealed)).toBeNull();
  });

  test('who has both knows the names under either', () => {
    expect(between.names('tag')).toEqual([next.name('tag'), old.name('tag')]);
  });

  test('names tell nothing of what they stand for', () => {
    expect(old.name('phone 030 23125101')).toMatch(/^[\w-]{43}$/);
    expect(old.name('a')).not.toBe(createKeyring([two]).name('a'));
  });
});
