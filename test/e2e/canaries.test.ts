/** Nobody is told who a customer is: in one process and in five, with a cache and without. */
import { describeSilence } from '../support/silence.ts';

describeSilence([
  { title: 'in one process', apart: false },
  { title: 'in five', apart: true },
  { title: 'with a cache in memory', apart: false, cache: () => ({ CACHE: 'memory' }) },
]);
