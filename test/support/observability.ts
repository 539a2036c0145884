/** What is in deploy/observability/, read as Prometheus and Grafana read it. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

export const folder = new URL('../../deploy/observability/', import.meta.url);

const alertFile = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      rules: z.array(
        z.object({
          alert: z.string(),
          expr: z.string(),
          labels: z.object({ severity: z.enum(['page', 'ticket']) }),
          annotations: z.object({ summary: z.string(), description: z.string(), runbook_url: z.string() }),
        }),
      ),
    }),
  ),
});

export const alerts = alertFile
  .parse(parse(readFileSync(new URL('alerts.yaml', folder), 'utf8')))
  .groups.flatMap(({ rules }) => rules);

const dashboardFile = z.object({
  uid: z.string(),
  templating: z.object({ list: z.array(z.object({ name: z.string(), definition: z.string().optional() })) }),
  panels: z.array(
    z.object({
      id: z.number(),
      type: z.string(),
      title: z.string().min(1),
      description: z.string().optional(),
      gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
      targets: z
        .array(z.object({ refId: z.string(), expr: z.string().min(1), datasource: z.object({ uid: z.string() }) }))
        .optional(),
    }),
  ),
});

export const dashboard = dashboardFile.parse(JSON.parse(readFileSync(new URL('dashboard.json', folder), 'utf8')));

/** Its queries, as Grafana sends them once its variables are filled in. */
export const queries = dashboard.panels.flatMap(({ title, targets = [] }) =>
  targets.map(({ expr }) => ({
    title,
    expr: expr.replaceAll('$__rate_interval', '1m').replaceAll('$__range', '1h').replaceAll('$instance', '.*'),
  })),
);

/** Metrics named in an expression of PromQL, without what a histogram adds to its name. */
export function metricsIn(expression: string): string[] {
  const bare = expression
    .replace(/"[^"]*"/g, '')
    .replace(/\{[^}]*\}|\[[^\]]*\]/g, '')
    .replace(/\b(by|on|without|ignoring)\s*\([^)]*\)/g, '');
  const names = [...bare.matchAll(/(?<![\w.:])[a-z_:][a-z0-9_:]*(?!\w|\s*\()/gi)].map(([name]) => name);
  return [...new Set(names.filter((name) => !/^(and|or|unless|le|Inf|e\d*)$/.test(name)))].map((name) =>
    name.replace(/_(bucket|sum|count)$/, ''),
  );
}
