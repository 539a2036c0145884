import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Control, startControl } from '../../legacy/shared/control.ts';
import type { Fault, StandIn, StandInName } from '../../legacy/shared/stand-in.ts';

interface Fake extends StandIn {
  readonly faults: Fault[];
}

function fake(name: StandInName): Fake {
  let calls: Record<string, number> = { PNR_Retrieve: 3 };
  const faults: Fault[] = [];
  return {
    name,
    settings: {},
    faults,
    calls: () => calls,
    resetCalls: () => {
      calls = {};
    },
    setFault: (fault) => {
      if (fault.kind === 'shuffle') throw new RangeError('there is nothing to shuffle here');
      faults.push(fault);
    },
    close: async () => undefined,
  };
}

let control: Control;
let pss: Fake;

beforeEach(async () => {
  pss = fake('pss');
  control = await startControl([pss, fake('service-desk')], 0);
});
afterEach(() => control.close());

const get = async (path = '/') => (await fetch(control.url + path)).json();
async function post(path: string, body?: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(control.url + path, { method: 'POST', ...(body !== undefined && { body: text }) });
  return { status: response.status, body: (await response.json()) as { message?: string } };
}

describe('the control endpoint', () => {
  it('listens on loopback only', () => expect(control.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/));

  it('says name, calls and fault of each stand-in', async () => {
    expect(await get()).toEqual([
      { name: 'pss', calls: { PNR_Retrieve: 3 }, fault: { kind: 'none' } },
      { name: 'service-desk', calls: { PNR_Retrieve: 3 }, fault: { kind: 'none' } },
    ]);
  });

  it('switches a fault of one stand-in and shows it', async () => {
    expect((await post('/faults/pss', { kind: 'delay', milliseconds: 800 })).status).toBe(200);
    expect(pss.faults).toEqual([{ kind: 'delay', milliseconds: 800 }]);
    const state = (await get()) as { fault: Fault }[];
    expect(state.map(({ fault }) => fault.kind)).toEqual(['delay', 'none']);
  });

  it('resets the counters', async () => {
    expect((await post('/calls/reset')).status).toBe(200);
    expect(pss.calls()).toEqual({});
  });

  it.each([
    ['/faults/pss', { kind: 'explode' }, /kind/],
    ['/faults/pss', { kind: 'delay', milliseconds: -1 }, /milliseconds/],
    ['/faults/pss', { kind: 'delay', seconds: 1 }, /seconds/],
    ['/faults/pss', 'not JSON', /Send JSON such as/],
    ['/faults/pss', `{"kind":"none","x":"${'y'.repeat(20_000)}"}`, /Send JSON such as/],
    ['/faults/pss', { kind: 'shuffle' }, /nothing to shuffle/],
    ['/faults/mainframe', { kind: 'none' }, /there are pss, service-desk/],
  ])('answers 400 to POST %s %j and says what is wrong', async (path, body, message) => {
    const answer = await post(path, body);
    expect(answer.status).toBe(400);
    expect(answer.body.message).toMatch(message);
    expect(pss.faults).toEqual([]);
  });

  it('knows no other paths and methods', async () => {
    expect((await fetch(`${control.url}/nothing`)).status).toBe(404);
    expect((await fetch(`${control.url}/faults/pss`)).status).toBe(405);
    expect((await post('/')).status).toBe(405);
  });
});
