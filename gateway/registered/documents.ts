/** Which operations are registered for whom: found by id, or known by their text. */
import { hash } from 'node:crypto';
import type { Principal } from '../identity/principal.ts';
import type { RegisteredOperation } from './manifest.ts';

/** A manifest that has been read. */
export interface Manifest {
  /** To tell it by. */
  readonly file: string;
  /** For this client alone; null for all. */
  readonly client: string | null;
  readonly operations: readonly RegisteredOperation[];
}

export interface Documents {
  /** The text registered under an id for this caller, or for all; undefined when there is none. */
  find(principal: Principal | null, id: string): string | undefined;
  /** Whether a text is registered for this caller, or for all. */
  has(principal: Principal | null, text: string): boolean;
}

/** The gateway's own operations, as texts. */
export interface OwnOperations {
  /** Saved for the touch points: for everybody but partners, who have only what is registered for them. */
  readonly saved: readonly string[];
  /** Saved for a contract: for everybody who is let in there. */
  readonly forContracts: readonly string[];
}

type Known = Pick<ReadonlyMap<string, string>, 'get'> & { readonly texts: ReadonlySet<string> };

export const sha256Of = (text: string): string => hash('sha256', text, 'hex');

export function documentsOf(manifests: readonly Manifest[], own: OwnOperations): Documents {
  const shared = known([...identified(own.forContracts), ...of(manifests, null)]);
  const ours = known(identified(own.saved));
  const clients = new Map(
    [...new Set(manifests.flatMap(({ client }) => client ?? []))].map((client) => [
      client,
      known(of(manifests, client)),
    ]),
  );
  /** The caller's own go before what is for all. */
  const heldBy = (principal: Principal | null): Known[] => {
    const his = principal === null ? undefined : clients.get(principal.client);
    return [...(his ? [his] : []), shared, ...(principal?.kind === 'partner' ? [] : [ours])];
  };
  return {
    find: (principal, id) => {
      for (const held of heldBy(principal)) {
        const text = held.get(id);
        if (text !== undefined) return text;
      }
      return undefined;
    },
    has: (principal, text) => heldBy(principal).some(({ texts }) => texts.has(text)),
  };
}

/** One id for two texts among manifests that hold for one client. A line for each. */
export function clashesBetween(manifests: readonly Manifest[]): string[] {
  const audiences = new Set(manifests.map(({ client }) => client));
  return [...audiences].flatMap((client) => {
    const first = new Map<string, { readonly file: string; readonly text: string }>();
    return manifests
      .filter((manifest) => manifest.client === client)
      .flatMap(({ file, operations }) =>
        operations.flatMap(({ id, text }) => {
          const before = first.get(id);
          if (before === undefined) first.set(id, { file, text });
          return before !== undefined && before.text !== text
            ? [`${file}: ${id}: it is the id of another text in ${before.file}.`]
            : [];
        }),
      );
  });
}

const of = (manifests: readonly Manifest[], client: string | null): RegisteredOperation[] =>
  manifests.filter((manifest) => manifest.client === client).flatMap(({ operations }) => operations);

const identified = (texts: readonly string[]): RegisteredOperation[] =>
  texts.map((text) => ({ id: sha256Of(text), text }));

function known(operations: readonly RegisteredOperation[]): Known {
  const byId = new Map(operations.map(({ id, text }) => [id, text]));
  const texts = new Set(byId.values());
  return { get: (id) => byId.get(id), texts };
}
