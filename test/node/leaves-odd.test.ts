import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
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

const KINDS: readonly CanaryKind[] = ['email', 'card', 'token', 'key', 'jwt'];

/** In places that `leaves.test.ts` has not, as programs use them now and then. Their markers are sent. */
const SENT = [
  ...['thrownText', 'thrownObject', 'aggregate', 'errorName', 'symbol', 'listed', 'linkKey', 'eventKey'],
  ...['updatedName', 'bodyKey', 'deepKey', 'nested', 'logException', 'logThrown', 'logThrownText'],
  ...['logScopeAttribute', 'attributeMapKey', 'attributeMap', 'attributeError', 'boxed', 'metricKey'],
  ...['metricValue', 'metricList', 'updown', 'gauge'],
] as const;
/** Nothing is sent of these, or they go as a whole. */
const DROPPED = [
  ...['schemaUrl', 'logSchemaUrl', 'meterSchemaUrl', 'scopeAttribute', 'cause', 'logCause', 'linkState'],
  ...['bytes', 'attributeBytes', 'map', 'set', 'url', 'toJson', 'params', 'logSymbol', 'pattern'],
  ...['baggageKey', 'baggageMetadata'],
] as const;

let folder: string;
let planted: Readonly<Record<string, Planted>>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'binnacle-leaves-'));
  planted = Object.fromEntries([...SENT, ...DROPPED].map((place) => [place, plant(place, KINDS)]));
});
afterEach(() => rm(folder, { recursive: true }));

const run = async (
  env: Readonly<Record<string, string>>,
  endpoint?: string,
  ...mode: readonly string[]
): Promise<Ended> => {
  const file = join(folder, 'texts.json');
  const texts = Object.entries(planted).map(([place, { text }]) => [place, text]);
  await writeFile(file, JSON.stringify({ ...Object.fromEntries(texts), baggageMarker: 'harmless' }));
  return runFixture('leaves-odd.mjs', {
    ...(endpoint !== undefined && { endpoint }),
    args: [file, ...mode],
    env,
  });
};

/** What of all that was planted is in the bytes, and which markers of the places are not. */
const look = (bytes: Buffer, places: readonly string[]) => {
  const all = Object.values(planted);
  const found = findTexts(bytes, needlesOf(all));
  return {
    found: describeFound(all, found),
    missing: places.filter((place) => !found.includes(planted[place]?.marker ?? '')),
  };
};
const NOTHING = { found: [], missing: [] };

describe('nothing leaves of what is planted in odd places', () => {
  let receiver: OtlpReceiver;
  beforeEach(async () => {
    receiver = await startOtlpReceiver();
  });
  afterEach(() => receiver.close());

  test.each(['http/json', 'http/protobuf'])(
    '%s, and the headers of a request to another service',
    async (protocol) => {
      const ended = await run({ OTEL_EXPORTER_OTLP_PROTOCOL: protocol }, receiver.url);
      expect(ended.code).toBe(0);
      expect(look(Buffer.from(receiver.raw(), 'latin1'), SENT)).toEqual(NOTHING);
      const [line = ''] = ended.stdout.split('\n');
      expect(JSON.parse(line.replace(/^headers /, '')).baggage).toBe('marker=harmless');
    },
    30_000,
  );

  test.each(['throw-text', 'throw-object', 'throw-aggregate', 'reject-symbol'])(
    'the last words of %s',
    async (mode) => {
      const { code } = await run({}, receiver.url, mode);
      expect(code).toBe(1);
      expect(look(Buffer.from(receiver.raw(), 'latin1'), SENT)).toEqual(NOTHING);
      const last = receiver.logRecords().filter(({ severityText }) => severityText === 'FATAL');
      expect(last).toHaveLength(1);
    },
    30_000,
  );
});

test('gRPC', async () => {
  const receiver = await startGrpcReceiver();
  try {
    await run({ OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, `http://127.0.0.1:${receiver.port}`);
    expect(look(Buffer.concat(receiver.calls.map(({ body }) => body)), SENT)).toEqual(NOTHING);
  } finally {
    receiver.close();
  }
}, 30_000);

test('the console', async () => {
  const { stdout } = await run({
    OTEL_TRACES_EXPORTER: 'console',
    OTEL_METRICS_EXPORTER: 'console',
    OTEL_LOGS_EXPORTER: 'console',
  });
  const printed = stdout.slice(stdout.indexOf('\n'));
  // It prints no more than a few levels of what is nested, and nothing of what has logged.
  const places = SENT.filter((place) => !['nested', 'logScopeAttribute'].includes(place));
  expect(look(Buffer.from(printed), places)).toEqual(NOTHING);
}, 30_000);
