import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Topology } from '../../../src/collector/generate/topology.ts';
import { requireServer } from '../../backends/find-server.ts';
import { waitFor } from '../../integration/wait-for.ts';
import { logsRequest, metricsRequest, tracesRequest } from '../otlp-request.ts';
import { type Capture, startCapture } from './capture.ts';
import { type GeneratedCollector, type StartOptions, startGenerated } from './generated-collector.ts';

const binary = await requireServer('otelcol');
const withCollector = binary ? describe : describe.skip;

const EMAIL = 'jo.place@example.com';

withCollector('a generated configuration runs in the real Collector', () => {
  let capture: Capture;
  let started: GeneratedCollector[];
  beforeEach(async () => {
    started = [];
    capture = await startCapture();
  });
  afterEach(async () => {
    for (const collector of started.toReversed()) await collector.stop();
    await capture.stop();
  }, 30_000);

  const start = async (topology: Topology, options: StartOptions = {}): Promise<GeneratedCollector> => {
    const collector = await startGenerated(binary ?? '', topology, options);
    started.push(collector);
    return collector;
  };

  /** One record of each signal, with something to hide. */
  const sendAll = async (collector: GeneratedCollector, resource: Record<string, unknown> = {}) => {
    await collector.send('traces', tracesRequest({ name: `span of ${EMAIL}` }, resource));
    await collector.send('metrics', metricsRequest({ note: EMAIL }, resource));
    await collector.send('logs', logsRequest([{ body: `log of ${EMAIL}` }], resource));
  };

  const textOf = (path: string, header?: readonly [string, string]): string =>
    capture.requests
      .filter((each) => each.path === path && (!header || each.headers[header[0]] === header[1]))
      .map(({ text }) => text)
      .join('\n');

  const arrived = (what: string, path: string, header?: readonly [string, string]): Promise<string> =>
    waitFor(
      `${what} at ${path}`,
      async () => textOf(path, header),
      (text) => text.includes(what),
    );

  test('single: every signal arrives, redacted, and metrics of spans with them', async () => {
    const collector = await start({
      topology: 'single',
      backends: [
        { type: 'otlp-http', endpoint: capture.url },
        { type: 'file', endpoint: './files' },
      ],
    });
    await sendAll(collector);
    await arrived('span of [REDACTED:email]', '/v1/traces');
    await arrived('test.requests', '/v1/metrics');
    await arrived('traces.span.metrics.calls', '/v1/metrics');
    await arrived('log of [REDACTED:email]', '/v1/logs');
    for (const signal of ['traces', 'metrics', 'logs']) {
      const text = await waitFor(
        `${signal} in a file`,
        () => readFile(join(collector.directory, `files/${signal}.jsonl`), 'utf8').catch(() => ''),
        (all) => all.includes('[REDACTED:email]'),
      );
      expect(text).not.toContain(EMAIL);
    }
    expect(capture.requests.filter(({ text }) => text.includes(EMAIL))).toEqual([]);
  }, 60_000);

  test('tenants: each gets its own with its header, and nobody gets the rest', async () => {
    const collector = await start({
      topology: 'gateway',
      backends: [{ type: 'otlp-http', endpoint: capture.url }],
      redaction: 'none',
      spanMetrics: false,
      tenants: {
        attribute: 'tenant.id',
        tenants: [{ id: 'acme' }, { id: 'globex', value: 'Globex "Ltd" $1' }],
      },
    });
    await sendAll(collector, { 'tenant.id': 'nobody', mark: 'of-nobody' });
    await sendAll(collector, { mark: 'of-nowhere' });
    await sendAll(collector, { 'tenant.id': 'acme', mark: 'of-acme' });
    await sendAll(collector, { 'tenant.id': 'Globex "Ltd" $1', mark: 'of-globex' });
    for (const path of ['/v1/traces', '/v1/metrics', '/v1/logs'])
      for (const [tenant, other] of [
        ['acme', 'globex'],
        ['globex', 'acme'],
      ] as const) {
        await arrived(`of-${tenant}`, path, ['x-tenant', tenant]);
        expect(textOf(path, ['x-tenant', tenant])).not.toContain(`of-${other}`);
      }
    expect(capture.requests.filter(({ text }) => /of-nobody|of-nowhere/.test(text))).toEqual([]);
  }, 60_000);

  test('agent and gateway: what the one takes arrives behind the other', async () => {
    const gateway = await start({
      topology: 'gateway',
      backends: [{ type: 'otlp-http', endpoint: capture.url }],
      redaction: 'none',
      queue: 'memory',
    });
    const agent = await start({
      topology: 'agent',
      backends: [{ type: 'otlp', endpoint: gateway.grpc }],
    });
    await sendAll(agent);
    await arrived('span of [REDACTED:email]', '/v1/traces');
    await arrived('test.requests', '/v1/metrics');
    await arrived('log of [REDACTED:email]', '/v1/logs');
  }, 60_000);

  test('tail-sampling: the second layer keeps what has an error, and counts the rest', async () => {
    const sampler = await start(
      {
        topology: 'tail-sampling',
        backends: [{ type: 'otlp-http', endpoint: capture.url }],
        samplers: { hosts: ['127.0.0.1:1'] },
      },
      {
        role: 'sampling',
        // So that nobody waits ten seconds, and HTTP to send to it.
        over: [
          'processors: { tail_sampling: { decision_wait: 100ms } }',
          'receivers: { otlp: { protocols: { http: { endpoint: 127.0.0.1:0 } } } }',
        ].join('\n'),
      },
    );
    const relay = await start({
      topology: 'agent',
      signals: ['traces'],
      backends: [{ type: 'otlp', endpoint: sampler.grpc }],
      redaction: 'none',
    });
    await relay.send('traces', tracesRequest({ name: 'span with an error' }));
    await arrived('span with an error', '/v1/traces');
    await arrived('traces.span.metrics.calls', '/v1/metrics');
  }, 60_000);

  test('vendors: addresses and headers come from their variables', async () => {
    const collector = await start(
      {
        topology: 'single',
        signals: ['traces', 'logs'],
        backends: [{ type: 'honeycomb' }],
        redaction: 'none',
      },
      { env: { HONEYCOMB_API_ENDPOINT: capture.url, HONEYCOMB_API_KEY: 'key-of-test' } },
    );
    await collector.send('logs', logsRequest([{ body: 'log to a vendor' }]));
    await arrived('log to a vendor', '/v1/logs', ['x-honeycomb-team', 'key-of-test']);
  }, 60_000);
});
