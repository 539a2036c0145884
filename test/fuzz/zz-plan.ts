import { parse } from 'graphql';
import { randomGraph } from './random-graph/index.ts';
import { graphs } from './graphs.ts';
Error.stackTraceLimit = 60;
const [,, kind, seed, ...texts] = process.argv;
const graph = kind === 'random' ? (await randomGraph(Number(seed))).graph : await graphs[kind!]!();
const { loadSupergraph } = await import('../../gateway/engine/supergraph.ts');
const { prettyFormatQueryPlan } = await import('@apollo/query-planner');
const sg = loadSupergraph(graph.supergraphSdl);
for (const t of texts) { console.log('=== ' + t); try { console.log(prettyFormatQueryPlan(sg.plan(parse(t), undefined))); } catch (e) { console.log(e.stack.replaceAll('/work/main/node_modules/@apollo/', '')); } }
process.exit();
