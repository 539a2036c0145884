import { describe, expect, test } from 'vitest';
import { hasConsented } from '../../subgraphs/customers/consented.ts';
import type { ConsentRecord } from '../../subgraphs/customers/source.ts';
import { SourceError } from '../../subgraphs/shared/errors.ts';

const decision = (changes: Partial<ConsentRecord> = {}): ConsentRecord => ({
  purpose: 'MARKETING_EMAIL',
  granted: true,
  decidedAt: new Date('2026-01-01T00:00:00Z'),
  source: 'WEB',
  ...changes,
});
const later = new Date('2026-06-01T00:00:00Z');
const unreadable = new SourceError('customers', 'LEGACY_MALFORMED', 'no date');

describe('a customer has consented to marketing', () => {
  test.each<[string, ConsentRecord[], boolean]>([
    ['who has said yes', [decision()], true],
    [
      'who has said yes to one channel of several',
      [decision(), decision({ purpose: 'MARKETING_SMS', granted: false })],
      true,
    ],
    ['who has come back to yes', [decision({ granted: false }), decision({ decidedAt: later })], true],
    ['not who has said nothing', [], false],
    ['not who has said no since', [decision(), decision({ granted: false, decidedAt: later })], false],
    [
      'not who has said no elsewhere, though before',
      [decision({ decidedAt: later }), decision({ granted: false, source: 'PAPER' })],
      false,
    ],
    [
      'not who has agreed to other things',
      [decision({ purpose: 'PROFILING' }), decision({ purpose: 'SERVICE_MESSAGES' })],
      false,
    ],
    [
      'not of whom a decision cannot be dated',
      [decision(), decision({ granted: false, decidedAt: unreadable })],
      false,
    ],
  ])('%s', (_, decisions, expected) => {
    expect(hasConsented(decisions, 'marketing')).toBe(expected);
  });

  test.each([null, '', 'customer-service', 'MARKETING', 'constructor'])(
    'and to nothing for the purpose %s',
    (purpose) => {
      expect(hasConsented([decision()], purpose)).toBe(false);
    },
  );
});
