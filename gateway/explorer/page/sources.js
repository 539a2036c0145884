// Shows below the explorer where the answer on screen came from: every operation run here asks for it, saved or not.
{
  const columns = ['System', 'Parts of the answer', 'State', 'As of (UTC)', 'Milliseconds', 'Calls'];
  const send = globalThis.fetch.bind(globalThis);
  let shown = 0;

  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { origin, pathname } = new URL(request.url);
    if (origin !== location.origin || pathname !== '/graphql') return send(request);
    request.headers.set('x-sources', '1');
    const reply = await send(request);
    void follow(reply.clone()).catch(() => show([]));
    return reply;
  };

  // What is read of an answer that a later one has taken the place of is not shown.
  async function follow(reply) {
    let own = null;
    const entries = [];
    for await (const part of partsOf(reply)) {
      // The explorer reads the schema by itself, now and then.
      if (part.data?.__schema) return;
      own ??= ++shown;
      entries.push(...(part.extensions?.sources ?? []));
      if (own === shown) show(entries);
    }
  }

  /** One for an answer at once, several for one with deferred parts. */
  async function* partsOf(reply) {
    const boundary = /multipart\/mixed.*boundary="?([^";]+)/.exec(reply.headers.get('content-type') ?? '')?.[1];
    if (boundary === undefined) return yield await reply.json();
    let text = '';
    const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      text += read.value;
      const pieces = text.split(`\r\n--${boundary}`);
      text = pieces.pop();
      for (const piece of pieces) {
        const json = piece.slice(piece.indexOf('\r\n\r\n') + 4);
        if (json.trim() !== '') yield JSON.parse(json);
      }
    }
  }

  /** Parts that come one after another may each have asked a system for the same. */
  function together(entries) {
    const rows = new Map();
    for (const entry of entries) {
      const key = JSON.stringify([entry.system, entry.state, entry.code, entry.paths]);
      const { calls, milliseconds } = rows.get(key) ?? { calls: 0, milliseconds: 0 };
      rows.set(key, {
        ...entry,
        calls: calls === null || entry.calls === null ? null : calls + entry.calls,
        milliseconds: Math.max(milliseconds, entry.milliseconds),
      });
    }
    return [...rows.values()];
  }

  function show(told) {
    const entries = together(told);
    const panel = document.querySelector('#sources');
    panel.hidden = entries.length === 0;
    panel.querySelector('summary').textContent = summary(entries);
    panel.querySelector('tbody').replaceChildren(...entries.map(row));
    panel.querySelector('thead').replaceChildren(line('th', columns));
  }

  function summary(entries) {
    const systems = new Set(entries.map(({ system }) => system)).size;
    const calls = entries.reduce((sum, { calls: own }) => sum + (own ?? 0), 0);
    const states = ['unavailable', 'stale', 'cached'].flatMap((state) => {
      const own = entries.filter((entry) => entry.state === state);
      const names = [...new Set(own.map(({ system }) => system))].map((system) => {
        const oldest = Math.max(...own.flatMap((entry) => (entry.system === system ? (entry.age ?? []) : [])));
        if (oldest >= 0) return `${system} (${ageOf(oldest)} old)`;
        const partly = entries.some((entry) => entry.system === system && entry.state !== 'unavailable');
        return state === 'unavailable' && partly ? `${system} (in part)` : system;
      });
      return names.length > 0 ? [`${state}: ${names.join(', ')}`] : [];
    });
    const told = states.length > 0 ? states.join('; ') : 'all live';
    return `Where this comes from: ${count(systems, 'system')}, ${count(calls, 'call')}, ${told}`;
  }

  const count = (number, thing) => `${number} ${thing}${number === 1 ? '' : 's'}`;

  /** `40 s`, `12 min`, `3 h`. */
  function ageOf(seconds) {
    if (seconds < 120) return `${seconds} s`;
    return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`;
  }

  function row({ system, paths, state, code, asOf, age, milliseconds, calls }) {
    const parts = paths.map((path) => path.join('.') || 'the whole answer').join(', ');
    const then = asOf === null ? '–' : asOf.replace('T', ' ').replace('Z', '');
    const at = age === undefined ? then : `${then} (${ageOf(age)} ago)`;
    const made = line('td', [
      system,
      parts,
      code ? `${state} (${code})` : state,
      at,
      String(milliseconds),
      calls ?? 'not told',
    ]);
    made.className = state;
    return made;
  }

  function line(name, texts) {
    const made = document.createElement('tr');
    made.append(
      ...texts.map((text) => {
        const cell = document.createElement(name);
        cell.textContent = text;
        return cell;
      }),
    );
    return made;
  }
}
