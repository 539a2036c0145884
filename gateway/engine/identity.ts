/**
 * What must be alike for two requests to be told the same: whoever asks, and all rights an answer may depend on, as one text without
 * blanks. The one place that says so, for calls that requests share and for what is cached. Empty for everybody where callers are not
 * asked who they are: then all are told the same.
 */
import { identityText } from '../identity/principal.ts';
import type { RequestContext } from '../request-context.ts';

export const identityOf = ({ principal, purpose }: RequestContext): string =>
  principal === null ? '' : identityText(principal, purpose);
