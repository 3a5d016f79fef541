// Seeded mutations of valid requests: every answer is 200, 400 or 413, and the server goes on.
import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import type { Message } from '../../../src/backend/receiver/field.ts';
import { logsRequest, metricsRequest, traceRequest } from '../../../src/backend/receiver/schema.ts';
import { encodeProtobuf } from '../otlp-encoder.ts';
import { durationPoint, log, logsOf, metricsOf, span, tracesOf } from '../payloads.ts';
import { start, summaryOf } from '../start.ts';

const ROUNDS = 400;

/** mulberry32: the same numbers for the same seed. */
const createRandom = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
};
type Random = ReturnType<typeof createRandom>;

const MUTATIONS: Readonly<Record<string, (payload: Buffer, random: Random) => Buffer>> = {
  truncate: (payload, random) => payload.subarray(0, random(payload.length)),
  'flip a bit': (payload, random) => {
    const copy = Buffer.from(payload);
    const at = random(copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << random(8));
    return copy;
  },
  'flip many': (payload, random) => {
    const copy = Buffer.from(payload);
    for (let i = 0; i < 20; i += 1) copy[random(copy.length)] = random(256);
    return copy;
  },
  'huge length': (payload, random) => {
    const at = random(payload.length);
    const huge = Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f]);
    return Buffer.concat([payload.subarray(0, at), huge, payload.subarray(at)]);
  },
  repeat: (payload, random) => {
    const at = random(payload.length);
    const end = at + random(payload.length - at);
    return Buffer.concat([payload.subarray(0, end), payload.subarray(at)]);
  },
  noise: (_, random) => Buffer.from(Array.from({ length: random(300) }, () => random(256))),
};

const SIGNALS: readonly { path: string; message: Message; request: object }[] = [
  {
    path: '/v1/traces',
    message: traceRequest,
    request: tracesOf('shop', [
      span({
        traceId: '1'.repeat(32),
        spanId: '2'.repeat(16),
        name: 'GET /',
        kind: 2,
        startMillis: 1e12,
        durationMillis: 5,
        attributes: { a: 'b', c: 1, d: 0.5, e: true },
        exception: { type: 'Error', message: 'no' },
      }),
    ]),
  },
  {
    path: '/v1/metrics',
    message: metricsRequest,
    request: metricsOf('shop', [durationPoint({ startMillis: 1e12, timeMillis: 1e12 + 1, seconds: [0.1] })]),
  },
  {
    path: '/v1/logs',
    message: logsRequest,
    request: logsOf('shop', [log({ timeMillis: 1e12, severityNumber: 17, body: 'no' })]),
  },
];

const ENCODINGS = [
  { type: 'application/x-protobuf', encode: encodeProtobuf },
  { type: 'application/json', encode: (_: Message, request: object) => Buffer.from(JSON.stringify(request)) },
];

const pick = <T>(items: readonly T[], random: Random): T => items[random(items.length)] as T;

test('mutated requests', async () => {
  const backend = await start({ maxRequestBytes: 100_000 });
  const random = createRandom(20_260_101);
  const names = Object.keys(MUTATIONS);
  const counts: Record<string, number> = {};
  for (let round = 0; round < ROUNDS; round += 1) {
    const { path, message, request } = pick(SIGNALS, random);
    const { type, encode } = pick(ENCODINGS, random);
    const name = names[random(names.length)] ?? '';
    const mutated = MUTATIONS[name]?.(encode(message, request), random) ?? Buffer.alloc(0);
    const zipped = random(4) === 0;
    const inGzip =
      zipped && random(2) === 0 ? MUTATIONS.truncate?.(gzipSync(mutated), random) : gzipSync(mutated);
    const response = await fetch(`${backend.otlpHttpUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': type, ...(zipped && { 'content-encoding': 'gzip' }) },
      body: (zipped ? inGzip : mutated) as BodyInit,
    });
    const text = await response.text();
    const described = {
      round,
      path,
      type,
      name,
      body: mutated.toString('base64'),
      status: response.status,
      text,
    };
    expect([200, 400, 413].includes(response.status) ? 'as expected' : described).toBe('as expected');
    counts[response.status] = (counts[response.status] ?? 0) + 1;
  }
  expect(counts[200]).toBeGreaterThan(20);
  expect(counts[400]).toBeGreaterThan(50);
  const { counters } = await summaryOf(backend);
  expect(counters.refused.reduce((sum, { count }) => sum + count, 0)).toBe(ROUNDS - (counts[200] ?? 0));
});
