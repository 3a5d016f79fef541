import { connect } from 'node:net';
import { expect, test } from '@jest/globals';
import type { Backend } from '../../../src/backend/index.ts';
import type { Summary } from '../../../src/backend/store/store.ts';
import { log, logsOf, sendJson } from '../payloads.ts';
import { start, summaryOf, until } from '../start.ts';

interface Stream {
  readonly frames: Summary[];
  readonly status: number;
  close(): void;
}

const open = async ({ pageUrl }: Backend): Promise<Stream> => {
  const abort = new AbortController();
  const response = await fetch(`${pageUrl}/api/stream`, { signal: abort.signal });
  const frames: Summary[] = [];
  const read = async (): Promise<void> => {
    let buffer = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      buffer += decoder.decode(chunk, { stream: true });
      const events = buffer.split('\n\n');
      buffer = events.pop() ?? '';
      for (const event of events) {
        const data = /^event: summary\ndata: (.*)$/s.exec(event)?.[1];
        if (data) frames.push(JSON.parse(data) as Summary);
      }
    }
  };
  // Ends with the backend, or with close.
  read().catch(() => undefined);
  return { frames, status: response.status, close: () => abort.abort() };
};

const oneLog = (body: string) => logsOf('shop', [log({ timeMillis: 1e12, severityNumber: 9, body })]);

test('the first frame comes at once, changes are put together, and the last state arrives', async () => {
  const backend = await start();
  const { frames } = await open(backend);
  await until('the first frame', () => frames[0]);
  const began = performance.now();
  for (let i = 0; i < 100; i += 1) await sendJson(backend.otlpHttpUrl, oneLog(`${i}`));
  const took = performance.now() - began;
  await until('the frame with all records', () => frames.find(({ stores }) => stores.logs.records === 100));
  // The first frame, one for each started 250 ms, and the last.
  expect(frames.length).toBeLessThanOrEqual(3 + took / 250);
});

test('a quiet backend sends nothing twice', async () => {
  const backend = await start();
  const { frames } = await open(backend);
  await sendJson(backend.otlpHttpUrl, oneLog('only'));
  await until('the change', () => frames.find(({ stores }) => stores.logs.records === 1));
  const { frames: later } = await open(backend);
  await until('another client', () => later[0]);
  await sendJson(backend.otlpHttpUrl, oneLog('second'));
  await until('the next change', () => later.find(({ stores }) => stores.logs.records === 2));
  const texts = frames.map((frame) => JSON.stringify(frame));
  expect(new Set(texts).size).toBe(texts.length);
});

test('clients are bounded, and a place is free again once one has gone', async () => {
  const backend = await start();
  const streams = await Promise.all(Array.from({ length: 32 }, () => open(backend)));
  expect(new Set(streams.map(({ status }) => status))).toEqual(new Set([200]));
  const extra = await open(backend);
  expect(extra.status).toBe(503);
  streams[0]?.close();
  await until('a free place', async () => {
    const stream = await open(backend);
    return stream.status === 200 ? stream : undefined;
  });
});

test('a client that does not read costs no memory, and gets the latest state when it does', async () => {
  // Each frame holds a thousand services, so that a few of them fill what the system buffers.
  const backend = await start();
  const services = Array.from({ length: 400 }, (_, i) => `service-${i}-${'x'.repeat(200)}`);
  for (const service of services)
    await sendJson(
      backend.otlpHttpUrl,
      logsOf(service, [log({ timeMillis: 1, severityNumber: 9, body: 'a' })]),
    );
  const { hostname, port } = new URL(backend.pageUrl);
  const socket = connect(Number(port), hostname);
  socket.pause();
  socket.write(`GET /api/stream HTTP/1.1\r\nhost: ${hostname}\r\n\r\n`);
  const { frames } = await open(backend);
  const before = process.memoryUsage().arrayBuffers;
  for (let i = 0; i < 12; i += 1) {
    await sendJson(backend.otlpHttpUrl, oneLog(`${i}`));
    await until(`frame ${i}`, () => frames.find(({ stores }) => stores.logs.records === 401 + i));
  }
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
  let text = '';
  socket.on('data', (data) => {
    text += String(data);
  });
  socket.resume();
  await until('the latest state', () => (text.includes('"records":412') ? true : undefined));
  socket.destroy();
  expect((await summaryOf(backend)).stores.logs.records).toBe(412);
}, 20_000);
