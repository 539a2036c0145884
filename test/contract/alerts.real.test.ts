/**
 * The files of deploy/observability/ on the real thing: promtool judges rules and configuration and runs each alert against series that
 * should and should not fire it; a Prometheus of the test's own reads the running product and answers every query of the dashboard.
 */
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import { type Legacy, startLegacy } from '../../legacy/index.ts';
import { alerts, folder as deployed, queries } from '../support/observability.ts';
import { freePort, type Product, startProduct } from '../support/product.ts';
import { type SubgraphProcesses, startSubgraphProcesses } from '../support/subgraph-processes.ts';

const folder = mkdtempSync(join(tmpdir(), 'alerts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string) => fileURLToPath(new URL(name, deployed));
const promtool = (...words: string[]) => promisify(execFile)('promtool', words, { cwd: folder });

test('promtool finds rules and configuration right', async () => {
  expect((await promtool('check', 'rules', file('alerts.yaml'))).stdout).toContain(`${alerts.length} rules found`);
  expect((await promtool('check', 'config', file('prometheus.yaml'))).stdout).toContain('is valid');
});

/** Name and labels, and values a minute in promtool's notation: `0+60x60` begins at 0 and grows by 60 sixty times. */
type Series = Readonly<Record<string, string>>;

const gateway = 'job="gateway",instance="a:4000"';
const healthy: Series = {
  [`up{${gateway}}`]: '1x60',
  'up{job="subgraphs",instance="b:4001"}': '1x60',
  [`graph_operation_duration_seconds_count{${gateway},operation="Me",outcome="ok"}`]: '0+600x60',
  [`graph_operation_duration_seconds_count{${gateway},operation="Me",outcome="failed"}`]: '0+1x60',
  [`graph_operation_duration_seconds_count{${gateway},operation="Me",outcome="partial"}`]: '0+6x60',
  [`graph_operation_duration_seconds_bucket{${gateway},operation="Me",outcome="ok",le="0.5"}`]: '0+600x60',
  [`graph_operation_duration_seconds_bucket{${gateway},operation="Me",outcome="ok",le="5"}`]: '0+600x60',
  [`graph_operation_duration_seconds_bucket{${gateway},operation="Me",outcome="ok",le="+Inf"}`]: '0+600x60',
  [`graph_operation_errors_total{${gateway},operation="Me",code="INTERNAL_SERVER_ERROR"}`]: '3x60',
  [`graph_operations_in_flight{${gateway}}`]: '40x60',
  [`graph_refused_requests_total{${gateway},class="partner",reason="busy"}`]: '0+6x60',
  [`legacy_calls_total{${gateway},system="loyalty",operation="members",outcome="ok"}`]: '0+600x60',
  [`legacy_calls_total{${gateway},system="loyalty",operation="members",outcome="LEGACY_TIMEOUT"}`]: '0+6x60',
  [`legacy_calls_total{${gateway},system="loyalty",operation="members",outcome="CANCELLED"}`]: '0+900x60',
  [`legacy_calls_total{${gateway},system="loyalty",operation="members",outcome="OVERLOADED"}`]: '0+1x60',
  [`legacy_calls_total{${gateway},system="loyalty",operation="members",outcome="LEGACY_MALFORMED"}`]: '2x60',
  [`legacy_calls_total{${gateway},system="loyalty",operation="members",outcome="LEGACY_REJECTED"}`]: '2x60',
  [`legacy_call_duration_seconds_bucket{${gateway},system="loyalty",operation="members",le="0.5"}`]: '0+600x60',
  [`legacy_call_duration_seconds_bucket{${gateway},system="loyalty",operation="members",le="2.5"}`]: '0+600x60',
  [`legacy_call_duration_seconds_bucket{${gateway},system="loyalty",operation="members",le="+Inf"}`]: '0+600x60',
  [`graph_cache_rows_total{${gateway},subgraph="loyalty",outcome="stale"}`]: '0+1x60',
  [`graph_cache_store_total{${gateway},operation="look",outcome="ok"}`]: '0+600x60',
  [`graph_cache_store_total{${gateway},operation="look",outcome="failed"}`]: '0+6x60',
  [`source_circuit_state{${gateway},system="loyalty"}`]: '0x60',
  [`source_calls_refused_total{${gateway},system="loyalty",by="queue"}`]: '0+1x60',
  [`nodejs_eventloop_lag_p99_seconds{${gateway}}`]: '0.02x60',
  [`process_resident_memory_bytes{${gateway}}`]: '300000000x60',
  [`graph_plans_total{${gateway},outcome="refused"}`]: '0+1x60',
  [`graph_supergraph_changes_total{${gateway},outcome="refused"}`]: '1x60',
  [`trace_spans_lost_total{${gateway}}`]: '7x60',
  [`graph_jwks_fetches_total{${gateway},issuer="staff",outcome="ok"}`]: '0+1x60',
  [`graph_jwks_fetches_total{${gateway},issuer="staff",outcome="failed"}`]: '0+1x60',
  [`graph_audit_refused_total{${gateway},reason="unkept"}`]: '3x60',
  [`graph_audit_records_total{${gateway},outcome="kept"}`]: '0+600x60',
  [`graph_audit_records_total{${gateway},outcome="failed"}`]: '4x60',
};

/** What makes each alert fire, in place of the healthy series of the same name. */
const troubles: Readonly<Record<string, { readonly series: Series }>> = {
  GatewayDown: { series: { [`up{${gateway}}`]: '1x5 0x55' } },
  SubgraphServiceDown: { series: { 'up{job="subgraphs",instance="b:4001"}': '1x5 0x55' } },
  OperationsFailing: {
    series: { [`graph_operation_duration_seconds_count{${gateway},operation="Me",outcome="failed"}`]: '0+20x60' },
  },
  InternalErrors: {
    series: { [`graph_operation_errors_total{${gateway},operation="Me",code="INTERNAL_SERVER_ERROR"}`]: '3x55 4x5' },
  },
  OperationsPartial: {
    series: { [`graph_operation_duration_seconds_count{${gateway},operation="Me",outcome="partial"}`]: '0+60x60' },
  },
  OperationsSlow: {
    series: {
      [`graph_operation_duration_seconds_bucket{${gateway},operation="Me",outcome="ok",le="0.5"}`]: '0+500x60',
    },
  },
  OperationsPilingUp: { series: { [`graph_operations_in_flight{${gateway}}`]: '40x50 900x10' } },
  RequestsTurnedAway: {
    series: { [`graph_refused_requests_total{${gateway},class="partner",reason="busy"}`]: '0+300x60' },
  },
  LegacySystemFailing: {
    series: {
      [`legacy_calls_total{${gateway},system="loyalty",operation="members",outcome="LEGACY_TIMEOUT"}`]: '0+300x60',
    },
  },
  AnswersStale: {
    series: { [`graph_cache_rows_total{${gateway},subgraph="loyalty",outcome="stale"}`]: '0+60x60' },
  },
  CacheStoreFailing: {
    series: { [`graph_cache_store_total{${gateway},operation="look",outcome="failed"}`]: '0+300x60' },
  },
  // It is tried every half minute.
  CircuitOpen: { series: { [`source_circuit_state{${gateway},system="loyalty"}`]: '0x50 2x4 1 2x4' } },
  LegacySystemSlow: {
    series: {
      [`legacy_call_duration_seconds_bucket{${gateway},system="loyalty",operation="members",le="0.5"}`]: '0+300x60',
    },
  },
  LegacySystemOverloaded: {
    series: { [`source_calls_refused_total{${gateway},system="loyalty",by="queue"}`]: '0+30x60' },
  },
  LegacyRepliesUnreadable: {
    series: {
      [`legacy_calls_total{${gateway},system="loyalty",operation="members",outcome="LEGACY_MALFORMED"}`]: '2+1x60',
    },
  },
  LegacyCallsRejected: {
    series: {
      [`legacy_calls_total{${gateway},system="loyalty",operation="members",outcome="LEGACY_REJECTED"}`]: '2+1x60',
    },
  },
  EventLoopLagging: { series: { [`nodejs_eventloop_lag_p99_seconds{${gateway}}`]: '0.02x50 0.8x10' } },
  MemoryHigh: { series: { [`process_resident_memory_bytes{${gateway}}`]: '300000000x40 1900000000x20' } },
  PlansRefused: { series: { [`graph_plans_total{${gateway},outcome="refused"}`]: '0+5x60' } },
  SupergraphRefused: { series: { [`graph_supergraph_changes_total{${gateway},outcome="refused"}`]: '1x50 2x10' } },
  IssuerKeysUnavailable: {
    series: { [`graph_jwks_fetches_total{${gateway},issuer="staff",outcome="ok"}`]: '0+1x20 20x40' },
  },
  AuditNotKept: { series: { [`graph_audit_refused_total{${gateway},reason="unkept"}`]: '0+1x60' } },
  SpansLost: { series: { [`trace_spans_lost_total{${gateway}}`]: '7+20x60' } },
};

async function firing(name: string, series: Series, expected: readonly string[]): Promise<string> {
  const written = join(folder, `${name}.yaml`);
  const testFile = {
    rule_files: [file('alerts.yaml')],
    evaluation_interval: '1m',
    tests: [
      {
        interval: '1m',
        input_series: Object.entries(series).map(([one, values]) => ({ series: one, values })),
        promql_expr_test: [
          {
            expr: 'count by (alertname) (ALERTS{alertstate="firing"})',
            eval_time: '60m',
            exp_samples: expected.map((alertname) => ({ labels: `{alertname="${alertname}"}`, value: 1 })),
          },
        ],
      },
    ],
  };
  writeFileSync(written, stringify(testFile));
  return promtool('test', 'rules', written).then(
    ({ stdout }) => stdout,
    ({ stdout, stderr }: { stdout: string; stderr: string }) => `${stdout}${stderr}`,
  );
}

describe('alerts', () => {
  test('do not fire while all is as usual', async () => {
    expect(await firing('healthy', healthy, [])).toContain('SUCCESS');
    expect(await firing('wrong', healthy, ['GatewayDown'])).toContain('FAILED');
  });

  test.each(alerts)('$alert fires when it should, alone', async ({ alert }) => {
    const trouble = troubles[alert];
    if (trouble === undefined) throw new Error(`say what makes ${alert} fire`);
    for (const name of Object.keys(trouble.series)) expect(Object.keys(healthy)).toContain(name);
    expect(await firing(alert, { ...healthy, ...trouble.series }, [alert])).toContain('SUCCESS');
  });
});

describe('a Prometheus that reads the running product', () => {
  let legacy: Legacy;
  let subgraphs: SubgraphProcesses;
  /** One with a cache and one without, as what one finds there the other asks for. */
  let products: readonly Product[] = [];
  let prometheus: ReturnType<typeof spawn>;
  let url: string;
  const ask = async (path: string) => {
    const reply = await fetch(`${url}/api/v1/${path}`);
    return JSON.parse(await reply.text());
  };
  beforeAll(async () => {
    legacy = await startLegacy({ world: { people: 200, now: new Date('2026-11-24T09:00:00Z') } });
    subgraphs = await startSubgraphProcesses({ ...legacy.settings });
    products = await Promise.all(
      ['memory', 'off'].map((cache) => startProduct({ ...subgraphs.settings, CACHE: cache, ADMISSION: 'on' })),
    );
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const configuration = {
      global: { scrape_interval: '1s', evaluation_interval: '1s' },
      rule_files: [file('alerts.yaml')],
      scrape_configs: [
        {
          job_name: 'gateway',
          static_configs: [{ targets: products.map(({ url: gateway }) => new URL(gateway).host) }],
        },
        { job_name: 'subgraphs', static_configs: [{ targets: subgraphs.urls.map(({ host }) => host) }] },
      ],
    };
    writeFileSync(join(folder, 'prometheus.yaml'), stringify(configuration));
    prometheus = spawn(
      'prometheus',
      [
        `--config.file=${join(folder, 'prometheus.yaml')}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
      ],
      { stdio: 'ignore' },
    );
    const up = async () => {
      const { data } = await ask('query?query=sum(up)').catch(() => ({ data: { result: [] } }));
      return Number(data.result[0]?.value[1]);
    };
    await vi.waitUntil(async () => (await up()) === 6, { timeout: 30_000, interval: 500 });
    const query =
      '{ customer(id: "C0000101") { name { full } loyalty { number } bookings(first: 1) { edges { node { recordLocator } } } serviceCases(first: 1) { edges { node { id } } } } }';
    const desk = legacy.standIns.find(({ name }) => name === 'service-desk');
    for (let round = 0; round < 5; round++) {
      desk?.setFault({ kind: round === 1 ? 'unavailable' : 'none' });
      for (const { ask: send } of products) {
        await Promise.all([send(query), send(query), send('{ nonsense }')]);
        await send('{ booking(recordLocator: "nonsense!") { recordLocator } }');
      }
      await new Promise((done) => setTimeout(done, 1_000));
    }
    const calls = async () => (await ask('query?query=sum(rate(legacy_calls_total[1m]))')).data.result.length;
    await vi.waitUntil(async () => (await calls()) === 1, { timeout: 30_000, interval: 500 });
  });
  afterAll(async () => {
    prometheus?.kill('SIGTERM');
    await Promise.all(products.map((product) => product.close()));
    await subgraphs?.close();
    await legacy?.close();
  });

  test.each(queries)('answers what the dashboard asks in “$title”', async ({ expr }) => {
    const { status, error, data } = await ask(`query?query=${encodeURIComponent(expr)}`);
    expect(error).toBeUndefined();
    expect(status).toBe('success');
    // What has not happened yet has no series.
    if (!/supergraph_changes/.test(expr)) expect(data.result.length).toBeGreaterThan(0);
  });

  test('has all alerts loaded, and none of them fires', async () => {
    const { data } = await ask('rules?type=alert');
    const rules: { name: string; health: string; state: string }[] = data.groups[0].rules;
    expect(rules.map(({ name }) => name)).toEqual(alerts.map(({ alert }) => alert));
    expect(rules.filter(({ health }) => health !== 'ok')).toEqual([]);
    expect(rules.filter(({ state }) => state === 'firing')).toEqual([]);
  });
});
