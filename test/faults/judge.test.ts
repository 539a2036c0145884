/** The fault run is only worth what its judge sees: each way for an answer to be wrong is found, and what may be missing is let pass. */
import { describe, expect, it } from 'vitest';
import { judge } from './judge.ts';

const well = {
  customers: [{ id: 'C0000101', loyalty: { number: '1' }, bookings: null }],
  loyaltyMembership: { number: '1' },
};
const healthy = JSON.stringify({ data: well });
const blame = { systems: ['loyalty'], codes: ['LEGACY_TIMEOUT', 'OVERLOADED'] } as const;

const at = (...path: (string | number)[]) => ({
  message: 'The loyalty system took too long.',
  path,
  extensions: { code: 'LEGACY_TIMEOUT', system: 'loyalty', retryable: true },
});
const without = {
  customers: [{ id: 'C0000101', loyalty: null, bookings: null }],
  loyaltyMembership: null,
};
const told = [at('customers', 0, 'loyalty'), at('loyaltyMembership')];
const verdict = (answer: unknown, status = 200) => judge(healthy, status, JSON.stringify(answer), blame);

describe('an answer is', () => {
  it('whole when it is the healthy one', () => {
    expect(verdict({ data: well }).kind).toBe('whole');
  });

  it('partial when the failed system is null at places that are told, alone or together', () => {
    expect(verdict({ data: without, errors: told }).kind).toBe('partial');
    const together = { ...at('customers', 0, 'loyalty') };
    const paths = [['customers', 0, 'loyalty'], ['loyaltyMembership']];
    const grouped = [{ ...together, extensions: { ...together.extensions, paths } }];
    expect(verdict({ data: without, errors: grouped }).kind).toBe('partial');
  });

  it('late when a healthy system is out of time too', () => {
    const customers = { ...at('customers'), extensions: { code: 'LEGACY_TIMEOUT', system: 'customers' } };
    const answer = { data: { customers: null, loyaltyMembership: null }, errors: [customers, at('loyaltyMembership')] };
    expect(verdict(answer).kind).toBe('late');
  });

  it('shed when the gateway turns it away, and says so', () => {
    const away = JSON.stringify({ errors: [{ message: 'later', extensions: { code: 'OVERLOADED' } }] });
    expect(judge(healthy, 503, away, blame).kind).toBe('shed');
    expect(judge(healthy, 200, away, blame).kind).not.toBe('shed');
  });

  it('none when it is no GraphQL answer', () => {
    expect(judge(healthy, 502, 'Bad Gateway', blame).kind).toBe('none');
    expect(verdict({ errors: [{ message: 'no' }] }, 500).kind).toBe('none');
  });

  const foreign = { ...well, loyaltyMembership: { number: '2' } };
  const short = { ...well, customers: [] };
  const dead = { ...well, customers: null };
  const coded = (code: string, system = 'loyalty') => [{ ...at('loyaltyMembership'), extensions: { code, system } }];
  const lost = { ...well, loyaltyMembership: null };
  it.each([
    ['it has somebody else’s row', { data: foreign }],
    ['a row is missing', { data: short }],
    ['a null is not told', { data: without, errors: [told[0]] }],
    ['an error is told where something is', { data: well, errors: [at('loyaltyMembership')] }],
    [
      'a system that is well is missing',
      { data: dead, errors: [{ ...at('customers'), extensions: coded('LEGACY_MALFORMED')[0]!.extensions }] },
    ],
    [
      'another system is blamed for what time does not explain',
      { data: lost, errors: coded('LEGACY_MALFORMED', 'customers') },
    ],
    ['the code is not one that the fault can have', { data: lost, errors: coded('INTERNAL_SERVER_ERROR') }],
    [
      'an error tells where the system is',
      { data: lost, errors: [{ ...at('loyaltyMembership'), message: 'connect ECONNREFUSED 127.0.0.1:5432' }] },
    ],
  ])('wrong when %s', (_, answer) => {
    expect(verdict(answer).kind).toBe('wrong');
  });

  it('let off a lost row where the system lies about rows, if it is told, and never somebody else’s', () => {
    const edges = (...nodes: (string | null)[]) => ({ booking: { edges: nodes.map((node) => ({ node })) } });
    const known = JSON.stringify({ data: edges('A', 'B') });
    const lying = { systems: ['reservations'], codes: ['LEGACY_MALFORMED'], rows: 'may be lost' } as const;
    const seen = (data: unknown, ...index: number[]) => {
      const errors = index.map((each) => ({
        message: 'no',
        path: ['booking', 'edges', each, 'node'],
        extensions: { code: 'LEGACY_MALFORMED', system: 'reservations' },
      }));
      return judge(known, 200, JSON.stringify({ data, errors }), lying);
    };
    expect(seen(edges('B', 'A')).kind).toBe('whole');
    expect(seen(edges('A', null), 1).kind).toBe('partial');
    expect(seen(edges(null, 'A', 'B'), 0).kind).toBe('partial');
    expect(seen(edges('A', null)).why).toMatch(/^no error at/);
    expect(seen(edges('A', 'C')).why).toMatch(/^booking.edges has/);
    expect(seen(edges('A')).why).toMatch(/lost 1 edges/);
  });

  it('partial where a booking that cannot be placed pushes another off the page, and never silently', () => {
    const page = (...nodes: (string | null)[]) => ({ bookings: { edges: nodes.map((node) => ({ node })) } });
    const known = JSON.stringify({ data: { customers: [page('A', 'B')] } });
    const blamed = { systems: ['reservations'], codes: ['LEGACY_TIMEOUT'] } as const;
    const seen = (nodes: (string | null)[], ...index: number[]) => {
      const errors = index.map((each) => ({
        message: 'no',
        path: ['customers', 0, 'bookings', 'edges', each, 'node'],
        extensions: { code: 'LEGACY_TIMEOUT', system: 'reservations' },
      }));
      return judge(known, 200, JSON.stringify({ data: { customers: [page(...nodes)] }, errors }), blamed);
    };
    expect(seen([null, 'A'], 0).kind).toBe('partial');
    expect(seen(['A', null], 1).kind).toBe('partial');
    expect(seen([null, 'A']).why).toMatch(/^no error at/);
    expect(seen(['A', 'C']).why).toMatch(/bookings.edges has/);
    expect(seen(['B', 'A']).why).toMatch(/out of order/);
    expect(seen(['A']).why).toMatch(/lost 1 edges/);
  });

  it('wrong when it is right under another status', () => {
    expect(verdict({ data: without, errors: told }, 500).kind).toBe('wrong');
  });
});
