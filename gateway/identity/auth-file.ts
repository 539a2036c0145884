/** AUTH_FILE: who may vouch for callers. JSON; docs/authentication.md explains it. */
import { z } from 'zod';
import { readAuthJson, twice } from './auth-json.ts';
import { type CertificateConfig, clientCertificates } from './certificates.ts';
import { type PrincipalRules, principalRules, word } from './claim-rules.ts';

/** Those with a public key: with a shared secret, who can check a token could also make one. */
export const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
] as const;

export interface IssuerConfig {
  readonly name: string;
  /** As `iss` has it, to the letter. */
  readonly issuer: string;
  /** One of them has to be in `aud`. */
  readonly audience: readonly string[];
  readonly algorithms: readonly string[];
  /** Of the header `typ`, in lower case, without `application/`. */
  readonly types: readonly string[];
  /** Null: where its discovery document says. */
  readonly jwksUri: string | null;
  readonly rules: PrincipalRules;
}

export interface AuthFile {
  readonly issuers: readonly IssuerConfig[];
  /** As written; relative to the folder of the file. */
  readonly apiKeyFile: string | null;
  readonly certificates: CertificateConfig | null;
}

/** Who could change what comes from there could make himself anybody. */
const keyAddress = 'write an address that begins with https://, or http:// on this machine.';
export const isSafeAddress = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, hash } = new URL(text);
  if (username !== '' || hash !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname));
};
const oneOrMoreForm = 'write a text, or a list of texts in [ ].';
const oneOrMore = z.union([word.transform((text) => [text]), z.array(word).min(1, oneOrMoreForm)], {
  error: oneOrMoreForm,
});

const issuer = z
  .strictObject({
    name: z
      .string({ error: 'write a name.' })
      .regex(/^[a-z0-9-]{1,32}$/, 'write up to 32 small letters, digits and -.'),
    issuer: z
      .string({ error: 'write what its tokens have in iss.' })
      .min(1, 'write what its tokens have in iss.')
      .max(512),
    audience: oneOrMore,
    algorithms: z
      .array(z.enum(algorithms, { error: `write some of ${algorithms.join(', ')}.` }))
      .min(1, `write some of ${algorithms.join(', ')}.`)
      .default(['RS256', 'PS256', 'ES256']),
    types: z
      .array(word.transform((text) => plainType(text)))
      .min(1)
      .default(['at+jwt', 'jwt']),
    jwksUri: z.string({ error: keyAddress }).refine(isSafeAddress, keyAddress).optional(),
    principal: principalRules,
  })
  .refine(({ issuer: text, jwksUri }) => jwksUri !== undefined || isSafeAddress(text), {
    path: ['jwksUri'],
    error: 'write where its keys are, as no discovery document can be asked of this issuer: its address is not https.',
  });

const file = z.strictObject({
  issuers: z.array(issuer).max(50).default([]),
  apiKeys: z.strictObject({ file: word }).optional(),
  clientCertificates: clientCertificates.optional(),
});

export type AuthFileResult = { readonly file: AuthFile } | { readonly problems: readonly string[] };

/** `text`: of the file. */
export function readAuthFile(text: string): AuthFileResult {
  const read = readAuthJson(text, file);
  if ('problems' in read) return read;
  const { issuers, apiKeys, clientCertificates: certificates } = read.data;
  const problems = [
    ...twice(issuers.map(({ name }) => name)).map((name) => `issuers: two have the name ${name}.`),
    ...twice(issuers.map((each) => each.issuer)).map((text) => `issuers: ${text} is there twice.`),
    ...issuers.flatMap(({ name, principal }) =>
      mayBeCustomer(principal) && principal.customerId === undefined
        ? [`issuers: ${name} vouches for customers; say in principal.customerId which claim has their id.`]
        : [],
    ),
    ...(issuers.length === 0 && !apiKeys && !certificates
      ? ['write issuers, apiKeys or clientCertificates: nobody could say who he is.']
      : []),
  ];
  if (problems.length > 0) return { problems };
  return {
    file: {
      issuers: issuers.map(({ principal, jwksUri, ...rest }) => ({
        ...rest,
        jwksUri: jwksUri ?? null,
        rules: principal,
      })),
      apiKeyFile: apiKeys?.file ?? null,
      certificates: certificates ?? null,
    },
  };
}

/** `application/at+jwt` is `at+jwt` (RFC 7515, 4.1.9). */
export const plainType = (type: string): string => type.toLowerCase().replace(/^application\//, '');

function mayBeCustomer({ kind }: PrincipalRules): boolean {
  if ('is' in kind) return kind.is === 'customer';
  return kind.values === undefined || Object.values(kind.values).includes('customer');
}
