/** The dashboard, the alerts and the operations guide speak of what the running product really tells. */
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Legacy, startLegacy } from '../../legacy/index.ts';
import { alerts, dashboard, metricsIn, queries } from '../support/observability.ts';
import { type Product, startProduct } from '../support/product.ts';
import { type SubgraphProcesses, startSubgraphProcesses } from '../support/subgraph-processes.ts';

const docs = new URL('../../docs/', import.meta.url);
const guide = readFileSync(new URL('operations.md', docs), 'utf8');
const anchors = [...guide.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => title.toLowerCase().replaceAll(' ', '-'));

let legacy: Legacy;
let subgraphs: SubgraphProcesses;
let product: Product;
let pages: string[];
/** Those of every process, without what a histogram adds to its name. */
let metrics: Set<string>;
beforeAll(async () => {
  legacy = await startLegacy({ world: { people: 200, now: new Date('2026-11-24T09:00:00Z') } });
  subgraphs = await startSubgraphProcesses({ ...legacy.settings });
  product = await startProduct({ ...subgraphs.settings, ADMISSION: 'on' });
  await product.ask(
    'query CallerByPhone { customerCandidates(phone: "030 23125101") { customer { loyalty { number } } } }',
  );
  await product.ask('query MyOwn { booking(recordLocator: "ADAL7Q") { recordLocator } }');
  await product.ask('{ nonsense }');
  pages = await Promise.all(
    [new URL(product.url), ...subgraphs.urls].map(async (url) => (await fetch(new URL('/metrics', url))).text()),
  );
  metrics = new Set([...pages.join('\n').matchAll(/^# TYPE (\S+) /gm)].map(([, name = '']) => name));
});
afterAll(async () => {
  await product?.close();
  await subgraphs?.close();
  await legacy?.close();
});

test('metrics are found in expressions', () => {
  expect(
    metricsIn('sum by (a, le) (rate(x_seconds_bucket{b!~"c|d"}[5m])) / scalar(sum(y_total)) > 1.5e9 and up == 0'),
  ).toEqual(['x_seconds', 'y_total', 'up']);
});

test('operations are told by name when they are saved ones, as `other` or `none` when not', () => {
  const told = [
    ...pages[0]!.matchAll(/^graph_operation_duration_seconds_count\{operation="(\w+)",outcome="(\w+)"\} (\d+)$/gm),
  ];
  expect(told.map(([, ...labels]) => labels.join(' ')).toSorted()).toEqual([
    'CallerByPhone ok 1',
    'none refused 1',
    'other ok 1',
  ]);
  expect(pages[0]).toMatch(/^graph_operations_in_flight 0$/m);
  for (const page of pages.slice(1)) expect(page).toMatch(/^subgraph_operations_in_flight 0$/m);
});

describe('the dashboard', () => {
  test.each(queries)('asks in “$title” for what there is', ({ expr }) => {
    expect(metricsIn(expr).length).toBeGreaterThan(0);
    expect(metricsIn(expr).filter((name) => !metrics.has(name))).toEqual([]);
  });

  test('has panels side by side, each explained, of the Prometheus that is chosen', () => {
    const { panels } = dashboard;
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const taken = new Set<string>();
    for (const { type, title, description, gridPos, targets } of panels) {
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
          expect(taken.has(`${x} ${y}`), `${title} lies over another`).toBe(false);
          taken.add(`${x} ${y}`);
        }
      }
      if (type === 'row') continue;
      expect(description, title).toBeTruthy();
      expect(
        targets?.map(({ datasource }) => datasource.uid),
        title,
      ).toContain(`$\{datasource}`);
    }
  });
});

describe('each alert', () => {
  test.each(alerts)('$alert is about what there is, and links to what to do', ({ alert, expr, annotations }) => {
    expect(metricsIn(expr).length).toBeGreaterThan(0);
    expect(metricsIn(expr).filter((name) => name !== 'up' && !metrics.has(name))).toEqual([]);
    expect(annotations.runbook_url).toBe(`docs/operations.md#${alert.toLowerCase()}`);
    const section = new RegExp(`^## ${alert}\\n([\\s\\S]*?)(?=^## |(?![\\s\\S]))`, 'm').exec(guide)?.[1] ?? '';
    expect(section.split('\n').filter((line) => /^\d\. /.test(line)).length).toBeGreaterThanOrEqual(2);
  });

  test('has a name of its own, and the runbook has no section of another', () => {
    const runbook = guide.slice(guide.indexOf('\n# Runbook\n'));
    const sections = [...runbook.matchAll(/^## (.*)$/gm)].map(([, title]) => title);
    expect(sections.toSorted()).toEqual(alerts.map(({ alert }) => alert).toSorted());
  });
});

describe('the guide', () => {
  test('explains every metric of ours, and none that is not', () => {
    const explained = [...guide.matchAll(/^\| (?=`)([^|]+) \|/gm)]
      .flatMap(([, cell = '']) => [...cell.matchAll(/`([a-z_]+)`/g)])
      .map(([, name = '']) => name)
      .filter((name) => name.includes('_'));
    const ours = [...metrics].filter((name) => !/^(process|nodejs)_/.test(name));
    expect(explained.toSorted()).toEqual(ours.toSorted());
  });

  test('links only to what is there', () => {
    const links = [...guide.matchAll(/\]\(([^)#]*)(?:#([^)]*))?\)/g)];
    expect(links.length).toBeGreaterThan(10);
    for (const [, path = '', anchor] of links) {
      if (path !== '') expect(existsSync(new URL(path, docs)), path).toBe(true);
      else expect(anchors, anchor).toContain(anchor);
    }
  });

  test('names every field of a log line', async () => {
    const fields = () => {
      const lines = `${product.output()}\n${subgraphs.output()}`
        .split('\n')
        .filter((line) => line.includes('"msg":"operation"'));
      return new Set(lines.flatMap((line) => Object.keys(JSON.parse(line))));
    };
    // The log is written a moment later.
    await expect.poll(() => fields().size).toBeGreaterThan(10);
    for (const field of fields())
      if (!['level', 'time', 'msg'].includes(field)) expect(guide, field).toContain(`\`${field}\``);
  });
});
