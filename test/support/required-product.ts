/** The product with AUTH=required, and the identity provider that vouches for its callers. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { issuerEntry } from './auth-config.ts';
import { startIdentityProvider } from './identity-provider.ts';
import { type Product, startProduct } from './product.ts';

export interface RequiredProduct extends Product {
  /** The header of a caller with these roles; another subject is another caller. */
  as(roles: readonly string[], subject?: string): Promise<Record<string, string>>;
}

export async function startRequiredProduct(environment: Record<string, string> = {}): Promise<RequiredProduct> {
  const folder = mkdtempSync(join(tmpdir(), 'required-product-'));
  const provider = await startIdentityProvider();
  const file = join(folder, 'auth.json');
  writeFileSync(file, JSON.stringify({ issuers: [issuerEntry('staff', provider.issuer)] }));
  const product = await startProduct({
    AUTH: 'required',
    AUTH_FILE: file,
    POLICY_FILE: 'gateway/policy.yaml',
    AUDIT_FOLDER: mkdtempSync(join(folder, 'audit-')),
    ...environment,
  });
  return {
    ...product,
    as: async (roles, sub = 'somebody') => ({
      authorization: `Bearer ${await provider.token({ sub, roles, purposes: ['customer-service'] })}`,
    }),
    close: async () => {
      const code = await product.close();
      await provider.close();
      rmSync(folder, { recursive: true, force: true });
      return code;
    },
  };
}
