/** Nobody is told who a customer is, with a cache, which our own engine alone has. */
import { describeSilence } from '../support/silence.ts';

describeSilence([{ title: 'with a cache in memory', apart: false, cache: () => ({ CACHE: 'memory' }) }]);
