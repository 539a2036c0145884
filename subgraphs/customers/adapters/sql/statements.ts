/**
 * Statements are compiled once for a number of keys and used again with other keys: compiling costs more than SQLite takes to
 * answer, and servers keep their prepared statements.
 */
import type { CompiledQuery } from 'kysely';

/** No database holds NUL or half a character in a text, and PostgreSQL refuses to look for one. */
export const isStorable = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed();

/** A compiled statement whose parameters are still slots: `slots[i]` says which value goes to the i-th parameter. */
interface Template<Row> {
  readonly compiled: CompiledQuery<Row>;
  readonly slots: readonly (number | null)[];
}

/**
 * Makes `statement(values)`. `build` gets as many marks as there are values and must pass each on as a parameter, unchanged,
 * as often as it likes; what else it passes stays as it is.
 */
export function reusable<Row>(
  build: (marks: readonly string[], shape: string) => CompiledQuery<Row>,
): (values: readonly string[], shape?: string) => CompiledQuery<Row> {
  const templates = new Map<string, Template<Row>>();
  return (values, shape = '') => {
    const key = `${shape} ${values.length}`;
    const template = templates.get(key) ?? makeTemplate(build, values.length, shape);
    templates.set(key, template);
    const { compiled, slots } = template;
    const parameters = slots.map((slot, index) => (slot === null ? compiled.parameters[index] : (values[slot] ?? '')));
    return { ...compiled, parameters };
  };
}

function makeTemplate<Row>(
  build: (marks: readonly string[], shape: string) => CompiledQuery<Row>,
  count: number,
  shape: string,
): Template<Row> {
  const marks = Array.from({ length: count }, (_, index) => `\u0000mark ${index}`);
  const places = new Map<unknown, number>(marks.map((mark, index) => [mark, index]));
  const compiled = build(marks, shape);
  return { compiled, slots: compiled.parameters.map((parameter) => places.get(parameter) ?? null) };
}
