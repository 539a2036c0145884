/**
 * What must be alike for two requests to be told the same: whoever asks, and all rights an answer may depend on, as one text. The one
 * place that says so, for calls that requests share and for what is cached. Nothing of a client is forwarded to subgraphs yet, so that
 * everybody is told the same.
 */
import type { RequestContext } from '../request-context.ts';

export const identityOf = (_context: RequestContext): string => '';
