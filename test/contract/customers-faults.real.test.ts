/**
 * A real PostgreSQL and a real MariaDB that hang, refuse, drop and garble, seen through the customers subgraph: each failure ends
 * as its code and in its time, holds neither slot nor connection afterwards, and shows nobody's data to anybody else.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { graphql } from 'graphql';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type FaultProxy, startFaultProxy } from '../../legacy/shared/fault-proxy.ts';
import { personas } from '../../legacy/world/personas.ts';
import { customers } from '../../subgraphs/customers/subgraph.ts';
import type { SourceCall, Subgraph } from '../../subgraphs/shared/subgraph.ts';
import { type LoadedMaster, loadServer, now } from '../support/customer-master.ts';
import { everybody } from '../support/everybody.ts';

const timeout = 400;
const { ada } = personas;

describe.each([
  ['PostgreSQL', 'postgres'],
  ['MariaDB', 'mysql'],
] as const)('A real %s that fails', (_, kind) => {
  const calls: SourceCall[] = [];
  let master: LoadedMaster;
  let line: FaultProxy;
  let subgraph: Subgraph;

  beforeAll(async () => {
    master = await loadServer(kind);
    const url = new URL(master.url);
    line = await startFaultProxy({ host: url.hostname, port: Number(url.port) });
    url.host = `127.0.0.1:${line.port}`;
    subgraph = await customers.open(
      // One slot: a call that keeps it shows in the next.
      { CUSTOMERS_URL: url.href, CUSTOMERS_CONCURRENCY: '1', CUSTOMERS_TIMEOUT_MS: String(timeout) },
      { now: () => now, onCall: (call) => calls.push(call) },
    );
  });
  afterAll(async () => {
    line?.setFault({ kind: 'none' });
    await subgraph?.close();
    await line?.close();
    await master?.remove();
  });
  afterEach(async () => {
    line.setFault({ kind: 'none' });
    await works();
  });

  const ask = async (signal = new AbortController().signal) => {
    const begun = performance.now();
    const { data, errors = [] } = await graphql({
      schema: subgraph.schema,
      source: `{ customer(id: "${ada.customerId}") { id name { surname } } }`,
      contextValue: subgraph.context(everybody(signal)),
    });
    return {
      customer: data?.customer,
      codes: errors.map(({ extensions }) => extensions.code),
      took: performance.now() - begun,
    };
  };
  const works = async () => expect(await ask()).toMatchObject({ customer: { id: ada.customerId }, codes: [] });

  it('by hanging: LEGACY_TIMEOUT in its time, and its connection is closed', async () => {
    await works();
    line.setFault({ kind: 'hang' });
    const { customer, codes, took } = await ask();
    expect({ customer, codes }).toEqual({ customer: null, codes: ['LEGACY_TIMEOUT'] });
    expect(took).toBeLessThan(timeout + 1_500);
    await pause(100);
    expect(line.connections()).toBe(0);
  });

  it('by hanging while the client leaves: its connection is closed within 100 ms', async () => {
    await works();
    line.setFault({ kind: 'hang' });
    const leaving = new AbortController();
    const pending = ask(leaving.signal);
    await pause(50);
    expect(line.connections()).toBe(1);
    leaving.abort(new Error('the client has left'));
    await pause(100);
    expect(line.connections()).toBe(0);
    expect((await pending).took).toBeLessThan(timeout);
    expect(calls.at(-1)).toMatchObject({ outcome: 'CANCELLED' });
  });

  it('by refusing: LEGACY_UNAVAILABLE, and down', async () => {
    line.setFault({ kind: 'refuse' });
    expect((await ask()).codes).toEqual(['LEGACY_UNAVAILABLE']);
    expect(await subgraph.health()).toMatchObject({ state: 'down', code: 'LEGACY_UNAVAILABLE' });
  });

  it('by dropping the line in the middle of a reply: no half a record', async () => {
    await works();
    line.setFault({ kind: 'drop', bytes: 300 });
    const { customer, codes } = await ask();
    expect({ customer, codes }).toEqual({ customer: null, codes: ['LEGACY_UNAVAILABLE'] });
  });

  it('by garbling its replies: an error in time, and nothing shown', async () => {
    await works();
    line.setFault({ kind: 'garble' });
    const { customer, codes, took } = await ask();
    expect(customer).toBeNull();
    expect(codes[0]).toMatch(/^LEGACY_/);
    expect(took).toBeLessThan(timeout + 1_500);
  });
});
