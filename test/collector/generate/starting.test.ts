import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { checkTopology } from '../../../src/collector/generate/check-topology.ts';
import { collectorBackends } from '../../../src/collector/generate/find-backend.ts';
import {
  type FileRole,
  generateConfiguration,
} from '../../../src/collector/generate/generate-configuration.ts';
import { signalsOf } from '../../../src/collector/generate/outlets.ts';
import {
  type BackendUse,
  TOPOLOGY_KINDS,
  TOPOLOGY_SIGNALS,
  type Topology,
} from '../../../src/collector/generate/topology.ts';
import { fullestCollector } from '../../backends/fullest-collector.ts';
import { freePort } from '../../backends/ports.ts';
import { waitFor } from '../../integration/wait-for.ts';
import { builtInTypes, typesIn } from '../built-in.ts';
import { schema } from '../lint/lint-text.ts';
import { logsRequest, metricsRequest, tracesRequest } from '../otlp-request.ts';
import { type Capture, startCapture } from './capture.ts';
import { startGenerated } from './generated-collector.ts';

const binary = await fullestCollector();
const known = await builtInTypes(binary);

const REQUESTS = {
  traces: tracesRequest({ name: 'a span' }),
  metrics: metricsRequest({ note: 'a' }),
  logs: logsRequest([{ body: 'a log' }]),
};

/** Where what is sent goes to nobody: at a port of this machine that is closed, or to a vendor under no name. */
const useOf = (type: string): BackendUse => {
  const { endpoint } = collectorBackends.find(({ id }) => id === type) ?? {};
  if (!endpoint) return { type };
  if (endpoint.kind === 'url') return { type, endpoint: 'http://127.0.0.1:1' };
  return { type, endpoint: endpoint.default ?? '127.0.0.1:1' };
};

interface Layer {
  readonly name: string;
  readonly role: FileRole;
  readonly topology: Topology;
  readonly env: Readonly<Record<string, string>>;
}

/** Each Collector of each kind of topology, in front of each backend. */
const layers = collectorBackends.flatMap(({ id }) =>
  TOPOLOGY_KINDS.flatMap((kind): readonly Layer[] => {
    const topology: Topology = {
      topology: kind,
      backends: [useOf(id)],
      redaction: 'none',
      ...(kind === 'tail-sampling' && { samplers: { hosts: ['127.0.0.1:1'] } }),
    };
    if (checkTopology(topology).length > 0) return [];
    const { files, collectors } = generateConfiguration(topology);
    return collectors.flatMap(({ files: own, variables }) => {
      const texts = files.filter(({ name }) => own.includes(name));
      if (
        typesIn(
          texts.map(({ text }) => text),
          schema,
        ).some((type) => !known.has(type))
      )
        return [];
      const role = texts[0]?.role ?? 'collector';
      const env = Object.fromEntries(variables.map(({ name }) => [name, `value-of-${name}`]));
      return [{ name: `${kind} (${role}) to ${id}`, role, topology, env }];
    });
  }),
);

(binary ? describe : describe.skip)('each starts in the real Collector, and takes what is sent to it', () => {
  test.each(layers)(
    '$name',
    async ({ role, topology, env }) => {
      const [use] = topology.backends as [BackendUse];
      const isScraped = use.type === 'prometheus-scrape';
      const own = isScraped ? { ...use, endpoint: `127.0.0.1:${await freePort()}` } : use;
      const collector = await startGenerated(binary ?? '', { ...topology, backends: [own] }, { role, env });
      try {
        // The second layer takes gRPC alone.
        if (role === 'sampling') return;
        for (const signal of signalsOf(use, TOPOLOGY_SIGNALS)) await collector.send(signal, REQUESTS[signal]);
        if (!isScraped) return;
        const text = await waitFor(
          'the metric where Prometheus asks for it',
          async () => (await fetch(`http://${own.endpoint}/metrics`)).text(),
          (all) => all.includes('test_requests'),
        );
        expect(text).toContain('note="a"');
      } finally {
        await collector.stop();
      }
    },
    60_000,
  );
});

/** Backends that take HTTP of their own, with the path at which it arrives and what stands in it. */
const ARRIVING = [
  ['otlp-http', '', '/v1/traces', 'a span'],
  ['loki', '/otlp', '/otlp/v1/logs', 'a log'],
  ['prometheus', '/api/v1/otlp', '/api/v1/otlp/v1/metrics', 'test.requests'],
  ['prometheus-remote-write', '/api/v1/write', '/api/v1/write', ''],
] as const;

(binary ? describe : describe.skip)('what is sent arrives', () => {
  let capture: Capture;
  beforeAll(async () => {
    capture = await startCapture();
  });
  afterAll(() => capture.stop());

  test.each(ARRIVING.filter(([type]) => layers.some(({ name }) => name === `single (collector) to ${type}`)))(
    'at %s',
    async (type, base, path, content) => {
      const use = { type, endpoint: `${capture.url}${base}` };
      const collector = await startGenerated(binary ?? '', {
        topology: 'single',
        backends: [use],
        redaction: 'none',
      });
      try {
        for (const signal of signalsOf(use, TOPOLOGY_SIGNALS)) await collector.send(signal, REQUESTS[signal]);
        const requests = await waitFor(
          path,
          async () => capture.requests.filter((each) => each.path === path),
          (all) => all.some(({ text }) => text.includes(content)),
        );
        expect(requests.length).toBeGreaterThan(0);
      } finally {
        await collector.stop();
      }
    },
    60_000,
  );
});
