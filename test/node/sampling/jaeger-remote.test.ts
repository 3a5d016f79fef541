import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { requireServer } from '../../backends/find-server.ts';
import { freePorts } from '../../backends/ports.ts';
import { startJaeger } from '../../backends/start-jaeger.ts';
import { waitFor } from '../../integration/wait-for.ts';
import { type OtlpReceiver, startOtlpReceiver } from '../otlp-receiver.ts';
import { runFixture } from '../run-fixture.ts';
import { servedOf, startSampledService } from './sampled-service.ts';

let receiver: OtlpReceiver;
beforeEach(async () => {
  receiver = await startOtlpReceiver();
});
afterEach(() => receiver.close());

const remoteSampler = (endpoint: string) => ({
  OTEL_TRACES_SAMPLER: 'parentbased_jaeger_remote',
  OTEL_TRACES_SAMPLER_ARG: `endpoint=${endpoint},pollingIntervalMs=50,initialSamplingRate=0`,
  OTEL_BSP_SCHEDULE_DELAY: '20',
});

const binary = await requireServer('jaeger');
const withJaeger = binary ? describe : describe.skip;

withJaeger('the real Jaeger', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'binnacle-jaeger-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const start = async (strategies: unknown) => {
    const [query = 0, queryGrpc = 0, http = 0, grpc = 0, otlp = 0] = await freePorts(5);
    const file = join(folder, 'strategies.json');
    await writeFile(file, JSON.stringify(strategies));
    const config = join(folder, 'jaeger.yaml');
    const address = (port: number) => ({ endpoint: `127.0.0.1:${port}` });
    // JSON is YAML.
    await writeFile(
      config,
      JSON.stringify({
        extensions: {
          jaeger_storage: { backends: { memory: { memory: { max_traces: 10 } } } },
          jaeger_query: { storage: { traces: 'memory' }, http: address(query), grpc: address(queryGrpc) },
          remote_sampling: {
            file: { path: file, default_sampling_probability: 0 },
            http: address(http),
            grpc: address(grpc),
          },
        },
        receivers: { otlp: { protocols: { http: address(otlp) } } },
        exporters: { jaeger_storage_exporter: { trace_storage: 'memory' } },
        service: {
          telemetry: { metrics: { level: 'none' } },
          extensions: ['jaeger_storage', 'jaeger_query', 'remote_sampling'],
          pipelines: { traces: { receivers: ['otlp'], exporters: ['jaeger_storage_exporter'] } },
        },
      }),
    );
    const jaeger = await startJaeger({ binary: binary ?? '', config, port: query });
    return { jaeger, endpoint: `http://127.0.0.1:${http}` };
  };

  test.each([
    [
      'by operation',
      {
        type: 'probabilistic',
        param: 0,
        operation_strategies: [{ operation: 'GET', type: 'probabilistic', param: 1 }],
      },
    ],
    ['by a rate', { type: 'ratelimiting', param: 1_000 }],
    ['by a share', { type: 'probabilistic', param: 1 }],
  ])(
    'decides %s',
    async (_what, strategy) => {
      const { jaeger, endpoint } = await start({
        service_strategies: [{ service: 'fixture', ...strategy }],
        default_strategy: { type: 'probabilistic', param: 0 },
      });
      try {
        const service = await startSampledService(receiver, remoteSampler(endpoint));
        await waitFor(
          'spans of GET',
          async () => {
            await service.ask('/api/a', 'POST');
            await service.ask('/api/a');
            return servedOf(receiver);
          },
          (served) => served.includes('GET /api/a'),
        );
        const { messages } = await service.stop();
        expect(messages).toEqual([]);
        if ('operation_strategies' in strategy) expect(servedOf(receiver)).not.toContain('POST /api/a');
        const states = receiver.spans().map(({ traceState }) => traceState);
        expect(new Set(states)).toEqual(new Set(['ot=th:0']));
      } finally {
        await jaeger.stop();
      }
    },
    60_000,
  );
});

describe('a server that speaks as Jaeger does', () => {
  let server: Server;
  let answer: { status: number; body: string } | 'nothing';
  let asked: string[];
  let url: string;
  beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      if (answer === 'nothing') return;
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(answer.body);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const askedAgain = async () => {
    const before = asked.length;
    await waitFor('two more polls', () => asked.length >= before + 2);
  };

  test('is asked at each interval; while it fails, the last strategy stays, and one line says so', async () => {
    answer = { status: 500, body: '' };
    const service = await startSampledService(receiver, remoteSampler(url));
    await askedAgain();
    await service.ask('/api/initial');
    answer = { status: 200, body: '{"probabilisticSampling":{"samplingRate":1}}' };
    await askedAgain();
    await service.ask('/api/remote');
    answer = { status: 200, body: 'no json' };
    await askedAgain();
    await service.ask('/api/faulty');
    answer = { status: 200, body: '{"probabilisticSampling":{"samplingRate":0}}' };
    await askedAgain();
    await service.ask('/api/changed');
    const { messages } = await service.stop();
    expect(servedOf(receiver)).toEqual(['GET /api/faulty', 'GET /api/remote']);
    expect(new Set(asked)).toEqual(new Set(['/api/sampling?service=fixture']));
    expect(messages).toEqual([
      `binnacle: ${url}/api/sampling gives no sampling strategy, the last one stays: HTTP 500`,
      expect.stringContaining('gives no sampling strategy, the last one stays: Unexpected token'),
    ]);
    // What asks is not part of the traces.
    expect(receiver.spans().filter(({ kind }) => kind === 'client')).toEqual([]);
  }, 60_000);

  test('and never answers does not hold the process', async () => {
    answer = 'nothing';
    const ended = await runFixture('idle.cjs', { endpoint: receiver.url, env: remoteSampler(url) });
    expect(ended).toMatchObject({ code: 0, signal: null });
    expect(ended.endedAfterMillis).toBeLessThan(4_000);
  }, 30_000);

  test('and an address where nobody is does not take the program down', async () => {
    server.close();
    const ended = await runFixture('idle.cjs', { endpoint: receiver.url, env: remoteSampler(url) });
    expect(ended).toMatchObject({ code: 0, signal: null });
    expect(ended.messages).toEqual([expect.stringContaining('gives no sampling strategy')]);
  }, 30_000);
});
