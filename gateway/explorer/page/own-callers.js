// One's own token or API key, and what one asks for.
import { keep, kept } from './kept.js';

/** `panel`: where the fields go. */
export function ownCallers(panel) {
  const form = panel.querySelector('#own');
  const [secret, purpose, told] = ['#token', '#own-purpose', '#told'].map((id) => form.querySelector(id));
  let own = kept('own');
  panel.hidden = false;
  form.hidden = false;
  purpose.value = own?.purpose ?? '';
  told.textContent = own
    ? describe(own.secret)
    : 'Paste a token of your identity provider, or an API key: nobody else is answered here.';

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const pasted = secret.value.trim().replace(/^Bearer +/i, '');
    own = { secret: pasted || own?.secret, purpose: purpose.value.trim() };
    if (!own.secret) return secret.focus();
    keep('own', own);
    // The explorer reads the schema once it is loaded, and gives up for good when it is refused.
    location.reload();
  });
  const forget = form.querySelector('#forget');
  forget.hidden = own === null;
  forget.addEventListener('click', () => {
    keep('own', null);
    location.reload();
  });

  return {
    addressed: async (url) => url,
    asked: () =>
      [own ? describe(own.secret) : 'nobody', own?.purpose && `for ${own.purpose}`].filter(Boolean).join(', '),
    credentials: async () => ({
      ...(own && { authorization: `Bearer ${own.secret}` }),
      ...(own?.purpose && { 'x-purpose': own.purpose }),
    }),
    renewed: async () => false,
    isKnown: () => own !== null,
  };
}

/** What can be read of it without a key. */
function describe(secret) {
  if (secret.startsWith('acg_')) return 'an API key';
  try {
    const [, payload] = secret.split('.');
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (sign) =>
      sign.charCodeAt(0),
    );
    const { iss, exp } = JSON.parse(new TextDecoder().decode(bytes));
    const until =
      exp === undefined ? '' : `, until ${new Date(exp * 1_000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    return `a token of ${iss}${until}`;
  } catch {
    return 'a token that cannot be read here';
  }
}
