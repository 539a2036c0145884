// scratch: not committed
import { parse, print } from 'graphql';
import { readFileSync } from 'node:fs';
import { randomGraph } from './random-graph/index.ts';
import { graphs } from './graphs.ts';
import { Counts, check } from './check.ts';
process.env.APOLLO_TELEMETRY_DISABLED = 'true';
const [,, kind, seed, file] = process.argv;
const { op, variables = {}, world } = JSON.parse(readFileSync(file!, 'utf8'));
const graph = kind === 'random' ? (await randomGraph(Number(seed))).graph : await graphs[kind!]!();
const { loadSupergraph } = await import('../../gateway/engine/supergraph.ts');
const ops = await import('../../gateway/engine/operations/index.ts');
const { deferChoice } = await import('../../gateway/engine/defer/directive.ts');
const { prettyFormatQueryPlan } = await import('@apollo/query-planner');
const sg = loadSupergraph(graph.supergraphSdl);
const document = parse(op);
const operations = ops.createOperations({ supergraph: sg, maxBytes: 1e8, events: { onPlan() {} } as any, planner: { plan: (d, l) => { console.log('PLANNED\n' + print(d)); return sg.plan(d, undefined, l); }, retire() {} } });
for (const d of [deferChoice(document).whole, deferChoice(document).decided(variables)]) {
try { const r = await operations.ready(d, undefined);
console.log(prettyFormatQueryPlan(r.prepared.plan)); } catch (e) { console.log(e.stack); }
}
try { await check(graph, { document, variables, world } as any, new Counts(), 0); console.log('same'); } catch (e) { console.log(e.message); }
process.exit();
