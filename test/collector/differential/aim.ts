// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is what configurations have
import type { Assembled } from './assemble.ts';
import { pick, type Random } from './random.ts';

type Tree = { [key: string]: unknown };

/** A change after which a configuration is still taken by `otelcol validate`, and may not start. */
type Aim = (whole: Assembled, random: Random) => boolean;

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Components of one type that are objects, or become ones. */
const ofType = (section: Tree | undefined, ...types: readonly string[]): readonly Tree[] =>
  Object.entries(section ?? {}).flatMap(([id, value]) => {
    if (!types.includes(id.split('/')[0] as string) || !section) return [];
    const own = isTree(value) ? value : {};
    section[id] = own;
    return [own];
  });

const objectsWith = (value: unknown, key: string): readonly Tree[] => {
  if (Array.isArray(value)) return value.flatMap((each) => objectsWith(each, key));
  if (!isTree(value)) return [];
  const inner = Object.values(value).flatMap((each) => objectsWith(each, key));
  return key in value ? [value, ...inner] : inner;
};

/** Something that has to be there so that the change has an effect. */
const addExporter = (whole: Assembled, config: Tree): boolean => {
  whole.exporters['otlp_grpc/aim'] = { endpoint: 'gateway:4317', ...config };
  for (const pipeline of Object.values(whole.service.pipelines) as { exporters: string[] }[])
    pipeline.exporters = [...pipeline.exporters, 'otlp_grpc/aim'];
  return true;
};

const addReceiver = (whole: Assembled, config: Tree): boolean => {
  whole.receivers['otlp/aim'] = { protocols: { http: { endpoint: 'localhost:14400', ...config } } };
  for (const pipeline of Object.values(whole.service.pipelines) as { receivers: string[] }[])
    pipeline.receivers = [...pipeline.receivers, 'otlp/aim'];
  return true;
};

const addExtension = (whole: Assembled, id: string, config: Tree): boolean => {
  whole.extensions = { ...whole.extensions, [id]: config };
  whole.service.extensions = [...(whole.service.extensions ?? []), id];
  return true;
};

const addSampling = (whole: Assembled, ...policies: readonly Tree[]): boolean => {
  const traces = whole.service.pipelines.traces as { processors?: string[] } | undefined;
  if (!traces) return false;
  whole.processors = { ...whole.processors, 'tail_sampling/aim': { policies } };
  traces.processors = [...(traces.processors ?? []), 'tail_sampling/aim'];
  return true;
};

const FILES = ['./gone.pem', './token', './ca.pem', './server-key.pem', '.', ''];
const ENDPOINTS = [
  'localhost',
  'localhost:99999',
  ':::',
  'gone.invalid:4318',
  'localhost:http',
  '',
  '256.1.1.1:1',
];

export const AIMS: Readonly<Record<string, Aim>> = {
  'storage that is not there': (whole) =>
    addExporter(whole, { sending_queue: { storage: 'file_storage/gone' } }),
  'storage that stores nothing': (whole) =>
    addExtension(whole, 'health_check/aim', { endpoint: 'localhost:14401' }) &&
    addExporter(whole, { sending_queue: { storage: 'health_check/aim' } }),
  'authentication that is not there': (whole) =>
    addExporter(whole, { auth: { authenticator: 'basicauth/gone' } }),
  'authentication of a receiver that is not there': (whole) =>
    addReceiver(whole, { auth: { authenticator: 'basicauth/gone' } }),
  'authentication by what cannot': (whole) =>
    addExtension(whole, 'health_check/aim', { endpoint: 'localhost:14401' }) &&
    addReceiver(whole, { auth: { authenticator: 'health_check/aim' } }),
  'middleware that is not there': (whole) => addExporter(whole, { middlewares: [{ id: 'gone' }] }),
  'middleware of a receiver that cannot': (whole) =>
    addExtension(whole, 'health_check/aim', { endpoint: 'localhost:14401' }) &&
    addReceiver(whole, { middlewares: [{ id: 'health_check/aim' }] }),
  'an extension that is not started': (whole, random) => {
    const { extensions } = whole.service;
    if (!extensions?.length) return false;
    extensions.splice(Math.floor(random() * extensions.length), 1);
    return true;
  },
  'a port twice': (whole) =>
    addReceiver(whole, {}) && addExtension(whole, 'health_check/aim', { endpoint: 'localhost:14400' }),
  'a file of TLS': (whole, random) =>
    addExporter(whole, {
      tls: { [pick(random, ['ca_file', 'cert_file', 'key_file'])]: pick(random, FILES) },
    }),
  'files of TLS': (whole, random) =>
    addReceiver(whole, {
      tls: {
        cert_file: pick(random, FILES),
        key_file: pick(random, FILES),
        client_ca_file: pick(random, FILES),
      },
    }),
  'TLS in the configuration': (whole, random) =>
    addExporter(whole, {
      tls: {
        ca_pem: pick(random, ['abc', '${env:CA_PEM}']),
        cert_pem: pick(random, ['abc', '${env:CERT_PEM}']),
        key_pem: pick(random, ['abc', '${env:KEY_PEM}']),
      },
    }),
  'versions and ciphers of TLS': (whole, random) =>
    addExporter(whole, {
      tls: {
        min_version: pick(random, ['1.1', '1.3', '1.4', '']),
        max_version: pick(random, ['1.2', '1.3', '2']),
        cipher_suites: [
          pick(random, [
            'TLS_AES_128_GCM_SHA256',
            'TLS_RSA_WITH_AES_128_CBC_SHA',
            'NONE',
            'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
          ]),
        ],
        curve_preferences: [pick(random, ['P256', 'X25519', 'P999', 'X25519MLKEM768'])],
      },
    }),
  'an endpoint of a receiver': (whole, random) => addReceiver(whole, { endpoint: pick(random, ENDPOINTS) }),
  'an endpoint of an exporter': (whole, random) => addExporter(whole, { endpoint: pick(random, ENDPOINTS) }),
  'a compression': (whole, random) =>
    addExporter(whole, {
      compression: pick(random, [
        'gzip',
        'zlib',
        'deflate',
        'snappy',
        'zstd',
        'lz4',
        'x-snappy-framed',
        'none',
        '',
      ]),
    }),
  'a balancer': (whole, random) =>
    addExporter(whole, { balancer_name: pick(random, ['round_robin', 'pick_first', 'gone']) }),
  'a path of a file exporter': (whole, random) => {
    const exporters = ofType(whole.exporters, 'file');
    for (const exporter of exporters) exporter.path = pick(random, ['./gone/out.json', '.', './out.json']);
    return exporters.length > 0;
  },
  'a directory of storage': (whole, random) =>
    addExtension(whole, 'file_storage/aim', {
      directory: pick(random, ['./gone', './token', '.']),
      create_directory: random() < 0.5,
    }),
  'a policy of an unknown type': (whole) => addSampling(whole, { name: 'a', type: 'sometimes' }),
  'two policies of one name': (whole) =>
    addSampling(whole, { name: 'a', type: 'always_sample' }, { name: 'a', type: 'always_sample' }),
  'a policy with a wrong pattern': (whole) =>
    addSampling(whole, {
      name: 'a',
      type: 'string_attribute',
      string_attribute: { key: 'b', values: ['(a'], enabled_regex_matching: true },
    }),
  'a policy of a status that is not known': (whole) =>
    addSampling(whole, { name: 'a', type: 'status_code', status_code: { status_codes: ['BAD'] } }),
  'a policy of nothing': (whole, random) =>
    addSampling(whole, {
      name: 'a',
      type: pick(random, [
        'and',
        'composite',
        'not',
        'drop',
        'latency',
        'ottl_condition',
        'status_code',
        'string_attribute',
        'numeric_attribute',
        'rate_limiting',
        'bytes_limiting',
        'span_count',
        'trace_state',
        'boolean_attribute',
        'probabilistic',
      ]),
    }),
  'a policy with a wrong condition': (whole) =>
    addSampling(whole, { name: 'a', type: 'ottl_condition', ottl_condition: { span: ['name =='] } }),
  'a path of a receiver': (whole, random) =>
    addReceiver(whole, {
      traces_url_path: pick(random, ['/a', 'a', '/{', '/v1/metrics', '', '/a b', 'POST /x']),
      logs_url_path: pick(random, ['/v1/logs', '/a', 'b']),
    }),
  'origins of a receiver': (whole, random) =>
    addReceiver(whole, { cors: { allowed_origins: [pick(random, ['*', 'https://*.a', '[', ''])] } }),
  'compressions of a receiver': (whole, random) =>
    addReceiver(whole, { compression_algorithms: [pick(random, ['gzip', 'lz4', 'none', 'brotli', ''])] }),
  'a transport of a receiver': (whole, random) =>
    addReceiver(whole, { transport: pick(random, ['tcp', 'udp', 'unix', 'tcp6', 'ip']) }),
  'a path of health': (whole, random) =>
    addExtension(whole, 'health_check/aim', {
      endpoint: 'localhost:14401',
      path: pick(random, ['/', '', 'a', '/a b', '/{']),
    }),
  'an interval of the pipeline check': (whole, random) =>
    addExtension(whole, 'health_check/aim', {
      endpoint: 'localhost:14401',
      check_collector_pipeline: {
        enabled: random() < 0.7,
        interval: pick(random, ['5m', 'x', '-1s', '']),
        exporter_failure_threshold: pick(random, [5, 0, -1]),
      },
    }),
  'an exporter of file twice': (whole) => {
    const [one] = ofType(whole.exporters, 'file');
    if (!one) return false;
    whole.exporters['file/aim'] = structuredClone(one);
    for (const pipeline of Object.values(whole.service.pipelines) as { exporters: string[] }[])
      pipeline.exporters = [...pipeline.exporters, 'file/aim'];
    return true;
  },
  'a proxy': (whole, random) => {
    const clients = ofType(whole.exporters, 'otlp_http');
    for (const client of clients)
      client.proxy_url = pick(random, ['http://p:1', '://', 'p', 'ftp://p', 'http://[', '%']);
    return clients.length > 0;
  },
  'another user of a file': (whole, random) => {
    const users = objectsWith(whole, 'ca_file');
    for (const user of users) user[pick(random, ['ca_file', 'cert_file', 'key_file'])] = pick(random, FILES);
    return users.length > 0;
  },
};
