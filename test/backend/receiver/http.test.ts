import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { traceRequest } from '../../../src/backend/receiver/schema.ts';
import type { TraceSummary } from '../../../src/backend/store/trace-query.ts';
import { encodeProtobuf } from '../otlp-encoder.ts';
import { resource, span, tracesOf } from '../payloads.ts';
import { getJson, start, summaryOf } from '../start.ts';
import { JSON_TYPE, json, nestedRequest, PROTOBUF, post, protobuf, request } from './http-requests.ts';

describe('accepted', () => {
  const cases = [
    { name: 'protobuf', body: protobuf, type: PROTOBUF },
    { name: 'JSON', body: json, type: JSON_TYPE },
    { name: 'JSON with a charset', body: json, type: 'Application/JSON; charset=utf-8' },
    { name: 'gzip', body: gzipSync(protobuf), type: PROTOBUF, encoding: 'gzip' },
    { name: 'deflate', body: deflateSync(json), type: JSON_TYPE, encoding: 'deflate' },
    { name: 'identity', body: json, type: JSON_TYPE, encoding: 'identity' },
    {
      name: 'two members of gzip',
      body: Buffer.concat([gzipSync(protobuf.subarray(0, 9)), gzipSync(protobuf.subarray(9))]),
      type: PROTOBUF,
      encoding: 'gzip',
    },
  ];
  test.each(cases)('$name', async ({ body, type, encoding }) => {
    const backend = await start();
    const response = await post(backend, body, {
      'content-type': type,
      ...(encoding && { 'content-encoding': encoding }),
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(type === PROTOBUF ? PROTOBUF : JSON_TYPE);
    expect(await response.text()).toBe(type === PROTOBUF ? '' : '{}');
    const { traces } = await getJson<{ traces: TraceSummary[] }>(`${backend.pageUrl}/api/traces`);
    expect(traces).toEqual([
      expect.objectContaining({ traceId: '1'.repeat(32), service: 'shop', name: 'GET /' }),
    ]);
  });

  test('64 levels of AnyValue, in both encodings', async () => {
    const backend = await start();
    const deep = nestedRequest(63);
    const body = Buffer.from(JSON.stringify(deep));
    expect((await post(backend, body, { 'content-type': JSON_TYPE })).status).toBe(200);
    const encoded = encodeProtobuf(traceRequest, deep);
    expect((await post(backend, encoded, { 'content-type': PROTOBUF })).status).toBe(200);
  });

  test('numbers as numbers, unknown fields, null', async () => {
    const backend = await start();
    const loose = JSON.stringify({
      unknown: [{}],
      resourceSpans: [
        {
          resource: resource('loose'),
          scopeSpans: [
            {
              scope: null,
              spans: [
                {
                  traceId: 'ABCDEF'.padEnd(32, '0'),
                  spanId: '2'.repeat(16),
                  name: 'x',
                  startTimeUnixNano: 1_000_000_000,
                  endTimeUnixNano: '1002000000',
                  droppedAttributesCount: 4,
                  attributes: [{ key: 'n', value: { intValue: 12 } }],
                },
              ],
            },
          ],
        },
      ],
    });
    expect((await post(backend, loose, { 'content-type': JSON_TYPE })).status).toBe(200);
    const { traces } = await getJson<{ traces: TraceSummary[] }>(`${backend.pageUrl}/api/traces`);
    expect(traces).toEqual([
      expect.objectContaining({ traceId: 'abcdef'.padEnd(32, '0'), startMillis: 1000, durationMillis: 2 }),
    ]);
  });

  test('a span without ids is rejected and the rest is kept', async () => {
    const backend = await start();
    const mixed = tracesOf('shop', [
      ...(request.resourceSpans[0]?.scopeSpans[0]?.spans ?? []),
      span({
        traceId: '0'.repeat(32),
        spanId: '3'.repeat(16),
        name: 'bad',
        startMillis: 1,
        durationMillis: 1,
      }),
    ]);
    const response = await post(backend, JSON.stringify(mixed), { 'content-type': JSON_TYPE });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      partialSuccess: { rejectedSpans: '1', errorMessage: expect.stringContaining('not valid OTLP') },
    });
    const { counters, stores } = await summaryOf(backend);
    expect(stores.traces.spans).toBe(1);
    expect(counters.received.traces).toBe(2);
    expect(counters.dropped).toEqual([{ signal: 'traces', reason: 'invalid', count: 1 }]);
  });
});
