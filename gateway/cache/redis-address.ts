/**
 * Where Redis is: `redis://[user:password@]host[:6379][/database]`, `redis+sentinel://host:26379,host:26379/name[/database]`, where
 * `name` is that of the primary, or `redis+cluster://host:6379,host:6379`. With `rediss` for `redis`, over TLS.
 */
export interface Host {
  readonly host: string;
  readonly port: number;
}

interface Access {
  readonly username?: string;
  readonly password?: string;
  readonly tls: boolean;
}

export type RedisAddress = Access &
  (
    | { readonly kind: 'single'; readonly host: Host; readonly database: number }
    | { readonly kind: 'sentinel'; readonly hosts: readonly Host[]; readonly name: string; readonly database: number }
    | { readonly kind: 'cluster'; readonly hosts: readonly Host[] }
  );

const form = /^redis(s?)(?:\+(sentinel|cluster))?:\/\/(?:([^:@/]*)(?::([^@/]*))?@)?([^/@]+)((?:\/[^/]*)*)$/;

/** Null for a text that is no such address. */
export function readRedisAddress(text: string): RedisAddress | null {
  const [, secure, kind, username, password, list = '', rest = ''] = form.exec(text) ?? [];
  const hosts = list.split(',').map((each) => readHost(each, kind === 'sentinel' ? 26_379 : 6_379));
  const known = hosts.flatMap((host) => host ?? []);
  const [first] = known;
  const path = rest
    .split('/')
    .slice(1)
    .filter((part) => part !== '');
  if (first === undefined || known.length < hosts.length) return null;
  const access: Access = {
    tls: secure === 's',
    ...(username && { username: decoded(username) }),
    ...(password && { password: decoded(password) }),
  };
  if (kind === 'cluster') return path.length === 0 ? { ...access, kind, hosts: known } : null;
  const [name, ...after] = kind === 'sentinel' ? path : [null, ...path];
  const database = after[0] ?? '0';
  if (after.length > 1 || !/^\d{1,5}$/.test(database)) return null;
  if (kind !== 'sentinel') {
    return known.length === 1 ? { ...access, kind: 'single', host: first, database: Number(database) } : null;
  }
  return name ? { ...access, kind, hosts: known, name: decoded(name), database: Number(database) } : null;
}

function readHost(text: string, usualPort: number): Host | null {
  const [, bracketed, plain, port] = /^(?:\[([0-9A-Fa-f:]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  const number = port === undefined ? usualPort : Number(port);
  return host === undefined || number > 65_535 ? null : { host, port: number };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
