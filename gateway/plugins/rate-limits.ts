/**
 * How much a caller may ask in a time: as his API key says, or his class. Told on every answer to whoever is limited (the draft
 * "RateLimit header fields for HTTP" of the IETF), and too much is refused before the body is read.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { clientClasses, placeOf } from '../../subgraphs/shared/policies/client-class.ts';
import { addressName, principalName } from '../abuse/caller-name.ts';
import type { Count, Counters } from '../abuse/counters.ts';
import type { RateLimit } from '../abuse/rate-limit.ts';
import type { ClientClass } from '../admission/classes.ts';
import { refuse } from '../error-codes.ts';
import type { RequestContext } from '../request-context.ts';
import type { GatewayPlugin } from './plugin.ts';

export interface RateLimitOptions {
  /** Of callers whose key does not say. */
  readonly rates: Readonly<Record<ClientClass, readonly RateLimit[]>>;
  readonly counters: Counters;
  readonly trustedProxies: readonly string[];
  readonly onRefused: (graph: RequestContext, reason: string) => void;
}

export const rateLimitHeaders = ['ratelimit', 'ratelimit-policy'] as const;

export function rateLimits({ rates, counters, trustedProxies, onRefused }: RateLimitOptions): GatewayPlugin {
  const ofClass = clientClasses.map((name) => rates[name]);
  const addressOf = addressName(trustedProxies);
  const check = async (
    name: string,
    limits: readonly RateLimit[],
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<RateLimit | null> => {
    const counts: Count[] = [];
    let exceeded: RateLimit | null = null;
    for (const limit of limits) {
      // What the first refuses is not counted by the next.
      const count = await counters.count(`${limit.name} ${name}`, limit.seconds, 1);
      counts.push(count);
      if (count.used > limit.count) {
        exceeded = limit;
        break;
      }
    }
    tell(reply, limits, counts);
    if (exceeded === null) return null;
    reply.header('retry-after', String(secondsOf(counts.at(-1))));
    refuse(request, reply, 429, 'RATE_LIMITED', 'You have asked as much as you may; send this again later.');
    return exceeded;
  };
  return {
    name: 'rate-limits',
    graphql: (scope) => {
      scope.addHook('onRequest', (request, reply, done) => {
        const { graph } = request;
        if (graph === null) throw new Error('The deadline plug-in has to make the context of a request.');
        const { principal } = graph;
        graph.countedAs = () => (principal ? principalName(principal) : addressOf(request.raw));
        const limits = principal?.limits ?? ofClass[placeOf(graph.signal)] ?? [];
        if (limits.length === 0) return done();
        check(graph.countedAs(), limits, request, reply).then((exceeded) => {
          if (exceeded === null) done();
          else onRefused(graph, exceeded.name);
        }, done);
      });
    },
  };
}

function tell(reply: FastifyReply, limits: readonly RateLimit[], counts: readonly Count[]): void {
  const policies = limits.map(({ name, count, seconds }) => `"${name}";q=${count};w=${seconds}`);
  const left = counts.flatMap((count, index) => {
    const limit = limits[index];
    return limit ? [`"${limit.name}";r=${Math.max(0, limit.count - count.used)};t=${secondsOf(count)}`] : [];
  });
  reply.header('ratelimit-policy', policies.join(', ')).header('ratelimit', left.join(', '));
}

const secondsOf = (count: Count | undefined): number => Math.max(1, Math.ceil((count?.resets ?? 0) / 1_000));
