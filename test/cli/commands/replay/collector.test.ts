// The way from a page's request through the real Collector, configured as the page of the documentation says, into a replay.
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
import { createTestIo } from '../../test-io.ts';
import { clickAt, META, requestsOf, SNAPSHOT } from './recorded.ts';

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
    const [http = 0, health = 0] = await freePorts(2);
    const own = {
      extensions: { health_check: { endpoint: `127.0.0.1:${health}` } },
      receivers: { otlp: { protocols: { http: { endpoint: `127.0.0.1:${http}` } } } },
      exporters: { 'file/others': { path: join(folder, 'others.jsonl') } },
      service: {
        extensions: ['health_check'],
        telemetry: { metrics: { level: 'none' } },
        pipelines: {
          logs: { receivers: ['otlp'], processors: ['filter/no_replay'], exporters: ['file/others'] },
        },
      },
    };
    const files = [join(folder, 'own.yaml'), join(folder, 'replay.yaml')];
    await writeFile(files[0] as string, JSON.stringify(own));
    await writeFile(files[1] as string, await documented());
    url = `http://127.0.0.1:${http}/v1/logs`;
    collector = await startCollector({
      binary: binary ?? '',
      configs: files,
      env: { REPLAY_FILE: join(folder, 'replay.jsonl') },
      healthUrl: `http://127.0.0.1:${health}`,
    });
  }, 60_000);
  afterAll(async () => {
    await collector?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test('a recording arrives whole, and in its file only', async () => {
    const other = { resourceLogs: [{ scopeLogs: [{ logRecords: [{ body: { stringValue: 'other' } }] }] }] };
    const requests = [
      ...requestsOf([META, SNAPSHOT], { parts: 3 }),
      ...requestsOf([clickAt(2_000)], { sequence: 1, encoding: 'none' }),
      other,
    ];
    for (const request of requests) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
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
    expect(await readFile(join(folder, 'replay.jsonl'), 'utf8')).not.toContain('other');
    expect(await readFile(join(folder, 'others.jsonl'), 'utf8')).not.toContain('session.replay');
  });
});
