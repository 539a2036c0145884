/** Headers of every operation that goes to the subgraph at `url`: its form, and who asks when the address has a name and a password. */
export function subgraphHeaders({ username, password }: URL): Readonly<Record<string, string>> {
  const fixed = { 'content-type': 'application/json', accept: 'application/json' };
  if (username === '') return fixed;
  const who = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { ...fixed, authorization: `Basic ${Buffer.from(who).toString('base64')}` };
}
