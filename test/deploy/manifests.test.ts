/** What deploy/ tells others to run is what the product is: its programs, settings, ports and addresses. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { ConfigMap } from 'kubernetes-models/v1/ConfigMap';
import { Namespace } from 'kubernetes-models/v1/Namespace';
import { Service } from 'kubernetes-models/v1/Service';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../gateway/config.ts';
import { subgraphs } from '../../subgraphs/index.ts';
import { readSettings, settingPrefix } from '../../subgraphs/shared/hosting/read-settings.ts';
import { readSupergraphConfig } from '../../subgraphs/supergraph-config.ts';
import {
  compose,
  ignored,
  kubernetesFiles,
  kustomization,
  ofKind,
  type Resource,
  resources,
  stage,
  stages,
} from '../support/deploy.ts';
import { read } from '../support/source-files.ts';

const path = (file: string) => fileURLToPath(new URL(`../../${file}`, import.meta.url));
const graphs = readSupergraphConfig(path('supergraph.yaml')).subgraphs.map(({ name, routingUrl }) => ({
  name,
  url: routingUrl,
}));
const home = new Map(graphs.map(({ name, url }) => [name, url]));
const names = subgraphs.map(({ name }) => name);

/** Of the runtime, not of the product. */
const ofNode = ['NODE_OPTIONS', 'NODE_ENV'];
const ofEverySubgraph = [
  'PORT',
  'HOST',
  'LOG_LEVEL',
  'REQUEST_TIMEOUT_MS',
  'MAX_REQUEST_BYTES',
  'SUBGRAPH_SECRET',
  'WORLD_NOW',
  'WORLD_PEOPLE',
];
/** In place of what only an installation knows. */
const secrets: Readonly<Record<string, string>> = {
  CACHE: 'redis+cluster://redis.example.com:6379',
  CACHE_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
  CUSTOMERS_URL: 'postgres://reader@crm.example.com/crm',
  RESERVATIONS_URL: 'https://pss.example.com/soap',
  RESERVATIONS_USER: 'WSAXGRPH',
  RESERVATIONS_PASSWORD: 'invented',
  RESERVATIONS_OFFICE: 'BERAX0100',
  LOYALTY_URL: 'mariadb://reader@ledger.example.com/loyalty',
  SERVICE_CASES_URL: 'https://rt.example.com',
  SERVICE_CASES_TOKEN: '1-14-invented',
  SUBGRAPH_SECRET: 'invented-for-manifests-0123456789abcdef',
};

/** What the gateway makes of it; throws what it would complain of. */
function gatewayConfig(environment: Readonly<Record<string, string>>) {
  const known = read('gateway/README.md');
  const unknown = Object.keys(environment).filter(
    (name) => !ofNode.includes(name) && !known.includes(`\`${name}\``) && !/_SUBGRAPH_URL$/.test(name),
  );
  expect(unknown).toEqual([]);
  const result = readConfig({ ...environment }, subgraphs, graphs, home);
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  return result.config;
}

/** What a subgraph's program complains of. */
function problemsOf(name: string, environment: Readonly<Record<string, string>>): readonly string[] {
  const definition = subgraphs.find((each) => each.name === name)!;
  const known = [...ofNode, ...ofEverySubgraph, 'EXPLORER', ...Object.keys(definition.settings)];
  const unknown = Object.keys(environment).filter((setting) => !known.includes(setting));
  const own = Object.fromEntries(Object.entries(environment).filter(([setting]) => setting in definition.settings));
  const result = readSettings(own, definition.settings, [settingPrefix(definition.name)]);
  return [...unknown, ...('problems' in result ? result.problems : [])];
}

/** Which program, and of which subgraph. */
function expectProgram(name: string, command: readonly string[]): void {
  const [file = '', ...words] = command;
  expect(existsSync(path(file)), file).toBe(true);
  expect([file, ...words]).toEqual(name === 'gateway' ? ['gateway/main.ts'] : ['subgraphs/main.ts', name]);
}

describe('the image', () => {
  test('is made of files that are there, and that the context lets in', () => {
    const copied = stages.flatMap(({ copies }) =>
      copies.flatMap(({ stage, sources }) => (stage === null ? sources : [])),
    );
    expect(new Set(copied)).toEqual(
      new Set(['package.json', 'package-lock.json', '.npmrc', 'supergraph.yaml', 'gateway', 'subgraphs', 'legacy']),
    );
    for (const source of copied) {
      expect(existsSync(path(source)), source).toBe(true);
      expect(ignored).toContain(`!${source}`);
    }
  });

  test('has the Node the project is for, and is nobody’s who may do anything', () => {
    const wanted = `node:${read('.nvmrc').trim()}-slim`;
    for (const { from } of stages) expect(from).toBe(wanted);
    expect(stage('product').user).toMatch(/^[1-9]\d*$/);
  });

  test('is the product without stand-ins unless the demonstration is asked for', () => {
    expect(stages.at(-1)?.name).toBe('product');
    const copies = (name: string) => stage(name).copies.flatMap(({ sources }) => sources);
    expect(copies('product')).not.toContain('legacy');
    expect(copies('demo')).toContain('legacy');
  });

  test('starts the gateway, on the port it says, with settings there are', () => {
    const { environment, entrypoint, command, exposed } = stage('product');
    expectProgram('gateway', command);
    expect(entrypoint[0]).toBe('node');
    const config = gatewayConfig(environment);
    expect(exposed).toEqual([String(config.port)]);
    expect([config.host, config.explorer]).toEqual(['0.0.0.0', false]);
  });
});

describe('the Kubernetes manifests', () => {
  const { environment: imageEnvironment } = stage('product');
  const schemas = {
    ConfigMap,
    Namespace,
    Service,
    Deployment,
    HorizontalPodAutoscaler,
    NetworkPolicy,
    PodDisruptionBudget,
  };
  const isKnown = (kind: string): kind is keyof typeof schemas => kind in schemas;
  const deployments = ofKind('Deployment').map((resource) => [resource.metadata.name, resource] as const);
  const pod = ({ spec }: Resource) => spec.template.spec;
  const container = (resource: Resource) => pod(resource).containers[0];
  const configMap = (name: string) => ofKind('ConfigMap').find(({ metadata }) => metadata.name === name)?.data;

  /** All a container finds in its environment. */
  function environmentOf(resource: Resource): Record<string, string> {
    const { env = [], envFrom = [] } = container(resource);
    const maps = envFrom.map((source: { configMapRef: { name: string } }) => configMap(source.configMapRef.name));
    expect(maps).not.toContain(undefined);
    const own = env.map((each: { name: string; value?: string; valueFrom?: { secretKeyRef: { key: string } } }) => [
      each.name,
      each.value ?? secrets[each.valueFrom?.secretKeyRef.key ?? ''],
    ]);
    return { ...imageEnvironment, ...Object.assign({}, ...maps), ...Object.fromEntries(own) };
  }

  test.each(resources.map((each) => [`${each.kind} ${each.metadata.name}`, each] as const))(
    '%s is what its schema says',
    (_, resource) => {
      if (!isKnown(resource.kind)) throw new Error(`${resource.kind} is not checked`);
      const model = new schemas[resource.kind](JSON.parse(JSON.stringify(resource)));
      expect(() => model.validate()).not.toThrow();
      expect(model.apiVersion).toBe(resource.apiVersion);
    },
  );

  test('that are wrong would be seen', () => {
    const broken = new Deployment(
      JSON.parse('{"metadata":{"name":"x"},"spec":{"template":{"spec":{"containers":[]}}}}'),
    );
    expect(() => broken.validate()).toThrow(/selector/);
  });

  test('are all in the kustomization, and are of its image', () => {
    expect(kustomization.resources.toSorted()).toEqual(kubernetesFiles.toSorted());
    const [image] = kustomization.images;
    for (const [, deployment] of deployments)
      expect(container(deployment).image).toBe(`${image?.name}:${image?.newTag}`);
  });

  test('run the gateway and each subgraph', () => {
    expect(deployments.map(([name]) => name).toSorted()).toEqual(['gateway', ...names].toSorted());
  });

  test('give the gateway settings there are, and an address of every subgraph that is a service here', () => {
    const [, gateway] = deployments.find(([name]) => name === 'gateway')!;
    const config = gatewayConfig(environmentOf(gateway));
    expect([config.standIns, config.subgraphSecrets.length]).toEqual([[], 1]);
    const services = new Map(ofKind('Service').map(({ metadata, spec }) => [metadata.name, spec.ports[0].port]));
    for (const name of names) {
      const url = config.remotes.get(name)!;
      expect([url.hostname, services.get(url.hostname), url.pathname]).toEqual([name, Number(url.port), '/graphql']);
    }
    expect(config.trustedProxies).not.toEqual([]);
    expect(config.cache?.place).toMatchObject({ kind: 'redis' });
    // It has to end by itself before it is killed.
    expect(pod(gateway).terminationGracePeriodSeconds * 1_000).toBeGreaterThan(config.drainDelay + 15_000);
  });

  test.each(names)('give the %s subgraph settings there are, and all it needs', (name) => {
    const [, deployment] = deployments.find(([each]) => each === name)!;
    const environment = environmentOf(deployment);
    expect(problemsOf(name, environment)).toEqual([]);
    expect(environment.SUBGRAPH_SECRET).toBe(secrets.SUBGRAPH_SECRET);
    const { preStop } = container(deployment).lifecycle;
    expect(pod(deployment).terminationGracePeriodSeconds).toBeGreaterThan(preStop.sleep.seconds + 15);
  });

  test.each(deployments)(
    'start the program of %s, locked in, on the port that its probes and its service ask',
    (name, deployment) => {
      const {
        args,
        ports,
        startupProbe,
        livenessProbe,
        readinessProbe,
        securityContext,
        resources: asked,
      } = container(deployment);
      expectProgram(name, args);
      expect(ports).toEqual([{ name: 'http', containerPort: Number(environmentOf(deployment).PORT) }]);
      const asks = [startupProbe, livenessProbe, readinessProbe].map(({ httpGet }) => httpGet);
      expect(asks.map((probe) => `${probe.port} ${probe.path}`)).toEqual([
        'http /healthz',
        'http /healthz',
        'http /readyz',
      ]);
      const service = ofKind('Service').find(({ metadata }) => metadata.name === name);
      expect([service?.spec.ports[0].targetPort, service?.spec.selector]).toEqual([
        'http',
        deployment.spec.selector.matchLabels,
      ]);
      expect(deployment.spec.template.metadata.labels).toMatchObject(deployment.spec.selector.matchLabels);
      expect(pod(deployment).securityContext.runAsUser).toBe(Number(stage('product').user));
      expect(securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(asked.limits.memory).toBe(asked.requests.memory);
    },
  );

  test('keep one of each up, and scale what is there', () => {
    const budgets = ofKind('PodDisruptionBudget').map(
      ({ spec }) => spec.selector.matchLabels['app.kubernetes.io/name'],
    );
    expect(budgets.toSorted()).toEqual(deployments.map(([name]) => name).toSorted());
    for (const { spec } of ofKind('HorizontalPodAutoscaler')) {
      expect(deployments.map(([name]) => name)).toContain(spec.scaleTargetRef.name);
    }
    for (const [, { spec }] of deployments) expect(spec.replicas).toBeGreaterThan(1);
  });

  test('let the gateway alone reach the subgraphs', () => {
    const policy = (name: string) => ofKind('NetworkPolicy').find(({ metadata }) => metadata.name === name)?.spec;
    expect(policy('nobody')).toEqual({ podSelector: {}, policyTypes: ['Ingress'] });
    expect(policy('subgraphs').podSelector.matchExpressions[0].values).toEqual(names);
    expect(policy('subgraphs').ingress[0].from[0].podSelector.matchLabels['app.kubernetes.io/name']).toBe('gateway');
    expect(policy('gateway').egress[0].to[0].podSelector.matchExpressions[0].values).toEqual(names);
  });
});

describe('compose.yaml', () => {
  const needed = { SUBGRAPH_SECRET: secrets.SUBGRAPH_SECRET ?? '' };
  const demo = compose(needed);
  const programs = ['gateway', ...names].map((name) => [name, demo[name]!] as const);

  test.each(programs)('runs %s from the image, locked in', (name, service) => {
    expectProgram(name, service.command ?? []);
    expect(existsSync(path(`deploy/${service.build?.context}/${service.build?.dockerfile}`))).toBe(true);
    expect(stages.map((each) => each.name)).toContain(service.build?.target);
    expect([service.read_only, service.cap_drop]).toEqual([true, ['ALL']]);
    expect(service.profiles).toBeUndefined();
  });

  test('gives the gateway the subgraphs’ addresses, and shows it alone, to this machine alone', () => {
    const config = gatewayConfig({ ...stage('demo').environment, ...demo.gateway?.environment });
    const addresses = [...config.remotes].map(([name, { hostname, port }]) => [name, hostname, port]);
    expect(addresses).toEqual(names.map((name) => [name, name, '4000']));
    expect(demo.gateway?.ports).toEqual(['127.0.0.1:4000:4000']);
    for (const [name, { ports }] of programs) expect(ports === undefined).toBe(name !== 'gateway');
  });

  test.each(names)('passes the %s subgraph all it needs of a real system', (name) => {
    const environment = compose({ ...secrets, TARGET: 'product' })[name]?.environment;
    expect(problemsOf(name, { ...stage('product').environment, ...environment })).toEqual([]);
  });

  test('starts nothing without a secret by which the subgraphs know the gateway, and gives all of them one', () => {
    expect(() => compose()).toThrow(/^SUBGRAPH_SECRET: write/);
    const told = programs.map(([, { environment }]) => environment?.SUBGRAPH_SECRET);
    expect(told).toEqual(programs.map(() => secrets.SUBGRAPH_SECRET));
  });

  test('passes the gateway an address of its Redis, and keys', () => {
    const given = { ...needed, CACHE: 'redis://redis:6379', CACHE_KEYS: secrets.CACHE_KEYS ?? '' };
    const place = gatewayConfig(compose(given).gateway?.environment ?? {}).cache?.place;
    expect(place).toMatchObject({ kind: 'redis' });
    expect(gatewayConfig(demo.gateway?.environment ?? {}).cache).toBeNull();
  });

  test('waits for databases there are, only where they are asked for', () => {
    for (const [name, { depends_on = {}, profiles = [] }] of Object.entries(demo)) {
      for (const other of Object.keys(depends_on)) expect(Object.keys(demo), name).toContain(other);
      const own = programs.some(([program]) => program === name);
      expect(profiles, name).toEqual(own ? [] : [name === 'redis' ? 'cache' : 'databases']);
    }
  });
});
