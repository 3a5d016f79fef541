import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { loadSchema } from '../../../src/cli/commands/collector/load-schema.ts';
import { findPackageRoot } from '../../../src/cli/package-root.ts';
import { validateConfiguration } from '../../../src/collector/validate/validate.ts';

const root = findPackageRoot(import.meta.dirname);
const schema = loadSchema(root, '0.155.0');
const folder = join(import.meta.dirname, 'fixtures');

const said = (text: string, own = schema) =>
  validateConfiguration([{ name: 'a.yaml', text }], {
    schema: own,
    env: { K8S_NODE_NAME: 'node-1', K8S_NODE_IP: '10.0.0.1', OAUTH_SECRET: 'secret' },
    readFile: () => '',
    unknownComponents: 'error',
  }).problems;

const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

describe('configurations of the Kubernetes distribution', () => {
  test.each(readdirSync(folder))('%s is without fault', (name) => {
    expect(said(read(name)).filter(({ severity }) => severity !== 'note')).toEqual([]);
  });

  test('each schema of another version is noted once', () => {
    const notes = said(read('gateway.yaml')).filter(({ id }) => id === 'borrowed-schema');
    expect(notes.map(({ message }) => message)).toEqual([
      'extensions.k8s_leader_elector: checked with the schema of 0.145.0',
      'extensions.oauth2client: checked with the schema of 0.145.0',
      'receivers.k8s_cluster: checked with the schema of 0.145.0',
      'receivers.k8s_objects: checked with the schema of 0.145.0',
      'connectors.routing: checked with the schema of 0.145.0',
      'exporters.load_balancing: checked with the schema of 0.145.0',
    ]);
  });
});

/** One change of a good configuration, and what is said of it. */
const FAULTS: readonly (readonly [string, string, string, string])[] = [
  [
    'agent.yaml',
    'include_file_path: true',
    'include_file_paths: true',
    'error: receivers.file_log: "include_file_paths" is not known; did you mean "include_file_path"?',
  ],
  [
    'agent.yaml',
    'type: container',
    'type: contaner',
    'error: receivers.file_log.operators[0].type: "contaner" is not accepted; did you mean "container"?',
  ],
  [
    'agent.yaml',
    'on_error: send_quiet',
    'on_eror: send_quiet',
    'warning: receivers.file_log.operators[1]: "on_eror" is ignored; did you mean "on_error"?',
  ],
  [
    'agent.yaml',
    'type: json_parser',
    'name: json_parser',
    'error: receivers.file_log.operators[1]: has no "type"; known: add, assign_keys, container, copy, csv_parser, file_input, file_output, filter, flatten, journald_input, json_array_parser, json_parser and 20 more',
  ],
  [
    'agent.yaml',
    'cpu: {}',
    'cpus: {}',
    'error: receivers.host_metrics.scrapers: "cpus" is not known; did you mean "cpu"?',
  ],
  [
    'agent.yaml',
    'match_type: strict',
    'match_typ: strict',
    'error: receivers.host_metrics.scrapers.filesystem.exclude_fs_types: "match_typ" is not known; did you mean "match_type"?',
  ],
  [
    'agent.yaml',
    'auth_type: serviceAccount',
    'auth_type: [serviceAccount]',
    'error: receivers.kubelet_stats.auth_type: a list is not accepted; expected a string; put quotes around it',
  ],
  [
    'gateway.yaml',
    'routing_key: traceID',
    'routing_keys: traceID',
    'warning: exporters.load_balancing: "routing_keys" was not known in 0.145.0; did you mean "routing_key"?',
  ],
  [
    'gateway.yaml',
    'queue_size: 5000',
    'queue_sizes: 5000',
    'error: exporters.load_balancing.protocol.otlp.sending_queue: "queue_sizes" is not known; did you mean "queue_size"?',
  ],
  [
    'gateway.yaml',
    'interval: 5s',
    'interval: 5 seconds',
    'error: exporters.load_balancing.resolver.dns.interval: "5 seconds" is not accepted; expected a duration with its unit, such as 10s',
  ],
  [
    'gateway.yaml',
    'authenticator: oauth2client',
    'authenticator: oauth2',
    'error: exporters.otlp_grpc.auth.authenticator: "oauth2" is no extension that is started; started: health_check, k8s_leader_elector, oauth2client',
  ],
];

test.each(FAULTS)('%s with %s → %s', (name, good, bad, expected) => {
  const text = read(name);
  expect(text).toContain(good);
  const problems = said(text.replace(good, bad)).map(({ severity, message }) => `${severity}: ${message}`);
  expect(problems).toContain(expected);
});

test.each([
  ['file_log', 'filelog'],
  ['kubelet_stats', 'kubeletstats'],
])('in an older Collector, %s is an error and %s is not', (later, name) => {
  const old = loadSchema(root, '0.145.0');
  const text = `
receivers: { NAME: {} }
exporters: { debug: {} }
service: { pipelines: { PIPELINE: { receivers: [NAME], exporters: [debug] } } }
`.replace('PIPELINE', later === 'file_log' ? 'logs' : 'metrics');
  const unknown = (type: string) =>
    said(text.replaceAll('NAME', type), old).filter(({ id }) => id === 'unknown-component');
  expect(unknown(later)).toHaveLength(1);
  expect(unknown(name)).toEqual([]);
});
