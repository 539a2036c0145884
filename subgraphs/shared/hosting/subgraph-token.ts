/**
 * The gateway's word to a subgraph service: who asks and what for, for one operation and a moment. A JWS (HS256) over a secret that the
 * two share, with the claims of RFC 7519 and these of its own: `op`, the digest of the operation's text; `caller`, null where the gateway
 * asks nobody who he is; `class`, when it is not the highest; `needs`, when there are such fields.
 */
import { hash, type KeyObject } from 'node:crypto';
import { errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { type ClientClass, clientClasses } from '../policies/client-class.ts';
import { callerKinds } from '../privacy/access.ts';
import type { Caller } from '../privacy/caller.ts';
import type { SystemName } from '../subgraph.ts';

export const tokenIssuer = 'customer-graph-gateway';
/** Seconds a token is good for at most. */
export const longestToken = 30;
/** Seconds that the two clocks may differ. */
const skew = 5;

export const operationDigest = (query: string): string => hash('sha256', query, 'base64url');

/** What the gateway says of an operation. */
export interface GatewayWord {
  readonly caller: Caller | null;
  readonly clientClass: ClientClass | null;
  /** Coordinates, `Type.field`, that the gateway needs for itself and shows to nobody. */
  readonly needs: readonly string[];
  /** Of the operation it is about. */
  readonly digest: string;
}

const claims = z.object({
  op: z.string(),
  class: z.enum(clientClasses).optional(),
  needs: z.array(z.string()).optional(),
  caller: z
    .object({
      kind: z.enum(callerKinds),
      tenant: z.string(),
      subject: z.string(),
      roles: z.array(z.string()),
      scopes: z.array(z.string()),
      purpose: z.string().nullable(),
      customerId: z.string().nullable(),
    })
    .nullable(),
});

export type TokenVerifier = (authorization: string | undefined) => Promise<GatewayWord | null>;

/** Of a request's `authorization`: null for any that is not the gateway's, is for another subgraph, or is over. */
export function tokenVerifier(secrets: readonly KeyObject[], audience: SystemName): TokenVerifier {
  return async (authorization) => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? '')?.[1];
    if (token === undefined) return null;
    for (const secret of secrets) {
      const payload = await verified(token, secret, audience);
      const read = payload && claims.safeParse(payload);
      if (read?.success) {
        const { op, class: clientClass = null, needs = [], caller } = read.data;
        return { caller, clientClass, needs, digest: op };
      }
    }
    return null;
  };
}

async function verified(token: string, secret: KeyObject, audience: SystemName): Promise<object | null> {
  try {
    const { payload } = await jwtVerify(token, secret, {
      algorithms: ['HS256'],
      issuer: tokenIssuer,
      audience,
      requiredClaims: ['exp'],
      maxTokenAge: longestToken,
      clockTolerance: skew,
    });
    // Once for all services would be as good as for none in particular.
    return typeof payload.aud === 'string' ? payload : null;
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}
