/** The product starts while a system, or a subgraph's service, is down; it serves the rest, and recovers without a restart. */
import type { FaultProxy } from '../../../legacy/shared/fault-proxy.ts';
import { answersOf, recovers } from '../checks.ts';
import { longestRecovery, recovered } from '../fault-row.ts';
import { figuresOf } from '../figures.ts';
import type { Blame } from '../judge.ts';
import { asker } from '../load.ts';
import { layouts, type Product, startProduct } from '../product.ts';
import type { Bench, Check, Row } from '../row.ts';
import { questionTo, type System, systems } from '../systems.ts';

const codes = ['LEGACY_UNAVAILABLE', 'LEGACY_TIMEOUT', 'OVERLOADED'];

export const startingRows: readonly Row[] = [
  ...layouts.flatMap((layout) =>
    systems.map(
      (system): Row => ({ layout, name: `${system}: down at the start`, run: (bench) => startWithout(bench, system) }),
    ),
  ),
  ...systems.map(
    (system): Row => ({
      layout: 'distributed',
      name: `service of ${system}: killed and started again`,
      run: (bench) => killed(bench, system),
    }),
  ),
];

async function startWithout(bench: Bench, system: System): Promise<Check[]> {
  const line = bench.hosts.lines[system];
  line.setFault({ kind: 'refuse' });
  try {
    const product = await startProduct(bench.product.layout, bench.hosts);
    try {
      return await partly(bench, product, system, () => line.setFault({ kind: 'none' }));
    } finally {
      await product.stop();
    }
  } finally {
    line.setFault({ kind: 'none' });
  }
}

async function killed(bench: Bench, system: System): Promise<Check[]> {
  const service = bench.product.services?.[system];
  if (service === undefined) throw new Error(`${system} is no service in this layout`);
  const line: FaultProxy = service.line;
  await service.program().stop('SIGKILL');
  // The proxy would take connections for a process that is not there.
  line.setFault({ kind: 'refuse' });
  return partly(bench, bench.product, system, async () => {
    await service.start();
    line.setFault({ kind: 'none' });
  });
}

/** Answers are right while it is down, and whole some time after `up`. */
async function partly(
  { asker: well, hosts }: Bench,
  product: Product,
  system: System,
  up: () => void | Promise<void>,
): Promise<Check[]> {
  const blame: Blame = { systems: [system], codes };
  const own = asker(product.url, well.known());
  const questions = hosts.people.map((person) => questionTo(systems, person));
  try {
    const asked = questions.map((question) => own.ask(question, blame, 5_000));
    const figures = figuresOf(await Promise.all(asked));
    const check = answersOf(figures, `${system} alone is null, code and path told`);
    const health = await fetch(`${product.url}readyz`).then(
      async (reply) => `${reply.status} ${(await reply.text()).slice(0, 40)}`,
    );
    await up();
    return [
      {
        ...check,
        ok: check.ok && figures.partial + figures.late + figures.shed === figures.count && figures.partial > 0,
      },
      { what: 'readyz', expected: '200, degraded', seen: health, ok: /^200 .*"degraded"/.test(health) },
      recovers(await recovered(own, questions, blame), longestRecovery),
    ];
  } finally {
    await own.close();
  }
}
