// Who asks. In a demo he is chosen from a menu; where callers have to say who they are, a token or key is pasted. Either is kept by this tab
// alone, until it is closed.
import { demoCallers } from './demo-callers.js';
import { ownCallers } from './own-callers.js';

const nobody = {
  asked: () => null,
  addressed: async (url) => url,
  credentials: async () => ({}),
  renewed: async () => false,
  isKnown: () => true,
};

const kinds = { demo: demoCallers, required: ownCallers };
const callers = kinds[document.documentElement.dataset.callers]?.(document.querySelector('#callers')) ?? nobody;

/** In words; null where nobody is asked who he is. */
export const asked = () => callers.asked();
/** Where he asks what would be asked there. */
export const addressed = (url) => callers.addressed(url);
/** Headers that say who asks, and for what. */
export const credentials = () => callers.credentials();
/** Whether there are others, now that these were not accepted. */
export const renewed = () => callers.renewed();
/** Whether anything would be answered. */
export const isKnown = () => callers.isKnown();
