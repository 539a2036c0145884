/**
 * Callers whose client certificate a proxy has checked: it says in a header which one it was. The word of TRUSTED_PROXIES alone is taken;
 * from anybody else these headers are as if they were not there.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { clientClass, kind, word, words } from './claim-rules.ts';
import { asSet, type Principal, usualClass } from './principal.ts';

const header = z
  .string({ error: 'write the name of a header.' })
  .regex(/^[A-Za-z0-9-]{1,64}$/, 'write the name of a header.')
  .transform((name) => name.toLowerCase());

const fingerprint = z
  .string()
  .transform(plainFingerprint)
  .refine(
    (text) => /^[0-9a-f]{64}$/.test(text),
    'write the SHA-256 of the certificate: 64 hexadecimal digits, with or without colons.',
  );

const client = z
  .strictObject({
    fingerprint: fingerprint.optional(),
    subject: word.optional(),
    client: word,
    tenant: word,
    kind,
    roles: words.default([]),
    scopes: words.default([]),
    purposes: words.default([]),
    class: clientClass.optional(),
  })
  .refine(({ fingerprint: print, subject }) => (print === undefined) !== (subject === undefined), {
    error: 'write either fingerprint or subject.',
  })
  .refine((each) => each.kind !== 'customer', { path: ['kind'], error: 'write one of staff, partner, service.' });

export const clientCertificates = z
  .strictObject({
    fingerprintHeader: header.optional(),
    subjectHeader: header.optional(),
    clients: z.array(client).min(1, 'write who they are.').max(1_000),
  })
  .superRefine(({ fingerprintHeader, subjectHeader, clients }, context) => {
    const needed = [
      ['fingerprintHeader', fingerprintHeader, clients.some((each) => each.fingerprint !== undefined)],
      ['subjectHeader', subjectHeader, clients.some((each) => each.subject !== undefined)],
    ] as const;
    for (const [name, given, asked] of needed) {
      if (asked && given === undefined)
        context.addIssue({ code: 'custom', path: [name], message: 'write in which header the proxy states it.' });
    }
    const marks = clients.map(markOf);
    if (new Set(marks).size < marks.length)
      context.addIssue({ code: 'custom', path: ['clients'], message: 'two have the same certificate.' });
  });

export type CertificateConfig = z.output<typeof clientCertificates>;

export interface Certificates {
  /** Undefined when no certificate is stated, null when it is nobody's. */
  find(headers: IncomingHttpHeaders): Principal | null | undefined;
}

export function certificates({ fingerprintHeader, subjectHeader, clients }: CertificateConfig): Certificates {
  const known = new Map(
    clients.map((each): readonly [string, Principal] => [
      markOf(each),
      {
        issuer: 'client-certificates',
        kind: each.kind,
        tenant: each.tenant,
        subject: each.client,
        client: each.client,
        roles: asSet(each.roles),
        scopes: asSet(each.scopes),
        purposes: [...new Set(each.purposes)],
        customerId: null,
        clientClass: each.class ?? usualClass[each.kind],
      },
    ]),
  );
  return {
    find: (headers) => {
      const print = fingerprintHeader === undefined ? undefined : stated(headers, fingerprintHeader);
      const subject = subjectHeader === undefined ? undefined : stated(headers, subjectHeader);
      if (print === undefined && subject === undefined) return undefined;
      // Who is known by his fingerprint is not taken for another of the same subject.
      const byPrint = print === undefined ? undefined : known.get(markOf({ fingerprint: plainFingerprint(print) }));
      return byPrint ?? (subject === undefined ? null : (known.get(markOf({ subject })) ?? null));
    },
  };
}

/** A blank header is none: proxies send it for clients without a certificate. */
function stated(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  const text = Array.isArray(value) ? value.join(', ') : value;
  return text === undefined || text.trim() === '' ? undefined : text.trim();
}

function markOf(each: { readonly fingerprint?: string | undefined; readonly subject?: string | undefined }): string {
  return each.fingerprint === undefined ? `subject ${each.subject}` : `fingerprint ${each.fingerprint}`;
}

function plainFingerprint(text: string): string {
  return text.replaceAll(':', '').toLowerCase();
}
