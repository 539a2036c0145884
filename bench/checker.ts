/** Whether all gateways say the same. */
import type { Result } from './load.ts';

/** All answers to a request are one, whoever gives them. */
export class Checker {
  readonly #answers = new Map<string, { readonly by: string; readonly digests: readonly string[] }>();
  readonly #wrong: string[] = [];

  check(gateway: string, workload: string, { answers, wrong }: Result): void {
    for (const problem of wrong) this.#wrong.push(`${gateway}, ${workload}: ${problem}`);
    const known = this.#answers.get(workload);
    if (known === undefined) this.#answers.set(workload, { by: gateway, digests: answers });
    else if (answers.some((digest, index) => digest && known.digests[index] && digest !== known.digests[index])) {
      this.#wrong.push(`${gateway}, ${workload}: not the answer of ${known.by}`);
    }
  }

  verdict(): string {
    const wrong = [...new Set(this.#wrong)];
    return wrong.length === 0 ? 'Every answer was the same from all.' : `NOT EQUAL:\n${wrong.join('\n')}`;
  }
}
