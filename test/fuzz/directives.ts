/** Random `@skip`, `@include` and, in some operations, `@defer`. */
import { type ArgumentNode, type DirectiveNode, Kind, type ValueNode } from 'graphql';
import { type Inputs, name } from './inputs.ts';
import type { Choices } from './random.ts';

export class Directives {
  readonly #choices: Choices;
  readonly #inputs: Inputs;
  #labels = 0;
  #defers = false;

  constructor(choices: Choices, inputs: Inputs) {
    this.#choices = choices;
    this.#inputs = inputs;
  }

  /** From now on fragments may be deferred. */
  startDeferring(): void {
    this.#defers = true;
  }

  ofField(): DirectiveNode[] {
    if (!this.#choices.chance(8)) return [];
    const first = this.#condition();
    if (!this.#choices.chance(4)) return [first];
    const second = this.#condition();
    return first.name.value === second.name.value ? [first] : [first, second];
  }

  ofFragment(): DirectiveNode[] {
    const conditions = this.ofField();
    if (!this.#defers || this.#choices.chance(3)) return conditions;
    const label = `d${this.#labels}`;
    this.#labels += 1;
    const given = [
      ...(this.#choices.chance(4) ? [] : [argument('label', { kind: Kind.STRING, value: label })]),
      ...(this.#choices.chance(4) ? [argument('if', this.#inputs.condition())] : []),
    ];
    return [...conditions, { kind: Kind.DIRECTIVE, name: name('defer'), arguments: given }];
  }

  #condition(): DirectiveNode {
    const which = this.#choices.chance(2) ? 'skip' : 'include';
    return { kind: Kind.DIRECTIVE, name: name(which), arguments: [argument('if', this.#inputs.condition())] };
  }
}

function argument(of: string, value: ValueNode): ArgumentNode {
  return { kind: Kind.ARGUMENT, name: name(of), value };
}
