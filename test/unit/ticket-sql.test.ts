import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Condition, parseTicketSql, type Query, TicketSqlError } from '../../legacy/service-desk/ticket-sql.ts';
import {
  literal,
  searchByIds,
  searchByKeys,
  searchMessages,
  searchSolved,
} from '../../subgraphs/service-cases/adapters/request-tracker/ticket-sql.ts';

const conditions = (query: Query | null): Condition[] =>
  query === null ? [] : query.kind === 'condition' ? [query.condition] : query.parts.flatMap(conditions);
/** Texts made of what the language is made of. */
const hostile = fc
  .array(fc.constantFrom("'", '"', '\\', '(', ')', ' OR ', ' AND ', 'id', '=', 'CF.{X}', '%', ' ', 'ü', '1', 'IS NULL'))
  .map((parts) => parts.join(''));
const anyText = fc.oneof(hostile, fc.string({ unit: 'binary' }), fc.string());

describe('a quoted value', () => {
  it('reads back as itself, as one value, or is refused', () => {
    fc.assert(
      fc.property(anyText, (value) => {
        const text = literal(value);
        if (text === null) return;
        expect(conditions(parseTicketSql(`Subject = ${text}`))).toEqual([
          { key: 'Subject', operator: '=', value, quoted: true },
        ]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is refused where RT would not take it for a text', () => {
    for (const value of ['', 'CF.{X}', 'cf.Y', ' CF.Y', '__CurrentUser__', 'a\\b', 'a\nb', 'x'.repeat(255)])
      expect(literal(value)).toBeNull();
  });

  it('is accepted for every ordinary key', () => {
    expect(literal("O'Neil (1)")).toBe("'O\\'Neil (1)'");
    for (const value of ['C0000101', '2000000101', 'ADAL7Q', 'ada.lindqvist@example.com', 'Müller', 'null', 'CFX'])
      expect(literal(value)).not.toBeNull();
  });
});

describe('a search', () => {
  const kinds = ['customerId', 'membershipNumber', 'email', 'recordLocator'] as const;

  it('asks for exactly the keys it was given, whatever is in them', () => {
    const key = fc.record({ kind: fc.constantFrom(...kinds), value: anyText });
    fc.assert(
      fc.property(fc.array(key, { maxLength: 8 }), anyText, (keys, queue) => {
        const query = searchByKeys(keys, [queue]);
        const values = keys.map(({ value }) => value).filter((value) => literal(value) !== null);
        if (values.length === 0) {
          expect(query).toBeNull();
          return;
        }
        const [limit, ...asked] = conditions(parseTicketSql(query ?? ''));
        expect(['id', 'Queue']).toContain(limit?.key);
        expect(asked.map(({ value }) => value).sort()).toEqual([...values].sort());
        expect(asked.every(({ operator }) => operator === '=')).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('keeps addresses in brackets of their own', () => {
    const query = searchByKeys(
      [
        { kind: 'email', value: 'a@example.com' },
        { kind: 'customerId', value: 'C1' },
        { kind: 'email', value: 'b@example.com' },
      ],
      [],
    );
    expect(query).toBe(
      "id > 0 AND (('CF.{CustomerId}' = 'C1') OR (Requestor.EmailAddress = 'a@example.com' OR Requestor.EmailAddress = 'b@example.com'))",
    );
  });

  it('takes only what can be a number for one', () => {
    fc.assert(
      fc.property(fc.array(anyText), (ids) => {
        for (const id of ids)
          expect(searchByIds([id], []) === null).toBe(!/^[1-9]\d{0,9}$/.test(id) || Number(id) > 2 ** 31 - 1);
      }),
    );
    expect(searchByIds(['7', "7' OR 1=1", '99999999999', '08'], [])).toBe('id > 0 AND (id = 7)');
    expect(searchMessages(['x'])).toBeNull();
  });

  it('names the queues it is limited to', () => {
    expect(searchByIds(['7'], ['Baggage', "Lost & 'found'"])).toBe(
      "(Queue = 'Baggage' OR Queue = 'Lost & \\'found\\'') AND (id = 7)",
    );
    expect(searchSolved("it's", [])).toContain("'CF.{Category}' = 'it\\'s'");
  });
});

describe("the stand-in's reader of TicketSQL", () => {
  it('reads or refuses any text, and never fails otherwise', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        try {
          parseTicketSql(text);
        } catch (error) {
          expect(error).toBeInstanceOf(TicketSqlError);
        }
      }),
      { numRuns: 3_000 },
    );
    expect(() => parseTicketSql('('.repeat(100_000))).toThrow(TicketSqlError);
  });

  it('takes the last of AND and OR for the whole of a bracket, as RT does', () => {
    expect(parseTicketSql('id = 1 AND id = 2 OR id = 3')).toMatchObject({ kind: 'or', parts: [{}, {}, {}] });
    expect(parseTicketSql('(id = 1 OR id = 2) and id = 3')).toMatchObject({ kind: 'and', parts: [{ kind: 'or' }, {}] });
  });
});
