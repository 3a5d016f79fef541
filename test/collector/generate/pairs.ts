import { collectorBackends } from '../../../src/collector/generate/find-backend.ts';
import { signalsOf } from '../../../src/collector/generate/outlets.ts';
import {
  type BackendUse,
  type Listen,
  TOPOLOGY_SIGNALS,
  type Topology,
} from '../../../src/collector/generate/topology.ts';
import { createRandom } from '../differential/random.ts';

const TLS = { certFile: 'tls.crt', keyFile: 'tls.key' };

export const LISTENERS = ['loopback', 'tls', 'mtls', 'plain', 'no auth'] as const;

/** What a topology may have, by what it is about. Every value stands with every other one in some topology. */
const CHOICES = {
  topology: ['single', 'agent', 'gateway', 'tail-sampling'],
  backend: collectorBackends.map(({ id }) => id),
  second: [undefined, 'otlp', 'prometheus', 'loki', 'kafka', 'file', 'datadog', 'prometheus-remote-write'],
  where: ['here', 'far', 'plain'],
  signals: ['all', 'traces', 'metrics', 'logs', 'traces,logs', 'traces,metrics'],
  listen: LISTENERS,
  sampling: [undefined, 'production', 'staging'],
  redaction: [undefined, 'gdpr', 'none'],
  queue: [undefined, 'memory'],
  tenants: [undefined, 'filter', 'routing', 'otherwise'],
  kubernetes: [false, true],
  browsers: [undefined, 'here', 'far'],
  spanMetrics: [undefined, false],
  statsd: [undefined, '127.0.0.1:8125'],
} as const;

type Key = keyof typeof CHOICES;
export type Chosen = { readonly [K in Key]: (typeof CHOICES)[K][number] };

const KEYS = Object.keys(CHOICES) as readonly Key[];

const pairsOf = (chosen: Chosen): readonly string[] =>
  KEYS.flatMap((one, index) =>
    KEYS.slice(index + 1).map((other) => `${one}=${chosen[one]} ${other}=${chosen[other]}`),
  );

/** Rows in which every pair of values occurs, found greedily: of some random rows the one with most new pairs. */
export const pairwise = (seed: number): readonly Chosen[] => {
  const random = createRandom(seed);
  const open = new Set<string>();
  for (const [index, one] of KEYS.entries())
    for (const other of KEYS.slice(index + 1))
      for (const a of CHOICES[one]) for (const b of CHOICES[other]) open.add(`${one}=${a} ${other}=${b}`);
  const rows: Chosen[] = [];
  while (open.size > 0) {
    const [wanted = ''] = open;
    const fixed = Object.fromEntries(
      wanted.split(/ (?=\w+=)/).map((part) => {
        const [key = '', text = ''] = part.split(/=(.*)/s);
        return [key, CHOICES[key as Key].find((value) => String(value) === text)];
      }),
    );
    const candidates = Array.from({ length: 20 }, () => ({
      ...(Object.fromEntries(
        KEYS.map((key) => [key, CHOICES[key][Math.floor(random() * CHOICES[key].length)]]),
      ) as unknown as Chosen),
      ...fixed,
    }));
    const gain = (row: Chosen): number => pairsOf(row).filter((pair) => open.has(pair)).length;
    const [best] = candidates.sort((a, b) => gain(b) - gain(a));
    if (!best) break;
    rows.push(best);
    for (const pair of pairsOf(best)) open.delete(pair);
  }
  return rows;
};

const useOf = (type: string, where: Chosen['where']): BackendUse => {
  const { endpoint } = collectorBackends.find(({ id }) => id === type) ?? {};
  const isPlain = where === 'plain';
  if (!endpoint) return { type };
  if (where === 'here')
    return {
      type,
      endpoint: endpoint.default ?? (endpoint.kind === 'url' ? 'http://localhost:24318' : 'localhost:24317'),
    };
  const example = isPlain ? endpoint.example.replace(/^https:/, 'http:') : endpoint.example;
  return { type, endpoint: example, ...(isPlain && { plainText: true }) };
};

/** One object, which is compiled once. */
const GDPR = { preset: 'gdpr' } as const;

const LISTEN: Readonly<Record<Chosen['listen'], Listen>> = {
  loopback: {},
  tls: { address: '0.0.0.0', tls: TLS, auth: 'bearer' },
  mtls: { address: '10.0.0.7', tls: { ...TLS, clientCaFile: 'ca.crt' }, protocols: ['grpc'] },
  plain: { address: '0.0.0.0', plainText: true },
  'no auth': { address: '::', tls: TLS, auth: 'none', protocols: ['http'] },
};

/** The topology of a row; some rows are none, and checkTopology says so. */
export const topologyOf = (row: Chosen): Topology => {
  const uses = [row.backend, row.second].flatMap((type) =>
    type === undefined ? [] : useOf(type, row.where),
  );
  const backends = uses.filter(({ type }, index) => uses.findIndex((use) => use.type === type) === index);
  const taken = TOPOLOGY_SIGNALS.filter((signal) => uses.some((use) => signalsOf(use, [signal]).length > 0));
  // A signal that no backend takes is a fault, and not what is tried here.
  const signals = taken.filter((signal) => row.signals === 'all' || row.signals.split(',').includes(signal));
  const hasTraces = (signals.length > 0 ? signals : taken).includes('traces');
  const isScraped = uses.some(({ type }) => type === 'prometheus-scrape');
  const isLocal = row.listen === 'loopback';
  return {
    topology: row.topology,
    backends,
    ...(row.signals !== 'all' && signals.length > 0 && { signals }),
    listen: LISTEN[row.listen],
    ...(row.topology === 'tail-sampling' && {
      samplers: isLocal
        ? { hosts: ['127.0.0.1:14317', '127.0.0.1:24317'] }
        : { dns: 'samplers.example.com', ...(row.listen === 'plain' ? { plainText: true } : { tls: TLS }) },
    }),
    ...(row.topology !== 'agent' && hasTraces && row.sampling !== undefined && { sampling: row.sampling }),
    ...(row.redaction !== undefined && {
      redaction: row.redaction === 'none' ? 'none' : GDPR,
    }),
    ...(row.queue !== undefined && { queue: row.queue }),
    ...(row.tenants !== undefined &&
      !isScraped && {
        tenants: {
          attribute: 'tenant.id',
          by: row.tenants === 'routing' ? 'routing' : 'filter',
          ...(row.tenants === 'otherwise' && { otherwise: 'globex' }),
          tenants: [
            { id: 'acme', headers: { 'x-token': `\${env:ACME_TOKEN}` } },
            { id: 'globex', value: 'Globex "Ltd" $1' },
          ],
        },
      }),
    kubernetes: row.kubernetes,
    ...(row.browsers && {
      browsers: {
        origins: ['https://shop.example', 'https://*.shop.example'],
        ...(row.browsers === 'far' && {
          listen: '0.0.0.0:4319',
          services: ['shop-page'],
          environment: 'production',
        }),
      },
    }),
    ...(row.statsd !== undefined && { statsd: row.statsd }),
    ...(row.spanMetrics !== undefined && { spanMetrics: row.spanMetrics }),
  };
};
