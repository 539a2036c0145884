/**
 * `npm run audit -- <clone>`: the cases of the public federation gateway audit, asked of this product over HTTP. One gateway serves
 * all its suites, one supergraph after another. Ends with 1 when a case failed.
 */
import { resolve } from 'node:path';
import { type Audited, serveAudit } from './audited.ts';
import { type ReloadingProduct, startReloading } from './reloading.ts';
import { whatIsWrong } from './rule.ts';

const print = (line: string) => process.stdout.write(`${line}\n`);
const textOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

const [clone, ...more] = process.argv.slice(2);
if (clone === undefined || more.length > 0) {
  process.stderr.write('Say where the clone is: npm run audit -- path/to/federation-gateway-audit\n');
  process.exit(64);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const audited = await serveAudit(resolve(clone)).catch((error: unknown) => {
  process.stderr.write(`${textOf(error)}\n`);
  process.exit(1);
});
try {
  process.exitCode = (await auditAll(audited)) ? 0 : 1;
} finally {
  await audited.close();
}

/** Whether there were cases and all of them passed. */
async function auditAll({ suites, supergraph, cases }: Audited): Promise<boolean> {
  let product: ReloadingProduct | null = null;
  let passed = 0;
  let failed = 0;
  try {
    for (const suite of suites) {
      const sdl = await supergraph(suite);
      const asked = await cases(suite);
      let refusal: string | null = null;
      if (product === null) product = await startReloading(sdl);
      else refusal = await product.serve(sdl).then(() => null, textOf);
      const failures: string[] = [];
      for (const [index, each] of asked.entries()) {
        const wrong: string | null =
          refusal ?? (await product.ask(each.query).then((answer) => whatIsWrong(each, answer), textOf));
        if (wrong !== null) failures.push(`${suite} ${index}: ${each.query.replaceAll(/\s+/g, ' ').trim()}\n${wrong}`);
      }
      const right = asked.length - failures.length;
      print(`${failures.length === 0 ? 'ok  ' : 'FAIL'} ${suite}: ${right} of ${asked.length}`);
      for (const failure of failures) print(failure.replaceAll(/^/gm, '     '));
      passed += right;
      failed += failures.length;
    }
  } finally {
    await product?.close();
  }
  print(`${passed} passed, ${failed} failed`);
  return passed > 0 && failed === 0;
}
