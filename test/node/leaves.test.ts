import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { freePort } from '../backends/ports.ts';
import {
  type CanaryKind,
  describeFound,
  findTexts,
  needlesOf,
  type Planted,
  plant,
} from '../canaries/canaries.ts';
import { startGrpcReceiver } from './grpc-receiver.ts';
import { type OtlpReceiver, startOtlpReceiver } from './otlp-receiver.ts';
import { type Ended, runFixture } from './run-fixture.ts';

const main = join(import.meta.dirname, '../../dist/cli/main.js');

const KINDS: readonly CanaryKind[] = ['email', 'card', 'token', 'key', 'jwt'];

const SPANS = [
  'tracer',
  'tracerVersion',
  'spanName',
  'attribute',
  'attributeList',
  'attributeKey',
  'link',
  'eventName',
  'eventAttribute',
  'exception',
  'status',
  'query',
  'userAgent',
  'thread',
] as const;
const LOGS = ['logger', 'body', 'bodyMap', 'logAttribute', 'logEvent', 'severity'] as const;
const METRICS = [
  'meter',
  'metricName',
  'description',
  'unit',
  'counter',
  'histogram',
  'observed',
  'batch',
] as const;
const RESOURCE = ['process.command_args', 'process.executable.path', 'owner'] as const;
/** What is left out as a whole; a marker of its own is beside it. */
const DROPPED = ['state', 'baggage'] as const;
const PLACES = [...SPANS, ...LOGS, ...METRICS, ...RESOURCE, ...DROPPED, 'diagnostic', 'crash'] as const;
type Place = (typeof PLACES)[number];

let folder: string;
let planted: Record<Place, Planted>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'binnacle-leaves-'));
  planted = Object.fromEntries(PLACES.map((place) => [place, plant(place, KINDS)])) as typeof planted;
});
afterEach(() => rm(folder, { recursive: true }));

const markers = { state: 'marker-of-the-state', baggage: 'marker-of-the-baggage' };

const run = async (
  env: Readonly<Record<string, string>>,
  endpoint?: string,
  ...mode: readonly string[]
): Promise<Ended> => {
  const file = join(folder, 'texts.json');
  const texts = {
    ...Object.fromEntries(PLACES.map((place) => [place, planted[place].text])),
    // A parameter that holds something goes as a whole.
    queryMarker: planted.query.marker,
    stateMarker: markers.state,
    baggageMarker: markers.baggage,
  };
  await writeFile(file, JSON.stringify(texts));
  const resource = RESOURCE.map((place) => `${place}=${encodeURIComponent(planted[place].text)}`);
  return runFixture('leaves.mjs', {
    ...(endpoint !== undefined && { endpoint }),
    args: [file, ...mode],
    env: { OTEL_RESOURCE_ATTRIBUTES: resource.join(), ...env },
  });
};

/** What of all that was planted is in the bytes, and which markers of the places are not. */
const look = (bytes: Buffer, places: readonly Place[]) => {
  const all = Object.values(planted);
  const found = findTexts(bytes, needlesOf(all));
  return {
    found: describeFound(all, found),
    missing: places.filter((place) => !found.includes(planted[place].marker)),
  };
};
const NOTHING = { found: [], missing: [] };

const SENT: readonly Place[] = [...SPANS, ...LOGS, ...METRICS, ...RESOURCE];

const filesIn = async (place: string): Promise<Buffer> => {
  const entries = await readdir(place, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Buffer.concat(
    await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name)))),
  );
};

describe('nothing that is planted leaves, and what is beside it does', () => {
  let receiver: OtlpReceiver;
  beforeEach(async () => {
    receiver = await startOtlpReceiver();
  });
  afterEach(() => receiver.close());

  test.each(['http/json', 'http/protobuf'])(
    '%s',
    async (protocol) => {
      const ended = await run({ OTEL_EXPORTER_OTLP_PROTOCOL: protocol }, receiver.url);
      expect(ended.code).toBe(0);
      const bytes = Buffer.from(receiver.raw(), 'latin1');
      expect(look(bytes, SENT)).toEqual(NOTHING);
      expect(bytes.includes(markers.state)).toBe(true);
      // A line for people.
      expect(look(Buffer.from(ended.stderr), ['diagnostic'])).toEqual(NOTHING);
    },
    30_000,
  );

  test('the headers of a request to another service', async () => {
    const ended = await run({}, receiver.url);
    const [line = ''] = ended.stdout.split('\n');
    const { traceparent, tracestate, baggage } = JSON.parse(line.replace(/^headers /, ''));
    expect(look(Buffer.from(`${tracestate} ${baggage}`), [])).toEqual(NOTHING);
    expect(baggage).toBe(`marker=${markers.baggage}`);
    expect(tracestate).toContain(`b=${markers.state}`);
    expect(traceparent).toMatch(/^00-(?:12){16}-[0-9a-f]{16}-01$/);
  }, 30_000);

  test('the last words of a crash', async () => {
    const ended = await run({}, receiver.url, 'crash');
    expect(ended.code).toBe(1);
    expect(look(Buffer.from(receiver.raw(), 'latin1'), [...SENT, 'crash'])).toEqual(NOTHING);
    const [record] = receiver.logRecords().filter(({ severityText }) => severityText === 'FATAL');
    expect(record?.attributes['exception.stacktrace']).toContain(planted.crash.marker);
  }, 30_000);
});

test('gRPC', async () => {
  const receiver = await startGrpcReceiver();
  try {
    const url = `http://127.0.0.1:${receiver.port}`;
    expect((await run({ OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, url)).code).toBe(0);
    expect(look(Buffer.concat(receiver.calls.map(({ body }) => body)), SENT)).toEqual(NOTHING);
  } finally {
    receiver.close();
  }
}, 30_000);

test('the console', async () => {
  const console = {
    OTEL_TRACES_EXPORTER: 'console',
    OTEL_METRICS_EXPORTER: 'console',
    OTEL_LOGS_EXPORTER: 'console',
  };
  const { stdout } = await run(console);
  const printed = stdout.slice(stdout.indexOf('\n'));
  const { found, missing } = look(Buffer.from(printed), SENT);
  expect(found).toEqual([]);
  // The SDK's exporters do not print these.
  expect(missing.filter((place) => !['meter', 'logger', 'logEvent'].includes(place))).toEqual([]);
}, 30_000);

test.each(['http/json', 'http/protobuf'])(
  'the folder in which payloads wait for a Collector: %s',
  async (protocol) => {
    const buffer = join(folder, 'buffer');
    await run(
      {
        BINNACLE_BUFFER_DIR: buffer,
        OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
        BINNACLE_SHUTDOWN_TIMEOUT: '3000',
      },
      'http://127.0.0.1:1',
    );
    expect(look(await filesIn(buffer), SENT)).toEqual(NOTHING);
  },
  30_000,
);

test('values that are cut are redacted before, so that no half of one leaves', async () => {
  const receiver = await startOtlpReceiver();
  try {
    const limits = { OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: '44' };
    for (const place of ['attribute', 'eventAttribute', 'link', 'logAttribute'] as const) {
      const [canary] = plant(place, ['card']).canaries;
      if (!canary) throw new Error('nothing was planted');
      // The limit falls into the number.
      planted[place] = { ...planted[place], canaries: [{ ...canary, needle: canary.needle.slice(0, 8) }] };
      const filler = 'x'.repeat(44 - 10 - 1);
      Object.assign(planted[place], { text: `${filler} ${canary.text}` });
    }
    await run(limits, receiver.url);
    const cut = (['attribute', 'eventAttribute', 'link', 'logAttribute'] as const).map(
      (place) => planted[place],
    );
    const bytes = Buffer.from(receiver.raw());
    expect(describeFound(cut, findTexts(bytes, needlesOf(cut)))).toEqual([]);
    const notes = [...receiver.spans(), ...receiver.logRecords()].map(({ attributes }) => attributes.note);
    const lengths = notes.filter((note) => typeof note === 'string').map((note) => String(note).length);
    expect(lengths.length).toBeGreaterThan(0);
    expect(Math.max(...lengths)).toBe(44);
  } finally {
    await receiver.close();
  }
}, 30_000);

test('the page that Prometheus reads', async () => {
  const port = await freePort();
  const env = {
    OTEL_METRICS_EXPORTER: 'prometheus',
    OTEL_TRACES_EXPORTER: 'none',
    OTEL_LOGS_EXPORTER: 'none',
    OTEL_EXPORTER_PROMETHEUS_HOST: '127.0.0.1',
    OTEL_EXPORTER_PROMETHEUS_PORT: String(port),
  };
  const { stdout } = await run(env, undefined, 'scrape', `http://127.0.0.1:${port}/metrics`);
  const page = stdout.slice(stdout.indexOf('\n'));
  const { found, missing } = look(Buffer.from(page), [...METRICS, ...RESOURCE]);
  expect(found).toEqual([]);
  // The unit is no part of the page.
  expect(missing.filter((place) => place !== 'unit')).toEqual([]);
  expect(page).toContain(planted.metricName.marker);
}, 30_000);

test.each([[[]], [['--json']]])(
  'what binnacle doctor %j says',
  async (flags) => {
    const file = join(folder, 'texts.json');
    await writeFile(file, JSON.stringify({}));
    const resource = RESOURCE.map((place) => `${place}=${encodeURIComponent(planted[place].text)}`);
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [main, 'doctor', ...flags, '--', process.execPath, '-e', ''],
      {
        encoding: 'utf8',
        timeout: 20_000,
        env: {
          PATH: process.env.PATH,
          OTEL_RESOURCE_ATTRIBUTES: resource.join(),
          OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
          OTEL_EXPORTER_OTLP_HEADERS: `x-note=${encodeURIComponent(planted.attribute.text)}`,
          OTEL_LOG_LEVEL: planted.diagnostic.text,
        },
      },
    );
    expect(look(Buffer.from(stdout + stderr), ['owner', 'diagnostic'])).toEqual(NOTHING);
  },
  30_000,
);
