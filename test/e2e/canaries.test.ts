/** Nobody is told who a customer is: in one process and in five. */
import { describeSilence } from '../support/silence.ts';

describeSilence([
  { title: 'in one process', apart: false },
  { title: 'in five', apart: true },
]);
