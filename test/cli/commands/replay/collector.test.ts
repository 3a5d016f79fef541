// The way from a page's request through the real Collector, as it is shipped for pages with what the documentation adds, into a replay.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readRecordings } from '../../../../src/cli/commands/replay/read-recordings.ts';
import { readSource } from '../../../../src/cli/commands/replay/read-source.ts';
import { requireServer } from '../../../backends/find-server.ts';
import { freePorts } from '../../../backends/ports.ts';
import type { RunningServer } from '../../../backends/start.ts';
import { startCollector } from '../../../backends/start-collector.ts';
import { shipped } from '../../../integration/stack-files.ts';
import { createTestIo } from '../../test-io.ts';
import { clickAt, META, requestsOf, SNAPSHOT } from './recorded.ts';

const API_KEY = 'key-of-the-shop-page-0123456789';

/** Its patterns take a processor some seconds, and others use it too. */
const READY_MILLIS = 90_000;

const binary = await requireServer('otelcol');
const suite = binary ? describe : describe.skip;

const documented = async (): Promise<string> => {
  const page = await readFile(join(import.meta.dirname, '../../../../docs/session-replay.md'), 'utf8');
  return /```yaml\n([^`]*)```/.exec(page)?.[1] ?? '';
};

suite('through the Collector', () => {
  let folder: string;
  let collector: RunningServer;
  let url: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'replay-'));
    const [http = 0, health = 0, grpc = 0, services = 0, metrics = 0] = await freePorts(5);
    const recipe = join(folder, 'replay.yaml');
    await writeFile(recipe, await documented());
    url = `http://127.0.0.1:${http}/v1/logs`;
    collector = await startCollector({
      binary: binary ?? '',
      configs: [
        ...['collector', 'redaction', 'browsers'].map((name) => shipped(`collector/${name}.yaml`)),
        recipe,
      ],
      healthUrl: `http://127.0.0.1:${health}/-/healthy`,
      timeoutMillis: READY_MILLIS,
      cwd: folder,
      env: {
        REPLAY_FILE: join(folder, 'replay.jsonl'),
        RUM_API_KEY: API_KEY,
        BINNACLE_BROWSERS_ENDPOINT: `127.0.0.1:${http}`,
        BINNACLE_OTLP_GRPC_ENDPOINT: `127.0.0.1:${grpc}`,
        BINNACLE_OTLP_HTTP_ENDPOINT: `127.0.0.1:${services}`,
        BINNACLE_COLLECTOR_HEALTH_ENDPOINT: `127.0.0.1:${health}`,
        BINNACLE_COLLECTOR_METRICS_PORT: String(metrics),
        BINNACLE_LOGS_DIRECTORY: folder,
      },
    });
  }, 120_000);
  afterAll(async () => {
    await collector?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test('a recording arrives whole, and in its file only', async () => {
    const other = {
      resourceLogs: [{ scopeLogs: [{ logRecords: [{ body: { stringValue: 'an ordinary record' } }] }] }],
    };
    const requests = [
      ...requestsOf([META, SNAPSHOT], { parts: 3 }),
      ...requestsOf([clickAt(2_000)], { sequence: 1, encoding: 'none' }),
      other,
    ];
    for (const request of requests) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-api-key': API_KEY },
        body: JSON.stringify(request),
      });
      expect(response.status).toBe(200);
    }
    await collector.stop();
    const documents = await readSource(join(folder, 'replay.jsonl'), {
      ...createTestIo(),
      readBytes: (await import('node:fs')).readFileSync as never,
    });
    const [session] = readRecordings(documents);
    expect(
      session?.recordings.map(({ events, notes }) => [events.map(({ timestamp }) => timestamp), notes]),
    ).toEqual([[[1_000, 1_001, 2_000], []]]);
    expect(await readFile(join(folder, 'replay.jsonl'), 'utf8')).not.toContain('an ordinary record');
    const others = await readFile(join(folder, 'logs.jsonl'), 'utf8');
    expect(others).toContain('an ordinary record');
    expect(others).not.toContain('session.replay');
  });
});
