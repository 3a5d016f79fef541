import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { resolveSettings } from '../../../src/core/settings/index.ts';
import { createHttpTransport } from '../../../src/node/exporters/http-transport.ts';
import { type OtlpTarget, otlpTargetOf } from '../../../src/node/exporters/otlp-target.ts';

const servers: Server[] = [];

const listen = async (
  answer: Parameters<typeof createServer>[1],
): Promise<{ target: OtlpTarget; server: Server }> => {
  const server = createServer(answer ?? (() => {}));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { settings } = resolveSettings({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
  return { target: otlpTargetOf('traces', settings), server };
};

afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

describe('createHttpTransport', () => {
  test('sends each export once, over one connection', async () => {
    let requests = 0;
    let connections = 0;
    const { target, server } = await listen((request, response) => {
      requests++;
      request.resume().on('end', () => response.end());
    });
    server.on('connection', () => connections++);
    const transport = createHttpTransport(target);
    const statuses: string[] = [];
    for (let i = 0; i < 10; i++) statuses.push((await transport.send(Buffer.from('x'), 5_000)).status);
    transport.shutdown();
    expect({ statuses: new Set(statuses), requests, connections }).toEqual({
      statuses: new Set(['success']),
      requests: 10,
      connections: 1,
    });
  });

  test.each([
    [200, {}, { status: 'success' }],
    [400, {}, { status: 'failure' }],
    [429, { 'retry-after': '2' }, { status: 'retryable', retryInMillis: 2_000 }],
    [503, {}, { status: 'retryable' }],
  ])('takes HTTP %d %j as it is meant', async (status, headers, expected) => {
    const { target } = await listen((request, response) => {
      request.resume().on('end', () => response.writeHead(status, headers).end());
    });
    const transport = createHttpTransport(target);
    expect(await transport.send(Buffer.from('x'), 5_000)).toMatchObject(expected);
    transport.shutdown();
  });
});
