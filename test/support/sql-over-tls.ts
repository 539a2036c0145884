/** TLS before a SQL server that has none, as its own protocol begins it: what a client asks first is whether it may. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';

export interface Front {
  readonly port: number;
  close(): void;
}

/** `url` is that of the server, `postgres:` or `mysql:`. Needs `openssl`. */
export async function tlsBefore(url: string): Promise<Front> {
  const { hostname, port, protocol } = new URL(url);
  const upgrade = protocol === 'mysql:' ? upgradeMysql : upgradePostgres;
  const certificate = selfSigned();
  const open = new Set<Socket>();
  const front = createServer((client) => {
    const server = connect(Number(port), hostname);
    for (const socket of [client, server]) {
      open.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        client.destroy();
        server.destroy();
      });
    }
    void upgrade(client, server, () => new TLSSocket(client, { isServer: true, ...certificate }).on('error', () => {}));
  });
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  return {
    port: (front.address() as AddressInfo).port,
    close: () => {
      for (const socket of open) socket.destroy();
      front.close();
    },
  };
}

type Upgrade = (client: Socket, server: Socket, secure: () => TLSSocket) => Promise<void>;

/** Eight bytes ask for TLS, one grants it; the rest is as without. */
const upgradePostgres: Upgrade = async (client, server, secure) => {
  await take(client, 8);
  client.write('S');
  const inside = secure();
  inside.pipe(server).pipe(inside);
};

const mayTls = 0x0800;

/** The greeting offers TLS and the first packet asks for it, which the server must not see: packets are numbered. */
const upgradeMysql: Upgrade = async (client, server, secure) => {
  const greeting = await packet(server);
  // Behind a version that ends with 0: connection 4, salt 8, filler 1.
  const offer = greeting.indexOf(0, 5) + 1 + 13;
  greeting.writeUInt16LE(greeting.readUInt16LE(offer) | mayTls, offer);
  client.write(greeting);
  await packet(client);
  const inside = secure();
  const login = await packet(inside);
  login.writeUInt8(login.readUInt8(3) - 1, 3);
  login.writeUInt16LE(login.readUInt16LE(4) & ~mayTls, 4);
  server.write(login);
  const welcome = await packet(server);
  welcome.writeUInt8(welcome.readUInt8(3) + 1, 3);
  inside.write(welcome);
  inside.pipe(server).pipe(inside);
};

/** With its head of four bytes: three of length, one of number. */
async function packet(socket: Socket): Promise<Buffer> {
  const head = await take(socket, 4);
  return Buffer.concat([head, await take(socket, head.readUIntLE(0, 3))]);
}

async function take(socket: Socket, bytes: number): Promise<Buffer> {
  for (;;) {
    const taken: Buffer | null = socket.read(bytes);
    if (taken !== null) return taken;
    await once(socket, 'readable');
  }
}

function selfSigned(): { readonly key: Buffer; readonly cert: Buffer } {
  const folder = mkdtempSync(join(tmpdir(), 'sql-tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  try {
    const subject = ['-days', '2', '-subj', '/CN=sql.example.com'];
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...subject, '-keyout', key, '-out', cert],
      {
        stdio: 'pipe',
      },
    );
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
