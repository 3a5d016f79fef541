import type { Backend } from '../../../src/backend/index.ts';
import { traceRequest } from '../../../src/backend/receiver/schema.ts';
import { encodeProtobuf } from '../otlp-encoder.ts';
import { span, tracesOf } from '../payloads.ts';

export const request = tracesOf('shop', [
  span({
    traceId: '1'.repeat(32),
    spanId: '2'.repeat(16),
    name: 'GET /',
    startMillis: 1e12,
    durationMillis: 5,
  }),
]);
export const json = Buffer.from(JSON.stringify(request));
export const protobuf = encodeProtobuf(traceRequest, request);
export const PROTOBUF = 'application/x-protobuf';
export const JSON_TYPE = 'application/json';

const nested = (depth: number): object =>
  depth === 0 ? { stringValue: 'deep' } : { arrayValue: { values: [nested(depth - 1)] } };
export const nestedRequest = (depth: number) => ({
  resourceSpans: [{ resource: { attributes: [{ key: 'a', value: nested(depth) }] } }],
});

export const post = (
  { otlpHttpUrl }: Backend,
  body: string | Buffer,
  headers: Record<string, string>,
  path = '/v1/traces',
) => fetch(`${otlpHttpUrl}${path}`, { method: 'POST', body: body as BodyInit, headers });
