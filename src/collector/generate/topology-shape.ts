// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of the Collector
import { PRESET_IDS } from '../../core/redaction/policy.ts';
import { presets } from '../../core/sampling/presets.generated.ts';
import type { Shape } from '../../core/yaml/shape.ts';
import { collectorBackends } from './find-backend.ts';
import { OTLP_PROTOCOLS, TOPOLOGY_KINDS, TOPOLOGY_SIGNALS } from './topology.ts';

const text = (doc: string, pattern?: string): Shape => ({
  kind: 'text',
  doc,
  ...(pattern !== undefined && { pattern }),
});
const flag = (doc: string): Shape => ({ kind: 'boolean', doc });
const choice = (doc: string, values: readonly string[]): Shape => ({ kind: 'choice', doc, values });
const list = (doc: string, item: Shape): Shape => ({ kind: 'list', doc, item });

/** Letters, digits, `_`, `-` and `.`: names of components, files and variables are made of it. */
export const NAME_PATTERN = '^[A-Za-z][A-Za-z0-9._-]{0,59}$';
const name = (doc: string): Shape => text(`${doc}: letters, digits, . _ -`, NAME_PATTERN);

const clientTls: Shape = {
  kind: 'map',
  doc: 'certificates of a client',
  entries: {
    caFile: text('certificates that sign those of the server'),
    certFile: text('the certificate that the Collector shows'),
    keyFile: text('its key'),
  },
};

const signals = list('traces, metrics, logs', choice('a signal', TOPOLOGY_SIGNALS));

const backend: Shape = {
  kind: 'map',
  doc: 'a place that data is sent to',
  required: ['type'],
  entries: {
    type: choice(
      'what it is',
      collectorBackends.map(({ id }) => id),
    ),
    name: name('a name'),
    signals,
    endpoint: text('host:port, a URL or a folder'),
    headers: { kind: 'texts', doc: 'headers, with secrets as ${env:NAME}' },
    bearerToken: text('a token, as ${env:NAME}'),
    username: text('a user'),
    password: text('a password, as ${env:NAME}'),
    tls: clientTls,
    plainText: flag('sends over the network without TLS'),
    region: text('the region of a vendor'),
  },
};

const listen: Shape = {
  kind: 'map',
  doc: 'where OTLP is taken',
  entries: {
    address: text('an address of the machine; 127.0.0.1'),
    protocols: list('grpc, http', choice('a protocol', OTLP_PROTOCOLS)),
    grpc: text('host:port for gRPC'),
    http: text('host:port for HTTP'),
    tls: {
      kind: 'map',
      doc: 'certificates of the server',
      required: ['certFile', 'keyFile'],
      entries: {
        certFile: text('the certificate that the Collector shows'),
        keyFile: text('its key'),
        clientCaFile: text('certificates that sign those of the clients'),
      },
    },
    auth: choice('who may send', ['bearer', 'none']),
    plainText: flag('takes data over the network without TLS'),
  },
};

const tenants: Shape = {
  kind: 'map',
  doc: 'who has pipelines and exporters of their own',
  required: ['attribute', 'tenants'],
  entries: {
    attribute: text('an attribute of the resource'),
    by: choice('how data is told apart', ['filter', 'routing']),
    otherwise: name('the tenant that gets the rest'),
    tenants: list('the tenants', {
      kind: 'map',
      doc: 'a tenant',
      required: ['id'],
      entries: {
        id: name('an id'),
        value: text('of the attribute'),
        headers: { kind: 'texts', doc: 'headers, with secrets as ${env:NAME}' },
        backends: list('names of backends', text('a name')),
      },
    }),
  },
};

const browsers: Shape = {
  kind: 'map',
  doc: 'pages whose data is taken',
  required: ['origins'],
  entries: {
    origins: list('the origins of the pages', text('such as https://shop.example')),
    services: list('what pages may call themselves', text('a service')),
    listen: text('host:port; 127.0.0.1:4319'),
    environment: text('of pages that do not say one'),
    countryHeader: text('the header in which a proxy says the country; x-country'),
    seriesLimit: { kind: 'number', doc: 'series of all pages', min: 1, max: 1_000_000 },
  },
};

const samplers: Shape = {
  kind: 'map',
  doc: 'the Collectors that sample',
  entries: {
    hosts: list('host:port of each', text('host:port')),
    dns: text('a name that resolves to all'),
    kubernetes: text('service.namespace'),
    listen: text('where each takes OTLP over gRPC'),
    tls: clientTls,
    plainText: flag('sends to them over the network without TLS'),
  },
};

/** What a topology file may say. */
export const topologyShape: Shape & { readonly kind: 'map' } = {
  kind: 'map',
  doc: 'what Collectors are to do',
  required: ['topology', 'backends'],
  entries: {
    topology: choice('the kind', TOPOLOGY_KINDS),
    signals,
    backends: list('where data is sent', backend),
    listen,
    browsers,
    samplers,
    tenants,
    sampling: choice(
      'which traces are kept',
      presets.map(({ id }) => id),
    ),
    redaction: choice('what is removed', [...PRESET_IDS, 'none']),
    queue: text('a folder, or memory'),
    memoryMib: { kind: 'number', doc: 'MiB of the container', min: 128, max: 1_048_576 },
    kubernetes: flag('adds attributes of pods'),
    spanMetrics: flag('counts spans before they are sampled'),
    dimensions: list('attributes by which span metrics are split', text('an attribute')),
    seriesLimit: { kind: 'number', doc: 'series of one service', min: 1, max: 1_000_000 },
    statsd: text('host:port of this machine for StatsD'),
    health: text('host:port of the health check'),
    telemetry: text('host:port of the Collector’s own metrics'),
  },
};
