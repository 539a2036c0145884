/** Cases of the fuzz test as a fast-check arbitrary: seeded, and shrinking by the operation's own structure. */
import fc, { type Random } from 'fast-check';
import { print } from 'graphql';
import { hasDefer } from './defer/split.ts';
import type { Graph, Request } from './graph.ts';
import { randomRequest } from './operations.ts';
import { choices } from './random.ts';
import { smaller } from './shrink.ts';
import type { World } from './world.ts';

export interface Case extends Request {
  readonly world: World;
  /** How fast-check shows it. */
  readonly [fc.toStringMethod]?: () => string;
}

export class Cases extends fc.Arbitrary<Case> {
  readonly #graph: Graph;

  constructor(graph: Graph) {
    super();
    this.#graph = graph;
  }

  override generate(random: Random): fc.Value<Case> {
    const request = randomRequest(
      this.#graph.apiSchema,
      choices((max) => random.nextInt(0, max)),
    );
    const failing = random.nextInt(0, 1) === 1;
    const forgetting = failing && !hasDefer(request.document);
    const world = { seed: random.nextInt(0, 9_999), failing, forgetting };
    return new fc.Value(described({ ...request, world }), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is Case {
    return typeof value === 'object' && value !== null && 'world' in value;
  }

  override shrink(value: Case): fc.Stream<fc.Value<Case>> {
    return fc.stream(smallerCases(this.#graph, value)).map((each) => new fc.Value(described(each), undefined));
  }
}

function* smallerCases({ apiSchema }: Graph, value: Case): Generator<Case> {
  if (value.world.forgetting) yield { ...value, world: { ...value.world, forgetting: false } };
  else if (value.world.failing) yield { ...value, world: { ...value.world, failing: false } };
  for (const request of smaller(apiSchema, value)) yield { ...request, world: value.world };
}

function described(value: Case): Case {
  return Object.assign({ ...value }, { [fc.toStringMethod]: () => describeCase(value) });
}

export function describeCase({ document, variables, world }: Case): string {
  return `${print(document)}\nvariables ${JSON.stringify(variables)}\nworld ${JSON.stringify(world)}`;
}
