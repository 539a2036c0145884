/** Whose class a request has where callers say who they are. */
import { Socket } from 'node:net';
import { describe, expect, test, vi } from 'vitest';
import { callerClasses } from '../../gateway/admission/caller-class.ts';
import { clientClasses, placeOfClass } from '../../gateway/admission/classes.ts';
import type { Principal } from '../../gateway/identity/principal.ts';

const principal = (clientClass: Principal['clientClass']): Principal => ({
  issuer: 'x',
  kind: 'staff',
  tenant: 'x',
  subject: 'x',
  client: 'x',
  roles: [],
  scopes: [],
  purposes: [],
  customerId: null,
  clientClass,
});
const socket = new Socket();
Object.defineProperty(socket, 'remoteAddress', { value: '10.0.0.7' });
const request = { headers: {}, socket };
const knowing = (known: Principal | null) => ({
  known: vi.fn(() => known),
  authenticate: vi.fn(() => new Promise<never>(() => {})),
});
const nearProxy = ['10.0.0.0/8'];

describe('the class of a request', () => {
  test.each(clientClasses)('is that of a caller who is known, whatever a proxy says: %s', (clientClass) => {
    const { placeOf } = callerClasses(nearProxy, knowing(principal(clientClass)));
    for (const stated of [null, 'first-party', 'partner']) {
      expect(placeOf(request, stated)).toBe(placeOfClass(clientClass));
    }
  });

  test('is what a trusted proxy says of one who is not', () => {
    const place = (trusted: string[]) => callerClasses(trusted, knowing(null)).placeOf(request, 'internal');
    expect(place(nearProxy)).toBe(placeOfClass('internal'));
    expect(place(['10.9.0.0/16'])).toBe(placeOfClass('partner'));
  });

  test('is the lowest of one who is not known, where no proxy is trusted, and the highest where nobody is asked', () => {
    expect(callerClasses([], knowing(null)).placeOf(request, 'first-party')).toBe(placeOfClass('partner'));
    expect(callerClasses([], null).placeOf(request, null)).toBe(placeOfClass('first-party'));
  });
});

test('Of those turned away unknown two at once are checked, for when they come again', () => {
  const nobody = knowing(null);
  const { turnedAway } = callerClasses([], nobody);
  for (let each = 0; each < 10; each += 1) turnedAway(request);
  expect(nobody.authenticate).toHaveBeenCalledTimes(2);
  const somebody = knowing(principal('internal'));
  callerClasses([], somebody).turnedAway(request);
  expect(somebody.authenticate).not.toHaveBeenCalled();
});
