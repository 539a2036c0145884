/** What a caller sees for his purpose: nothing by default, the widest of his roles, and a customer himself alone. */
import { describe, expect, test } from 'vitest';
import {
  type Access,
  accessOf,
  type CallerRights,
  type Grant,
  noPolicy,
  type PolicyTable,
} from '../../subgraphs/shared/privacy/access.ts';
import {
  classOfEnumValue,
  dataClasses,
  enumValueOf,
  protectedClasses,
} from '../../subgraphs/shared/privacy/classes.ts';

const grant = (subjects: Grant['subjects'], sights: [...Parameters<Grant['sights']['get']>, 'shown' | 'masked'][]) => ({
  subjects,
  sights: new Map(sights),
});
const table: PolicyTable = {
  purposes: new Map([
    ['help', 'Help.'],
    ['sell', 'Sell.'],
  ]),
  roles: new Map([
    [
      'agent',
      new Map([
        [
          'help',
          grant('everyone', [
            ['basic', 'shown'],
            ['identity', 'masked'],
          ]),
        ],
      ]),
    ],
    [
      'clerk',
      new Map([
        [
          'help',
          grant('own', [
            ['basic', 'masked'],
            ['identity', 'shown'],
            ['travel', 'masked'],
          ]),
        ],
      ]),
    ],
    ['seller', new Map([['sell', grant('consented', [['contact', 'masked']])]])],
  ]),
};
const caller: CallerRights = { kind: 'staff', roles: [], scopes: [], purpose: 'help', customerId: null };
const access = (changes: Partial<CallerRights>): Access => accessOf(table, { ...caller, ...changes });
const seen = (one: Access) =>
  Object.fromEntries(
    dataClasses.map((name) => [name, one.sightOf(name)] as const).filter(([, sight]) => sight !== 'hidden'),
  );

describe('A caller', () => {
  test('sees what is public, and nothing else, without a table, a role in it, or a purpose', () => {
    for (const one of [
      accessOf(noPolicy, { ...caller, roles: ['agent'] }),
      access({}),
      access({ roles: ['stranger'] }),
      access({ roles: ['agent'], purpose: null }),
      access({ roles: ['agent'], purpose: 'sell' }),
      access({ roles: ['seller'] }),
    ])
      expect([seen(one), one.subjects]).toEqual([{ public: 'shown' }, 'own']);
  });

  test('sees what his role lists for the purpose, of those it says', () => {
    const one = access({ roles: ['agent'] });
    expect(seen(one)).toEqual({ public: 'shown', basic: 'shown', identity: 'masked' });
    expect(one).toMatchObject({ subjects: 'everyone', customerId: null, authenticated: true });
    expect(access({ roles: ['seller'], purpose: 'sell' }).subjects).toBe('consented');
  });

  test('sees the widest that his roles give', () => {
    const one = access({ roles: ['agent', 'clerk'] });
    expect(seen(one)).toEqual({ public: 'shown', basic: 'shown', identity: 'shown', travel: 'masked' });
    expect(one.subjects).toBe('everyone');
  });

  test('sees nothing of what is no class', () => {
    const one = access({ roles: ['agent', 'clerk'] });
    for (const name of ['', 'BASIC', 'basic ', 'constructor', '__proto__', 'get'])
      expect(one.sightOf(name)).toBe('hidden');
  });

  test('who is a customer sees himself alone, whatever his roles give', () => {
    const one = access({ kind: 'customer', roles: ['agent'], customerId: 'C1' });
    expect(one).toMatchObject({ subjects: 'own', customerId: 'C1' });
    expect(seen(one)).toMatchObject({ basic: 'shown' });
    expect(access({ kind: 'staff', roles: ['agent'], customerId: 'C1' }).customerId).toBe(null);
  });
});

describe('The key of an access', () => {
  test('is alike where the same fields are seen, and the access itself where all is alike', () => {
    const agent = access({ roles: ['agent'] });
    expect(access({ roles: ['agent'] })).toBe(agent);
    expect(access({ roles: ['agent', 'stranger'] })).toBe(agent);
    expect(access({ roles: ['agent'], kind: 'service' })).toBe(agent);
    const [one, other] = ['C1', 'C2'].map((customerId) => access({ kind: 'customer', roles: ['agent'], customerId }));
    expect(one).not.toBe(other);
    expect([one?.key, other?.key]).toEqual([agent.key, agent.key]);
  });

  test('tells rights apart: classes, masks, scopes', () => {
    const keys = [
      {},
      { roles: ['agent'] },
      { roles: ['clerk'] },
      { roles: ['agent', 'clerk'] },
      { scopes: ['a', 'b'] },
      { scopes: ['a b'] },
      { roles: ['seller'], purpose: 'sell' },
    ].map((changes) => access(changes).key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(access({ scopes: ['a', 'b'] }).scopes).toEqual(new Set(['a', 'b']));
  });

  test('is of one table: another gives other rights', () => {
    expect(accessOf(table, { ...caller, roles: ['agent'] })).not.toBe(
      accessOf({ ...table }, { ...caller, roles: ['agent'] }),
    );
  });
});

test('The classes have the names that schemas give them', () => {
  expect(enumValueOf('special-category')).toBe('SPECIAL_CATEGORY');
  for (const name of dataClasses) expect(classOfEnumValue(enumValueOf(name))).toBe(name);
  expect(classOfEnumValue('special-category')).toBe(undefined);
  expect([...protectedClasses, 'public'].toSorted()).toEqual(dataClasses.toSorted());
});
