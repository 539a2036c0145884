/**
 * graphql-js tells a client his mistake with the value he made it in, which may be a customer's name or number, and ends in the
 * client's own log. Here its texts are told without: where it is, `locations` and the names in the text say.
 */
type Retelling = readonly [RegExp, (...groups: string[]) => string];

const retellings: readonly Retelling[] = [
  [
    /^(Syntax Error: [\s\S]*?)(String|BlockString|Int|Float|Name|Comment) "[\s\S]*$/,
    (_, text = '', token = '') => `${text}${token}.`,
  ],
  [/^Variable "\$(\w+)" got invalid value ([\s\S]*)$/, (_, name = '', rest = '') => wrongVariable(name, rest)],
  [/^Argument "(\w+)" has invalid value [\s\S]*$/, (_, name = '') => `Argument "${name}" has an invalid value.`],
  [/^Expected value of type "([^"]*)", found [\s\S]*$/, (_, type = '') => `Expected a value of type "${type}".`],
  [
    /^Value "[\s\S]*" does not exist in "(\w+)" enum[\s\S]*$/,
    (_, type = '') => `The enum "${type}" has no such value.`,
  ],
  [/^(Enum "\w+"|\w+) cannot represent [\s\S]*$/, (_, type = '') => `${type} cannot represent this value.`],
];

export function withoutValues(message: string): string {
  for (const [pattern, retell] of retellings) {
    const found = pattern.exec(message);
    if (found) return retell(...found);
  }
  return message;
}

/** `rest`: the value, where in it, and why, of which only what the schema says itself is kept. */
function wrongVariable(name: string, rest: string): string {
  const place = new RegExp(` at "(${name}[.\\w[\\]]*)"; `).exec(rest)?.[1];
  const reason = reasons.map((pattern) => pattern.exec(rest)?.[0]).find((text) => text !== undefined);
  return `Variable "$${name}" has an invalid value${place === undefined ? '' : ` at "${place}"`}${reason === undefined ? '.' : `: ${reason}`}`;
}

const reasons = [
  /Expected non-nullable type "[\w![\]]*" not to be null\.$/,
  /Field "\w+" of required type "[\w![\]]*" was not provided\.$/,
  /Expected type "\w+" to be an object\.$/,
];
