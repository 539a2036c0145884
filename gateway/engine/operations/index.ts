/** Operations made ready to run: each planned and compiled once, however many ask for it at the same time. */
import { type DocumentNode, GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';
import { askedFields } from '../../../subgraphs/shared/hosting/compiled/asked-fields.ts';
import type { Access } from '../../../subgraphs/shared/privacy/access.ts';
import { type Restriction, restrictions } from '../access/asked-rules.ts';
import { type Restricted, restrictedBy } from '../access/restricted.ts';
import { withoutBareSelections } from '../cures/bare-selections.ts';
import { withDeferredConditions } from '../cures/deferred-conditions.ts';
import { withoutDeferredIntrospection } from '../cures/deferred-introspection.ts';
import { withDeferredTypes } from '../cures/deferred-types.ts';
import { planAtAll } from '../cures/if-possible.ts';
import { askedOfInterfaces, asksRequirements, namedByMeaning } from '../cures/interface-requirements.ts';
import { withNarrowConditions } from '../cures/narrow-conditions.ts';
import { withoutShadowing } from '../cures/shadowing-names.ts';
import { deferChoice } from '../defer/directive.ts';
import type { EngineEvents } from '../events.ts';
import type { Planner } from '../planning/index.ts';
import { type Prepared, prepare } from '../prepare.ts';
import type { LoadedSupergraph } from '../supergraph.ts';
import { draw, labelsOf } from './moving-fields.ts';
import { type NormalForm, normalForm } from './normal-form.ts';
import { estimatedBytes } from './size.ts';

export interface ReadyOperation {
  readonly form: NormalForm;
  readonly prepared: Prepared;
}

export interface Operations {
  /**
   * Expects a valid document. `access`: of which no more is planned and shown than it gives a right to; null for all of it. Rejects with
   * a GraphQLError when the operation cannot be planned.
   */
  ready(
    document: DocumentNode,
    operationName: string | undefined,
    access: Access | null,
  ): ReadyOperation | Promise<ReadyOperation>;
  /** The operations asked for most, most first. */
  hottest(count: number): readonly HotOperation[];
}

export interface HotOperation {
  readonly document: DocumentNode;
  /** By which it was prepared; null where all of it may be seen. */
  readonly access: Access | null;
}

/** What the answer is written by: the operation with conditions and names the planner and the engine can work with. */
function asAnswered(supergraph: LoadedSupergraph, written: DocumentNode): DocumentNode {
  const { apiSchema, interfaceObjects, interfaceObjectFields, interfaceRequirements, neededNames } = supergraph;
  const taken = asksRequirements(written, interfaceRequirements) ? deferChoice(written).whole : written;
  const named = withoutShadowing(withNarrowConditions(apiSchema, interfaceObjects, taken), neededNames);
  return namedByMeaning(interfaceObjectFields, named);
}

/** What is planned of it. */
function asPlanned(supergraph: LoadedSupergraph, answered: DocumentNode): DocumentNode {
  const { apiSchema, interfaceObjects, interfaceRequirements } = supergraph;
  const deferred = withDeferredTypes(apiSchema, interfaceObjects, withoutDeferredIntrospection(answered));
  const simple = withoutBareSelections(withDeferredConditions(deferred));
  return askedOfInterfaces(apiSchema, interfaceRequirements, simple);
}

/** With the labels of its moving fields: all of them as kept, those that are on as drawn. */
interface Form extends NormalForm {
  readonly labels: readonly string[];
  /** Null where no access restricts anything of it. */
  readonly restriction: ((access: Access) => Restriction) | null;
}

interface Kept {
  readonly prepared: Prepared;
  readonly document: DocumentNode;
  readonly access: Access | null;
  readonly bytes: number;
  uses: number;
}

/** What was refused once is refused again without planning, for this long. Milliseconds. */
const refusalKept = 30_000;

export function createOperations(options: {
  readonly supergraph: LoadedSupergraph;
  readonly planner: Planner;
  /** For everything kept, by estimate. */
  readonly maxBytes: number;
  readonly events: EngineEvents;
  /** What is planned along, and not shown. */
  readonly alsoAsked?: (planned: DocumentNode) => DocumentNode;
  /** From 0 up to but not including 1; for moving fields. */
  readonly random?: () => number;
}): Operations {
  const { supergraph, planner, maxBytes, events, alsoAsked, random = Math.random } = options;
  const asAsked = (planned: DocumentNode) => alsoAsked?.(planned) ?? planned;
  // Apollo Server keeps documents by their text, so one text is brought to its normal form once.
  const forms = new WeakMap<DocumentNode, Map<string, Form>>();
  const kept = new LRUCache<string, Kept>({ maxSize: maxBytes, sizeCalculation: ({ bytes }) => bytes });
  const underWay = new Map<string, Promise<Prepared>>();
  const refused = new LRUCache<string, GraphQLError>({ max: 500, ttl: refusalKept });

  const completed = (form: NormalForm): Form => ({
    ...form,
    labels: labelsOf(form.document, supergraph.movingFields),
    restriction: restrictions(supergraph.apiSchema, supergraph.accessRules, form.document),
  });
  const formOf = (document: DocumentNode, name: string | undefined): Form => {
    const known = forms.get(document) ?? new Map<string, Form>();
    forms.set(document, known);
    const form = known.get(name ?? '') ?? completed(normalForm(supergraph.apiSchema, document, name));
    known.set(name ?? '', form);
    if (form.labels.length === 0) return form;
    const labels = draw(form.labels, random);
    return { ...form, key: `${form.key} ${labels.join(' ')}`, labels };
  };
  const make = async (
    key: string,
    { document: written, length, labels }: Form,
    access: Access | null,
  ): Promise<Prepared> => {
    const start = performance.now();
    const restricted: Restricted | null = access && restrictedBy(supergraph, access);
    try {
      const noted = restricted ? restricted.noted(written) : written;
      const { document, plan } = await planAtAll(asAnswered(supergraph, noted), (chosen) =>
        planner.plan(asAsked(asPlanned(supergraph, restricted ? restricted.visible(chosen) : chosen)), labels),
      );
      const prepared = prepare(supergraph, document, undefined, plan, restricted, needed(document, restricted));
      kept.set(key, { prepared, document: written, access, bytes: estimatedBytes(length, prepared.plan), uses: 0 });
      events.onPlan('planned', performance.now() - start);
      return prepared;
    } catch (error) {
      events.onPlan('refused', performance.now() - start);
      if (error instanceof GraphQLError) refused.set(key, error);
      throw error;
    }
  };

  /** What is planned along and not shown. */
  const needed = (document: DocumentNode, restricted: Restricted | null): Iterable<string> => {
    if (alsoAsked === undefined) return [];
    const wanted = restricted ? restricted.visible(document) : document;
    const [all, own] = [alsoAsked(wanted), wanted].map((each) => askedFields(supergraph.fullSchema, each));
    return [...(all ?? [])].filter((each) => own?.has(each) !== true);
  };

  return {
    ready: (document, operationName, access) => {
      const form = formOf(document, operationName);
      const restriction = access && form.restriction ? form.restriction(access) : '';
      // Who is shown all of it shares with everybody who is.
      const key = restriction === '' ? form.key : `${form.key} ${restriction}`;
      const known = kept.get(key);
      if (known) {
        known.uses += 1;
        events.onPlan('kept', 0);
        return { form, prepared: known.prepared };
      }
      const no = refused.get(key);
      if (no) throw no;
      let made = underWay.get(key);
      if (made) events.onPlan('shared', 0);
      else {
        made = make(key, form, restriction === '' ? null : access);
        underWay.set(key, made);
        const done = () => void underWay.delete(key);
        made.then(done, done);
      }
      return made.then((prepared) => ({ form, prepared }));
    },
    hottest: (count) =>
      [...kept.values()]
        .toSorted((left, right) => right.uses - left.uses)
        .slice(0, count)
        .map(({ document, access }) => ({ document, access })),
  };
}
