// Every operation run here, saved or not, is asked as whoever is chosen, for its plan and its sources; what the answer tells of itself is shown
// below the explorer.
import { partsOf } from './answers.js';
import { addressed, asked, credentials, renewed } from './callers.js';
import { showSources } from './sources.js';
import { showWithheld } from './withheld.js';

let shown = 0;

/** The answer, as it came. `send` is the browser's own fetch. */
export async function ask(request, send) {
  request.headers.set('x-query-plan', '1');
  request.headers.set('x-sources', '1');
  // What is written in an operation's own headers goes before what is chosen.
  if (request.headers.has('authorization') || request.headers.has('x-api-key')) {
    const reply = await send(request);
    watch(reply, asked() && 'whom its own headers name');
    return reply;
  }
  const body = (await request.text()) || undefined;
  // He may have a part of the graph to himself, and the explorer then reads the schema of that.
  const { method, headers, signal } = request;
  const again = async () => asChosen(new Request(await addressed(request.url), { method, headers, body, signal }));
  const named = await again();
  const caller = asked();
  let reply = await send(named);
  // A gateway that was started anew has another key: tokens from before are nobody's.
  if (reply.status === 401 && (await renewed())) reply = await send(await again());
  watch(reply, caller);
  return reply;
}

async function asChosen(request) {
  for (const [name, value] of Object.entries(await credentials())) {
    if (!request.headers.has(name)) request.headers.set(name, value);
  }
  return request;
}

function watch(reply, caller) {
  follow(reply.clone(), caller).catch(() => show([], [], [], null));
}

// What is read of an answer that a later one has taken the place of is not shown.
async function follow(reply, caller) {
  let own = null;
  const [entries, errors, masked] = [[], [], []];
  for await (const part of partsOf(reply)) {
    // The explorer reads the schema by itself, now and then.
    if (part.data?.__schema) return;
    own ??= ++shown;
    entries.push(...(part.extensions?.sources ?? []));
    masked.push(...(part.extensions?.masked ?? []));
    for (const told of [part, ...(part.incremental ?? []), ...(part.completed ?? [])])
      errors.push(...(told.errors ?? []));
    if (own === shown) show(entries, errors, masked, caller);
  }
}

function show(entries, errors, masked, caller) {
  showWithheld(errors, masked, caller);
  showSources(entries);
}
