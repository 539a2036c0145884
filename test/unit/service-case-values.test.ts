import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { message, readBody, readTransaction } from '../../subgraphs/service-cases/adapters/request-tracker/messages.ts';
import { readTicket } from '../../subgraphs/service-cases/adapters/request-tracker/tickets.ts';
import { type CustomerIdentity, matchBooking, matchCustomer } from '../../subgraphs/service-cases/matching.ts';
import { mostSimilar } from '../../subgraphs/service-cases/similar.ts';
import type { CaseRecord } from '../../subgraphs/service-cases/source.ts';
import { categoryOf, channelOf, compensationOf, statusGroupOf } from '../../subgraphs/service-cases/vocabulary.ts';

const fields = (values: Record<string, string>) =>
  Object.entries(values).map(([name, value]) => ({ id: '1', type: 'customfield', name, values: [value] }));
const record = (rest: Record<string, unknown> = {}, custom: Record<string, string> = {}): CaseRecord =>
  readTicket({ type: 'ticket', id: 7, Subject: 'Lost bag', CustomFields: fields(custom), ...rest });

describe('a ticket', () => {
  it('without anything but its number is a case without anything', () => {
    expect(readTicket({ type: 'ticket', id: '7' })).toMatchObject({
      id: '7',
      subject: null,
      openedAt: null,
      rating: null,
    });
  });

  it('takes the requester from the user where no field names one', () => {
    const user = {
      id: 'bob',
      type: 'user',
      RealName: 'Bob Grau',
      EmailAddress: 'bob@example.com',
      MobilePhone: '+493023125999',
    };
    expect(record({ Requestor: [user] }).requester).toEqual({
      name: 'Bob Grau',
      email: 'bob@example.com',
      phone: '+493023125999',
    });
    expect(record({ Requestor: [user] }, { RequesterName: 'R. Grau' }).requester.name).toBe('R. Grau');
    expect(record({ Requestor: '' }).requester).toEqual({ name: null, email: null, phone: null });
  });

  it.each([
    ['Rating', 'six', 'rating'],
    ['Rating', '0', 'rating'],
    ['CompensationAmount', '1,5', 'compensation'],
    ['CompensationCurrency', 'euros', 'compensation'],
  ] as const)('with a %s of %s fails that field alone', (name, value, field) => {
    const found = record({}, { CompensationKind: 'CASH', [name]: value });
    expect(found[field]).toMatchObject({ code: 'LEGACY_MALFORMED' });
    expect(found.subject).toBe('Lost bag');
  });
});

describe('a message', () => {
  const transaction = {
    ...{ type: 'transaction', id: 5, Type: 'Correspond', Created: '2026-11-01T10:00:00Z' },
    ...{ Creator: { id: 'Bob@example.com' }, ObjectType: 'RT::Ticket', ObjectId: '7' },
  };
  const attachment = { type: 'attachment', id: 9, TransactionId: 5, ContentType: 'text/html', Filename: '' };

  it('is never a private comment, even when one is sent', () => {
    expect(readTransaction({ ...transaction, Type: 'Comment' })).toBeNull();
    expect(readTransaction({ ...transaction, Type: 'EmailRecord' })).toBeNull();
    expect(readTransaction({ ...transaction, ObjectType: 'RT::Asset' })).toBeNull();
  });

  it('written in a rich text editor is plain text', () => {
    const body = readBody({
      ...attachment,
      Content: '<p>Late &amp; <b>tired</b></p><p>Bob</p><script>alert(1)</script>',
    });
    const said = message(readTransaction(transaction)!, [body!], ['bob@example.com']);
    expect(said).toMatchObject({ text: 'Late & tired\n\nBob', fromAirline: false });
  });

  it('survives any HTML', () => {
    const text = (Content: string) =>
      message(readTransaction(transaction)!, [readBody({ ...attachment, Content })!], [])?.text;
    expect(text(`${'<div>'.repeat(50_000)}deep${'</div>'.repeat(50_000)}`)).toEqual(expect.any(String));
    expect(text('<p>So sorry <img src="https://tracker.example.com/x.gif"> for you')).toBe('So sorry for you');
    const markup = fc.array(fc.constantFrom('<', '>', '</', 'p', 'table', '<!--', '&#x', '"', '=', 'a ', '<td>', 'ü'));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ minLength: 1 }),
          markup.map((parts) => `x${parts.join('')}`),
        ),
        (content) => {
          expect(text(content)).toEqual(expect.any(String));
        },
      ),
    );
  });

  it('prefers the plain text, and takes no enclosed file for words', () => {
    const plain = readBody({ ...attachment, ContentType: 'text/plain', Content: 'Late' });
    const html = readBody({ ...attachment, Content: '<i>Late</i>' });
    expect(message(readTransaction(transaction)!, [html!, plain!], [])).toMatchObject({
      text: 'Late',
      fromAirline: true,
    });
    expect(readBody({ ...attachment, ContentType: 'text/plain', Filename: 'log.txt', Content: 'x' })).toBeNull();
    expect(readBody({ ...attachment, ContentType: 'image/png', Content: 'x' })).toBeNull();
    expect(message(readTransaction(transaction)!, [], [])).toBeNull();
  });
});

describe('words of the desk', () => {
  it('are recognised in either notation', () => {
    expect([categoryOf('Delay or cancellation'), categoryOf('BAGGAGE'), categoryOf('Wi-Fi'), categoryOf(null)]).toEqual(
      [...['DELAY_OR_CANCELLATION', 'BAGGAGE', 'OTHER', null]],
    );
    expect([channelOf('e-mail'), channelOf('Fax')]).toEqual(['EMAIL', 'OTHER']);
  });

  it('of its own making count as closed once there is a resolution time', () => {
    expect(statusGroupOf({ status: 'escalated', resolvedAt: null })).toBe('OPEN');
    expect(statusGroupOf({ status: 'archived', resolvedAt: new Date() })).toBe('CLOSED');
  });

  it('money has the decimals of its currency', () => {
    const money = (amount: string, currency: string) =>
      compensationOf({ kind: 'CASH', amount, currency })?.money?.amount;
    expect([money('250', 'EUR'), money('250.5', 'EUR'), money('3000', 'JPY'), money('1.2', 'KWD')]).toEqual([
      ...['250.00', '250.50', '3000', '1.200'],
    ]);
    expect(compensationOf({ kind: 'MILES', amount: '2500', currency: null })).toEqual({
      kind: 'MILES',
      money: null,
      miles: '2500',
    });
  });
});

describe('whose case it is', () => {
  const anna: CustomerIdentity = {
    id: 'C1',
    name: { surname: "O'Brien", givenNames: 'Anna Maria', suffix: null },
    emails: [{ address: 'anna@example.com', verified: true, shared: false }],
    membershipNumbers: [
      { programme: 'AX', number: '2000000900' },
      { programme: 'XY', number: '5550' },
    ],
  };
  const by = (name: string, email = 'anna@example.com') =>
    record({ Requestor: [{ id: email, EmailAddress: email }] }, { RequesterName: name });

  it.each(['Anna Maria O’Brien', 'OBRIEN ANNA', 'A. O Brien', "O'Brien, Anna", 'anna obrien'])('%s is her', (name) => {
    expect(matchCustomer(by(name), anna, 'AX')?.method).toBe('VERIFIED_CONTACT');
  });

  it.each(['Bert O’Brien', 'Anna Schmidt', 'O’Brien', '', 'Customer Service'])('%j is not known to be her', (name) => {
    expect(matchCustomer(by(name), anna, 'AX')).toBeNull();
  });

  it("takes no other programme's number for her own", () => {
    const under = (number: string) => record({}, { RequesterName: 'Anna O’Brien', MemberNumber: number });
    expect(matchCustomer(under('2000000900'), anna, 'AX')?.method).toBe('FREQUENT_FLYER_NUMBER');
    expect(matchCustomer(under('5550'), anna, 'AX')).toBeNull();
  });

  it('a booking has no case opened before it, nor one whose date cannot be read', () => {
    const booking = { recordLocator: 'ABC123', createdOn: '2026-09-11' };
    const opened = (Created: string) => record({ Created }, { RecordLocator: 'abc123' });
    expect(matchBooking(opened('2026-09-11T00:00:00Z'), booking)?.method).toBe('BOOKING_REFERENCE');
    expect(matchBooking(opened('2026-09-10T23:59:59Z'), booking)).toBeNull();
    expect(matchBooking(opened('soon'), booking)).toBeNull();
  });
});

describe('similar cases', () => {
  const solved = (id: number, Subject: string, Resolved: string) =>
    record({ id, Subject, Resolved }, { Resolution: 'Done', Category: 'BAGGAGE' });
  const now = new Date('2026-11-24T12:00:00Z');

  it('are ranked by the words of the subject, then by how lately they were solved; never the case itself', () => {
    const subject = record({ id: 1, Subject: 'Suitcase did not arrive on AX101' });
    const like = [
      solved(1, 'Suitcase did not arrive on AX101', '2026-11-01T00:00:00Z'),
      solved(2, 'Pram broken on AX101', '2026-11-01T00:00:00Z'),
      solved(3, 'Suitcase did not arrive on AX999', '2025-01-01T00:00:00Z'),
      solved(4, 'Suitcase did not arrive on AX998', '2026-11-01T00:00:00Z'),
      record({ id: 5, Subject: 'Suitcase did not arrive' }),
    ];
    const found = mostSimilar(subject, like, { first: 5, now });
    expect(found.map(({ case: { id } }) => id)).toEqual(['4', '3', '2']);
    for (const { similarity } of found) expect(similarity).toBeGreaterThanOrEqual(0.5);
    expect(mostSimilar(subject, like, { first: 1, now })).toHaveLength(1);
  });
});
