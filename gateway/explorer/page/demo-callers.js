// A demo's principals, in a menu.
import { keep, kept } from './kept.js';

/** Milliseconds. A token with less is not sent any more. */
const shortestLeft = 60_000;

/** `panel`: where the menu goes. */
export function demoCallers(panel) {
  const form = panel.querySelector('#demo');
  const [who, what, may] = ['#caller', '#purpose', '#may'].map((id) => form.querySelector(id));
  let principals = [];
  let loading = load();
  panel.hidden = false;
  form.hidden = false;

  async function load() {
    const reply = await fetch('/demo/principals');
    if (!reply.ok) throw new Error(`The principals of this demo cannot be had: ${reply.status}.`);
    principals = (await reply.json()).principals;
    offer();
  }

  const chosen = () => principals.find(({ name }) => name === who.value);
  const purpose = () => chosen()?.purposes.find(({ name }) => name === what.value);

  function offer() {
    const before = kept('caller');
    who.replaceChildren(...principals.map(({ name, title }) => option(name, title)));
    if (principals.some(({ name }) => name === before?.name)) who.value = before.name;
    offerPurposes(before?.purpose);
  }

  function offerPurposes(before) {
    const purposes = chosen()?.purposes ?? [];
    what.replaceChildren(...purposes.map(({ name }) => option(name, name.replaceAll('-', ' '))));
    if (purposes.some(({ name }) => name === before)) what.value = before;
    what.disabled = purposes.length < 2;
    tell();
  }

  function tell() {
    may.textContent = [chosen()?.does, purpose()?.may].filter(Boolean).join(' ');
    keep('caller', { name: who.value, purpose: what.value });
  }

  who.addEventListener('change', () => offerPurposes());
  what.addEventListener('change', tell);

  const holds = () => {
    const until = chosen()?.expires;
    return until !== undefined && Date.parse(until) - Date.now() > shortestLeft;
  };
  const renew = () => {
    loading = load();
    return loading;
  };
  return {
    asked: () => [chosen()?.title ?? who.value, what.value && `for ${what.value}`].filter(Boolean).join(', '),
    addressed: async (url) => {
      await loading.catch(renew);
      return new URL(chosen()?.address ?? url, url).href;
    },
    credentials: async () => {
      await loading.catch(renew);
      if (!holds()) await renew();
      const { token } = chosen() ?? {};
      return { ...(token && { authorization: `Bearer ${token}` }), ...(what.value && { 'x-purpose': what.value }) };
    },
    renewed: () =>
      renew().then(
        () => true,
        () => false,
      ),
    isKnown: () => true,
  };
}

function option(value, text) {
  const made = document.createElement('option');
  made.value = value;
  made.textContent = text;
  return made;
}
