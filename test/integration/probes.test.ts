import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runProgram } from '../../src/cli/program.ts';
import { freePort } from '../backends/ports.ts';
import { createTestIo } from '../cli/test-io.ts';
import { askPrometheus, prometheusApi, tracesOf } from './ask-servers.ts';
import { compareCatalogue } from './compare-catalogue.ts';
import { findBinaries, type RealStack, startRealStack } from './real-stack.ts';
import { waitFor } from './wait-for.ts';

const ROOT = { directory: '/package', version: '1.2.3' };
const binaries = await findBinaries();
const withStack = binaries ? describe : describe.skip;

interface Exemplars {
  readonly exemplars: readonly { readonly labels: { readonly trace_id: string } }[];
}

withStack('binnacle probe run on the real stack', () => {
  let stack: RealStack;
  let target: Server;
  let url: string;
  const traceparents: string[] = [];

  beforeAll(async () => {
    if (!binaries) return;
    target = createServer((request, response) => {
      traceparents.push(String(request.headers.traceparent));
      response.writeHead(request.url === '/broken' ? 500 : 200).end('Welcome');
    });
    await once(target.listen(0, '127.0.0.1'), 'listening');
    url = `http://127.0.0.1:${(target.address() as AddressInfo).port}`;
    stack = await startRealStack(binaries);
    // Errors have to survive what thins out traces.
    await stack.useSampling('production');
  }, 120_000);
  afterAll(async () => {
    target?.close();
    await stack?.stop();
  }, 60_000);

  test('a probe that fails leads to its trace', async () => {
    const nobody = await freePort();
    const file = `
defaults: { interval: 1s, timeout: 1s, slow: 500ms, owner: shop }
probes:
  - id: home
    http: { url: "${url}/", body: Welcome }
  - id: broken
    http: { url: "${url}/broken" }
  - id: closed
    tcp: { address: "127.0.0.1:${nobody}" }
`;
    const io = createTestIo({ files: { 'probes.yaml': file } });
    const ended = runProgram(['probe', 'run', 'probes.yaml', '--json', '--otlp', stack.otlpUrl], io, ROOT);
    const success = async (): Promise<Record<string, string>> => {
      const found = await askPrometheus(stack, 'probe_success{owner="shop"}');
      return Object.fromEntries(found.map(({ metric, value }) => [metric.probe, value[1]]));
    };
    try {
      await waitFor('Prometheus has all three', success, (found) => Object.keys(found).length === 3);
      expect(await success()).toEqual({ home: '1', broken: '0', closed: '0' });

      const exemplars = await waitFor(
        'an exemplar of the one that fails',
        async () => {
          const query = new URLSearchParams({
            query: 'probe_check_duration_seconds_bucket{probe="broken",outcome="failure"}',
            start: String(Date.now() / 1_000 - 600),
            end: String(Date.now() / 1_000 + 60),
          });
          return (await prometheusApi<Exemplars[]>(stack, `query_exemplars?${query}`)).flatMap(
            (each) => each.exemplars,
          );
        },
        (found) => found.length > 0,
      );
      const traceId = exemplars[0]?.labels.trace_id ?? '';
      // The service that was asked was told the same trace, and its own spans would be in it.
      expect(traceparents.map((text) => text.split('-')[1])).toContain(traceId);
      const find = async () =>
        (await tracesOf(stack, 'binnacle-probes')).find((trace) => trace.traceID === traceId);
      const trace = await waitFor('the trace is in Jaeger', find);
      const tags = Object.fromEntries((trace?.spans[0]?.tags ?? []).map(({ key, value }) => [key, value]));
      expect(tags).toMatchObject({
        probe: 'broken',
        'error.type': '500',
        'http.response.status_code': 500,
        'otel.status_description': 'status 500',
      });
    } finally {
      io.interrupt();
      await ended;
    }
    expect(io).toMatchObject({ exitCode: 0, err: '' });
    const failed = io.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .filter(({ ok }) => !ok);
    expect(new Set(failed.map(({ probe, fault }) => `${probe}: ${fault}`))).toEqual(
      new Set(['broken: status 500', `closed: connect ECONNREFUSED 127.0.0.1:${nobody}`]),
    );
  }, 90_000);

  test('a job reports, and how long ago that was is recorded', async () => {
    const io = createTestIo();
    const before = Date.now() / 1_000;
    await runProgram(['heartbeat', 'nightly-backup', '--otlp', stack.otlpUrl], io, ROOT);
    expect(io).toMatchObject({ exitCode: 0, out: '', err: '' });
    const [found] = await waitFor(
      'Prometheus has the report',
      () => askPrometheus(stack, 'heartbeat_success_time_seconds{heartbeat="nightly-backup"}'),
      (samples) => samples.length > 0,
    );
    expect(Number(found?.value[1])).toBeGreaterThanOrEqual(before - 0.001);
    expect(Number(found?.value[1])).toBeLessThanOrEqual(Date.now() / 1_000);
  }, 60_000);

  test('the catalogue has what was sent', async () => {
    expect(
      await compareCatalogue(stack, {
        'binnacle-probes|binnacle-heartbeat': ['Prober', 'blackbox-exporter', 'Collector, from spans'],
      }),
    ).toEqual([]);
  });
});
