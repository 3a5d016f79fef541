import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runProgram } from '../../src/cli/program.ts';
import { freePorts } from '../backends/ports.ts';
import type { RunningServer } from '../backends/start.ts';
import { startCollector } from '../backends/start-collector.ts';
import { createTestIo } from '../cli/test-io.ts';
import { logsRequest, metricsRequest, tracesRequest } from '../collector/otlp-request.ts';
import { findBinaries, type RealStack, startRealStack } from './real-stack.ts';
import { waitFor } from './wait-for.ts';

const binaries = await findBinaries();
const withStack = binaries ? describe : describe.skip;

const EMAIL = 'jo.place@example.com';
const TEXT = `mail ${EMAIL}`;
const NOW_IN_REQUESTS = '1700000000000000000';

/** A Collector without redaction, as others run one: to Jaeger, Prometheus, files, and into a queue that cannot drain. */
const configOf = (
  http: number,
  health: number,
  folder: string,
  { jaegerOtlpAddress, prometheusUrl }: RealStack,
) => `
extensions:
  health_check: { endpoint: "127.0.0.1:${health}" }
  file_storage: { directory: "${folder}/queue", create_directory: true }
receivers:
  otlp: { protocols: { http: { endpoint: "127.0.0.1:${http}" } } }
exporters:
  otlp_grpc/jaeger: { endpoint: "${jaegerOtlpAddress}", tls: { insecure: true } }
  otlp_http/prometheus: { endpoint: "${prometheusUrl}/api/v1/otlp", tls: { insecure: true } }
  otlp_http/nowhere: { endpoint: "http://127.0.0.1:1", sending_queue: { storage: file_storage } }
  file/json: { path: "${folder}/files/all.jsonl", flush_interval: 50ms }
  file/packed: { path: "${folder}/files/all.zst", compression: zstd, flush_interval: 50ms }
  file/proto: { path: "${folder}/files/all.pb", format: proto, flush_interval: 50ms }
service:
  extensions: [health_check, file_storage]
  telemetry: { metrics: { level: none } }
  pipelines:
    traces: { receivers: [otlp], exporters: [otlp_grpc/jaeger, otlp_http/nowhere, file/json, file/packed, file/proto] }
    metrics: { receivers: [otlp], exporters: [otlp_http/prometheus, otlp_http/nowhere] }
    logs: { receivers: [otlp], exporters: [otlp_http/nowhere, file/json, file/packed, file/proto] }
`;

interface Finding {
  readonly rule: string;
  readonly source: string;
  readonly place: string;
}

const audit = async (...sources: readonly string[]): Promise<readonly Finding[]> => {
  const io = createTestIo();
  await runProgram(['redaction', 'audit', '--json', '--since', '1h', ...sources], io, {
    directory: '/',
    version: '1',
  });
  expect(io.err).toBe('');
  expect(io.out).not.toContain(EMAIL);
  const { findings, found } = JSON.parse(io.out) as { findings: readonly Finding[]; found: boolean };
  expect(io.exitCode).toBe(found ? 1 : 0);
  return findings;
};

withStack('binnacle redaction audit finds an e-mail address and a password that real servers stored', () => {
  let stack: RealStack;
  let collector: RunningServer;
  let folder: string;

  beforeAll(async () => {
    if (!binaries) return;
    stack = await startRealStack(binaries);
    folder = join(stack.directory, 'plain');
    await mkdir(join(folder, 'files'), { recursive: true });
    const [http = 0, health = 0] = await freePorts(2);
    const config = join(folder, 'collector.yaml');
    await writeFile(config, configOf(http, health, folder, stack));
    collector = await startCollector({
      binary: binaries.collector,
      configs: [config],
      healthUrl: `http://127.0.0.1:${health}/`,
    });
    const attributes = { note: TEXT, 'user.password': 'hunter2' };
    const requests = {
      traces: tracesRequest({ name: 'GET /', attributes }),
      metrics: metricsRequest({ note: TEXT }, { 'service.name': 'test' }),
      logs: logsRequest([{ body: TEXT, attributes }], { 'service.name': 'test' }),
    };
    for (const [signal, request] of Object.entries(requests)) {
      const now = `${Date.now()}000000`;
      const answer = await fetch(`http://127.0.0.1:${http}/v1/${signal}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(request).replaceAll(NOW_IN_REQUESTS, now),
      });
      expect(answer.status).toBe(200);
    }
  }, 120_000);
  afterAll(async () => {
    await collector?.stop();
    await stack?.stop();
  }, 30_000);

  const untilFound = (...sources: readonly string[]): Promise<readonly Finding[]> =>
    waitFor(
      'a finding',
      () => audit(...sources),
      ({ length }) => length > 0,
    );
  const placesIn = (findings: readonly Finding[]): readonly string[] =>
    findings.map(({ rule, place }) => `${rule} ${place}`);

  test('in Jaeger', async () => {
    expect(placesIn(await untilFound(stack.jaegerUrl))).toEqual([
      'email test: span.tags["note"]',
      'sensitive-key test: span.tags["user.password"]',
    ]);
  }, 40_000);

  test('in Prometheus', async () => {
    expect(placesIn(await untilFound(stack.prometheusUrl))).toEqual(['email labels["note"]']);
  }, 40_000);

  test('in files of the Collector, as JSON and as protobuf', async () => {
    const expected = [
      'email test: logRecords.attributes["note"]',
      'email test: logRecords.body',
      'email test: spans.attributes["note"]',
      'sensitive-key test: logRecords.attributes["user.password"]',
      'sensitive-key test: spans.attributes["user.password"]',
    ];
    for (const name of ['all.jsonl', 'all.pb', 'all.zst']) {
      const places = await waitFor(
        name,
        async () => placesIn(await audit(join(folder, 'files', name))),
        ({ length }) => length >= expected.length,
      );
      expect(places).toEqual(expected);
    }
  }, 40_000);

  test('in the queue of the Collector', async () => {
    await waitFor('a queue', async () => (await readdir(join(folder, 'queue'))).length > 0);
    const findings = await untilFound(join(folder, 'queue'));
    expect(placesIn(findings)).toEqual(
      expect.arrayContaining([
        'email attributes in bytes["note"]',
        'sensitive-key attributes in bytes["user.password"]',
      ]),
    );
  }, 40_000);
});
