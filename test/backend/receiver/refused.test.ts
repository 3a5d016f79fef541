import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { traceRequest } from '../../../src/backend/receiver/schema.ts';
import { encodeProtobuf } from '../otlp-encoder.ts';
import { start, summaryOf, until } from '../start.ts';
import { JSON_TYPE, json, nestedRequest, PROTOBUF, post, protobuf } from './http-requests.ts';

describe('refused', () => {
  const cases = [
    {
      name: 'no content type',
      body: json,
      headers: { 'content-type': '' },
      status: 415,
      reason: 'unsupported',
    },
    {
      name: 'another content type',
      body: json,
      headers: { 'content-type': 'text/plain' },
      status: 415,
      reason: 'unsupported',
    },
    {
      name: 'another content encoding',
      body: json,
      headers: { 'content-type': JSON_TYPE, 'content-encoding': 'br' },
      status: 415,
      reason: 'unsupported',
    },
    {
      name: 'JSON that ends early',
      body: json.subarray(0, -2),
      headers: { 'content-type': JSON_TYPE },
      status: 400,
      reason: 'malformed',
    },
    {
      name: 'protobuf that ends early',
      body: protobuf.subarray(0, -2),
      headers: { 'content-type': PROTOBUF },
      status: 400,
      reason: 'malformed',
    },
    {
      name: 'gzip that ends early',
      body: gzipSync(json).subarray(0, -9),
      headers: { 'content-type': JSON_TYPE, 'content-encoding': 'gzip' },
      status: 400,
      reason: 'malformed',
    },
    {
      name: 'no gzip',
      body: json,
      headers: { 'content-type': JSON_TYPE, 'content-encoding': 'gzip' },
      status: 400,
      reason: 'malformed',
    },
    {
      name: 'an array',
      body: '[]',
      headers: { 'content-type': JSON_TYPE },
      status: 400,
      reason: 'malformed',
    },
    { name: 'null', body: 'null', headers: { 'content-type': JSON_TYPE }, status: 400, reason: 'malformed' },
    {
      name: 'nothing, as JSON',
      body: '',
      headers: { 'content-type': JSON_TYPE },
      status: 400,
      reason: 'malformed',
    },
    {
      name: 'a list that is none',
      body: '{"resourceSpans":{}}',
      headers: { 'content-type': JSON_TYPE },
      status: 400,
      reason: 'malformed',
    },
    {
      name: '65 levels, JSON',
      body: JSON.stringify(nestedRequest(65)),
      headers: { 'content-type': JSON_TYPE },
      status: 400,
      reason: 'malformed',
    },
    {
      name: '65 levels, protobuf',
      body: encodeProtobuf(traceRequest, nestedRequest(65)),
      headers: { 'content-type': PROTOBUF },
      status: 400,
      reason: 'malformed',
    },
    {
      name: 'a million brackets',
      body: '['.repeat(1_000_000),
      headers: { 'content-type': JSON_TYPE },
      status: 400,
      reason: 'malformed',
    },
    {
      name: 'too many values, protobuf',
      body: Buffer.alloc(3_000_000, Buffer.from([0x0a, 0x00])),
      headers: { 'content-type': PROTOBUF },
      status: 400,
      reason: 'malformed',
    },
    {
      name: 'too large',
      body: Buffer.alloc(5_000_000),
      headers: { 'content-type': PROTOBUF },
      status: 413,
      reason: 'too_large',
    },
    {
      name: 'too large once decompressed',
      body: gzipSync(Buffer.alloc(200_000_000)),
      headers: { 'content-type': PROTOBUF, 'content-encoding': 'gzip' },
      status: 413,
      reason: 'too_large',
    },
  ] as const;
  test.each(cases)('$name: $status', async ({ body, headers, status, reason }) => {
    const backend = await start({ maxRequestBytes: 4_000_000 });
    const response = await post(backend, body as string | Buffer, headers as Record<string, string>);
    const text = await response.text();
    expect({ status: response.status, text }).toEqual({ status, text: expect.stringMatching(/./) });
    const type = headers['content-type'] === PROTOBUF ? PROTOBUF : JSON_TYPE;
    expect(response.headers.get('content-type')).toBe(type);
    if (type === JSON_TYPE)
      expect(JSON.parse(text)).toEqual({ code: expect.any(Number), message: expect.any(String) });
    expect((await summaryOf(backend)).counters.refused).toEqual([{ signal: 'traces', reason, count: 1 }]);
  });

  test('another path: 404, another method: 405', async () => {
    const backend = await start();
    expect((await post(backend, json, { 'content-type': JSON_TYPE }, '/v1/profiles')).status).toBe(404);
    const get = await fetch(`${backend.otlpHttpUrl}/v1/traces`);
    expect({ status: get.status, allow: get.headers.get('allow') }).toEqual({ status: 405, allow: 'POST' });
  });

  test('a body without a length stops at the limit', async () => {
    const backend = await start({ maxRequestBytes: 100_000 });
    const { hostname, port } = new URL(backend.otlpHttpUrl);
    const socket = connect(Number(port), hostname);
    const answer = new Promise<string>((resolve) => {
      let text = '';
      socket.on('data', (data) => {
        text += String(data);
      });
      socket.on('close', () => resolve(text));
      // The server may close while this end still sends.
      socket.on('error', () => undefined);
    });
    socket.write(
      `POST /v1/traces HTTP/1.1\r\nhost: x\r\ncontent-type: ${JSON_TYPE}\r\ntransfer-encoding: chunked\r\n\r\n`,
    );
    for (let i = 0; i < 40; i += 1) socket.write(`2710\r\n${' '.repeat(10_000)}\r\n`);
    expect(await answer).toMatch(/^HTTP\/1\.1 413 /);
  });
});

test('a client that goes away in the middle is counted, and the server goes on', async () => {
  const backend = await start();
  const { hostname, port } = new URL(backend.otlpHttpUrl);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  socket.write(
    `POST /v1/logs HTTP/1.1\r\nhost: x\r\ncontent-type: ${JSON_TYPE}\r\ncontent-length: 1000\r\n\r\n{"a"`,
    () => socket.destroy(),
  );
  await until('the refused request', async () => (await summaryOf(backend)).counters.refused[0]);
  expect((await post(backend, json, { 'content-type': JSON_TYPE })).status).toBe(200);
});
