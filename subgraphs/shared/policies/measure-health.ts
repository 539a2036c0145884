/** How a source is, asked past its policies: an open circuit would answer in its place. */
import { SourceError } from '../errors.ts';
import type { SourceHealth } from '../subgraph.ts';

/** Milliseconds; whoever asks for health waits two seconds, on a busy machine too. */
const healthTimeout = 1_500;

/** How `probe`, a cheap call, ends within its own, shorter time. Never rejects. */
export async function measureHealth(
  probe: (signal: AbortSignal) => Promise<unknown>,
  signal: AbortSignal,
): Promise<SourceHealth> {
  const start = performance.now();
  const within = AbortSignal.any([signal, AbortSignal.timeout(healthTimeout)]);
  const code = await probe(within).then(
    () => null,
    (error: unknown) => (error instanceof SourceError && !within.aborted ? error.code : 'LEGACY_TIMEOUT'),
  );
  const milliseconds = Math.round(performance.now() - start);
  return code === null ? { state: 'up', milliseconds } : { state: 'down', code, milliseconds };
}
