/** Medians over rounds, as Markdown. */
import type { Result } from './load.ts';
import { median, whole } from './stand.ts';

export interface Measured {
  readonly gateway: string;
  readonly workload: string;
  readonly result: Result;
}

export function table(measured: readonly Measured[]): string {
  const workloads = [...new Set(measured.map(({ workload }) => workload))];
  return workloads
    .map((workload) =>
      section(
        workload,
        measured.filter((each) => each.workload === workload),
      ),
    )
    .join('\n');
}

function section(workload: string, measured: readonly Measured[]): string {
  const names = [...new Set(measured.map(({ gateway }) => gateway))];
  const rows = names.map((name) => {
    const results = measured.filter(({ gateway }) => gateway === name).map(({ result }) => result);
    const of = (read: (result: Result) => number) => median(results.map(read));
    return [
      name,
      whole(of(({ cpuMicroseconds }) => cpuMicroseconds)),
      of(({ calls }) => calls).toFixed(1),
      whole(of(({ requestsPerSecond }) => requestsPerSecond)),
      of(({ p50 }) => p50).toFixed(1),
      of(({ p99 }) => p99).toFixed(1),
      whole(of(({ residentMegabytes }) => residentMegabytes)),
    ];
  });
  return [
    `**${workload}**`,
    '',
    '| gateway | CPU µs/request | subgraph calls | requests/s | p50 ms | p99 ms | RSS MB |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
    '',
  ].join('\n');
}
