/** A cost, or how it follows from a request's variables: worked out as far as it can be once, so that a request adds up what is left. */

export type Variables = Readonly<Record<string, unknown>>;
export type Cost = number | ((variables: Variables) => number);
/** Whether something is asked at all; null for always. */
export type Condition = ((variables: Variables) => boolean) | null;

export const costWith = (cost: Cost, variables: Variables): number =>
  typeof cost === 'number' ? cost : cost(variables);

export function sum(parts: readonly Cost[]): Cost {
  let known = 0;
  const open = parts.filter((part) => {
    if (typeof part === 'number') known += part;
    return typeof part !== 'number';
  });
  if (open.length === 0) return known;
  return (variables) => open.reduce((total: number, part) => total + costWith(part, variables), known);
}

export function times(left: Cost, right: Cost): Cost {
  if (typeof left === 'number' && typeof right === 'number') return left * right;
  if (left === 0 || right === 0) return 0;
  return (variables) => costWith(left, variables) * costWith(right, variables);
}

/** 0 of none. */
export function most(parts: readonly Cost[]): Cost {
  const known = Math.max(0, ...parts.filter((part) => typeof part === 'number'));
  const open = parts.filter((part) => typeof part !== 'number');
  if (open.length === 0) return known;
  return (variables) => Math.max(known, ...open.map((part) => costWith(part, variables)));
}

export function when(condition: Condition, cost: Cost): Cost {
  if (condition === null || cost === 0) return cost;
  return (variables) => (condition(variables) ? costWith(cost, variables) : 0);
}

export function both(left: Condition, right: Condition): Condition {
  if (left === null || right === null) return left ?? right;
  return (variables) => left(variables) && right(variables);
}

export function either(left: Condition, right: Condition): Condition {
  if (left === null || right === null) return null;
  return (variables) => left(variables) || right(variables);
}
