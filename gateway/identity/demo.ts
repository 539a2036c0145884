/**
 * AUTH=demo: an issuer within the gateway, for stand-ins on one's own machine. It has a key that is made at the start and kept by nobody, and
 * hands out tokens of a few principals to whoever asks. They are checked as any issuer's are: there is no other way in, also not for who
 * sends nothing, as the usual principal's token is put in for him.
 */
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { IssuerConfig } from './auth-file.ts';
import {
  type Asking,
  type Authenticator,
  type AuthenticatorOptions,
  apiKeyHeader,
  authenticator,
} from './authenticator.ts';
import { type DemoPrincipal, demoPrincipals } from './demo-principals.ts';
import type { KeyFetcher } from './fetch-keys.ts';

/** What he may ask for, and what he sees then, in a sentence. */
export interface DemoPurpose {
  readonly name: string;
  readonly may: string;
}

export interface DemoCredential extends DemoPrincipal {
  readonly purposes: readonly DemoPurpose[];
  readonly token: string;
  readonly expires: Date;
}

export interface Demo {
  readonly issuer: IssuerConfig;
  /** Its published keys. */
  readonly keys: KeyFetcher;
  /** One a principal, the usual one's first; they hold for a while yet. A promise when they have to be made anew. */
  credentials(): readonly DemoCredential[] | Promise<readonly DemoCredential[]>;
}

export interface DemoOptions {
  /** The real time, whatever the product's clock says. */
  readonly now: () => Date;
  /** By the policy table; the first is meant when he does not say which. */
  readonly purposesOf: (role: string) => readonly DemoPurpose[];
}

/** Milliseconds. */
const lifetime = 3_600_000;
const shortestLeft = 1_200_000;

const issuer: IssuerConfig = {
  name: 'demo',
  issuer: 'urn:airline-customer-graph:demo',
  audience: ['airline-customer-graph:demo'],
  algorithms: ['ES256'],
  types: ['at+jwt'],
  jwksUri: null,
  rules: {
    kind: { claim: 'kind' },
    tenant: { claim: 'tenant' },
    subject: { claim: 'sub' },
    client: { claim: 'client_id' },
    roles: { claim: 'roles' },
    purposes: { claim: 'purposes' },
    customerId: { claim: 'customer_id' },
  },
};

export async function createDemo({ now, purposesOf }: DemoOptions): Promise<Demo> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const published = await exportJWK(publicKey);
  // Another after each start, so that tokens from before are told apart.
  const kid = await calculateJwkThumbprint(published);
  const keys = { keys: [{ ...published, kty: 'EC', kid, alg: 'ES256', use: 'sig' }] };

  const issue = async (principal: DemoPrincipal): Promise<DemoCredential> => {
    const { name, kind, tenant, customerId } = principal;
    const issued = now();
    const expires = new Date(issued.getTime() + lifetime);
    const purposes = purposesOf(name);
    const token = await new SignJWT({
      kind,
      tenant,
      client_id: `demo-${name}`,
      roles: [name],
      purposes: purposes.map((purpose) => purpose.name),
      ...(customerId !== null && { customer_id: customerId }),
    })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid })
      .setIssuer(issuer.issuer)
      .setAudience([...issuer.audience])
      .setSubject(name)
      .setIssuedAt(issued)
      .setExpirationTime(expires)
      .sign(privateKey);
    return { ...principal, purposes, token, expires };
  };
  const issueAll = () => Promise.all(demoPrincipals.map(issue));

  let held: readonly DemoCredential[] = await issueAll();
  let renewing: Promise<readonly DemoCredential[]> | null = null;
  const renew = async (): Promise<readonly DemoCredential[]> => {
    try {
      held = await issueAll();
      return held;
    } finally {
      renewing = null;
    }
  };
  const areFresh = () => held.every(({ expires }) => expires.getTime() - now().getTime() > shortestLeft);
  return {
    issuer,
    keys: { fetch: async () => keys, close: async () => {} },
    credentials: () => {
      if (areFresh()) return held;
      renewing ??= renew();
      return renewing;
    },
  };
}

/** Knows callers by the demo's tokens alone. */
export function demoAuthenticator(options: AuthenticatorOptions, demo: Demo): Authenticator {
  const config = { ...options.config, issuers: [demo.issuer] };
  const checked = authenticator({ ...options, config, fetcherOf: () => demo.keys });
  return {
    ...checked,
    authenticate: (asking) => {
      if (saysWho(asking)) return checked.authenticate(asking);
      const credentials = demo.credentials();
      return credentials instanceof Promise
        ? credentials.then((renewed) => checked.authenticate(asUsual(asking, renewed)))
        : checked.authenticate(asUsual(asking, credentials));
    },
    known: (asking) => {
      if (saysWho(asking)) return checked.known(asking);
      const credentials = demo.credentials();
      return credentials instanceof Promise ? null : checked.known(asUsual(asking, credentials));
    },
  };
}

const saysWho = ({ headers }: Asking): boolean =>
  headers.authorization !== undefined || headers[apiKeyHeader] !== undefined;

function asUsual({ address }: Asking, [usual]: readonly DemoCredential[]): Asking {
  return { address, headers: usual ? { authorization: `Bearer ${usual.token}` } : {} };
}
