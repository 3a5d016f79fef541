import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeState } from '../../src/node/crash/state-file.ts';
import { requireServer } from '../backends/find-server.ts';
import { freePorts } from '../backends/ports.ts';
import type { RunningServer } from '../backends/start.ts';
import { startCollector } from '../backends/start-collector.ts';
import { waitFor } from '../integration/wait-for.ts';
import { startFixture } from './run-fixture.ts';

const binary = await requireServer('otelcol');
const withCollector = binary ? describe : describe.skip;

const configOf = (http: number, grpc: number, health: number, file: string): string => `
extensions:
  health_check: { endpoint: 127.0.0.1:${health} }
receivers:
  otlp:
    protocols:
      http: { endpoint: 127.0.0.1:${http} }
      grpc: { endpoint: 127.0.0.1:${grpc} }
exporters:
  file: { path: ${file}, flush_interval: 50ms }
service:
  extensions: [health_check]
  telemetry: { metrics: { level: none } }
  pipelines:
    traces: { receivers: [otlp], exporters: [file] }
    metrics: { receivers: [otlp], exporters: [file] }
    logs: { receivers: [otlp], exporters: [file] }
`;

withCollector('what waits at the end arrives in the real Collector', () => {
  let directory: string;
  let collector: RunningServer;
  let ports: readonly number[];
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'binnacle-exits-'));
    ports = await freePorts(3);
    const [http = 0, grpc = 0, health = 0] = ports;
    const config = join(directory, 'collector.yaml');
    await writeFile(config, configOf(http, grpc, health, join(directory, 'out.jsonl')));
    collector = await startCollector({
      binary: binary ?? '',
      configs: [config],
      healthUrl: `http://127.0.0.1:${health}`,
    });
  }, 60_000);
  afterAll(async () => {
    await collector?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  /** Which of these texts did not arrive from the service. */
  const missingOf = (name: string, wanted: readonly string[]): Promise<readonly string[]> =>
    waitFor(
      `${wanted.join(', ')} of ${name}`,
      async () => {
        const lines = (await readFile(join(directory, 'out.jsonl'), 'utf8').catch(() => '')).split('\n');
        const own = lines.filter((line) => line.includes(name)).join('\n');
        return wanted.filter((text) => !own.includes(text));
      },
      (texts) => texts.length === 0,
    );

  /** For how long a process has been blocked, by its state on disk; 0 where its event loop turns. */
  const blockedMillis = async (folder: string): Promise<number> => {
    for (const file of await readdir(folder).catch(() => [])) {
      const { blocked } = decodeState(await readFile(join(folder, file))) ?? {};
      if (blocked) return blocked.seenMillis - blocked.sinceMillis;
    }
    return 0;
  };

  interface End {
    readonly end: string;
    readonly protocol?: string;
    readonly signal?: NodeJS.Signals;
    /** Exit code, or the signal that ended the process. */
    readonly ends: number | NodeJS.Signals;
    /** Of the fixture, that each send a span and a log record. */
    readonly places?: readonly string[];
    readonly more?: readonly string[];
  }

  const ENDS: readonly End[] = [
    { end: 'normal', ends: 0 },
    { end: 'process.exit', ends: 4 },
    { end: 'process.exit', protocol: 'grpc', ends: 4 },
    { end: 'process.exit in a signal handler', signal: 'SIGTERM', ends: 5 },
    { end: 'uncaught exception', protocol: 'http/json', ends: 1, more: ['uncaughtException'] },
    { end: 'unhandled rejection', ends: 1, more: ['unhandledRejection'] },
    { end: 'signal', signal: 'SIGTERM', ends: 'SIGTERM' },
    { end: 'signal', signal: 'SIGINT', ends: 'SIGINT' },
    { end: 'own signal listener', signal: 'SIGINT', ends: 0, places: ['main', 'listener'] },
    { end: 'signal to itself', ends: 'SIGTERM' },
    { end: 'worker', ends: 0, places: ['main', 'worker'] },
    { end: 'worker process.exit', ends: 0, places: ['main', 'worker'] },
    { end: 'fork process.exit', ends: 0, places: ['main', 'child'] },
    { end: 'cluster disconnect', ends: 0, places: ['main', 'cluster worker'] },
    { end: 'cluster SIGTERM', ends: 0, places: ['main', 'cluster worker'] },
  ];

  const titled = ENDS.map((each): [string, End] => {
    const { end, signal, protocol = 'http/protobuf' } = each;
    return [[end, ...(signal ? [signal] : []), 'by', protocol].join(' '), each];
  });

  test.each(titled)(
    '%s',
    async (title, { end, protocol = 'http/protobuf', signal, ends, places = ['main'], more = [] }) => {
      const name = title.replaceAll(/[ /]/g, '-');
      const env = {
        OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
        OTEL_SERVICE_NAME: name,
      };
      const port = ports[protocol === 'grpc' ? 1 : 0];
      const program = startFixture('exits.cjs', {
        endpoint: `http://127.0.0.1:${port}`,
        args: [end],
        env,
      });
      if (signal) await program.line('ready');
      const ended = signal ? await program.kill(signal) : await program.ended();
      expect(ended.signal ?? ended.code).toBe(ends);
      const wanted = places.flatMap((place) => [`work in ${place}`, `log of ${place}`]);
      expect(await missingOf(name, [...wanted, ...more, 'fixture.work'])).toEqual([]);
    },
    60_000,
  );

  test.each([
    ['http/protobuf', 0],
    ['grpc', 1],
  ])(
    'a process that never turns its event loop again and is killed for it, %s',
    async (protocol, port) => {
      const name = `blocked-by-${protocol.replace('/', '-')}`;
      const options = {
        endpoint: `http://127.0.0.1:${ports[port]}`,
        env: {
          OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
          OTEL_SERVICE_NAME: name,
          BINNACLE_LIVE: 'true',
          BINNACLE_BLOCKED_THRESHOLD: '50',
          BINNACLE_CRASH_DIR: join(directory, name),
        },
      };
      const program = startFixture('crashes.cjs', { ...options, args: ['ever busy'] });
      // A blockage that ends shows that the thread which watches runs.
      await waitFor(
        'a blockage that is told',
        async () => {
          await program.request('/busy');
          return readFile(join(directory, 'out.jsonl'), 'utf8').catch(() => '');
        },
        (text) => text.split('\n').some((line) => line.includes(name) && line.includes('EventLoopBlocked')),
      );
      void program.request('/').catch(() => {});
      // Longer than the first one was, which was told of too.
      await waitFor(
        'the blockage in the state of the process',
        () => blockedMillis(join(directory, name, 'processes')),
        (millis) => millis > 1_000,
      );
      const whileBlocked = [
        '"binnacle.event_loop.blocked"',
        '"binnacle.event_loop.blocked.is_over","value":{"boolValue":false}',
      ];
      expect(await missingOf(name, whileBlocked)).toEqual([]);
      await program.kill('SIGKILL');
      const next = startFixture('crashes.cjs', options);
      expect(await missingOf(name, ['"binnacle.crashes"', 'event_loop_blocked', 'spinUntil'])).toEqual([]);
      expect(await next.stop()).toMatchObject({ code: 0, messages: [] });
    },
    60_000,
  );
});
