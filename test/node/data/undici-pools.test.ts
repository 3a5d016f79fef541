import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { useFixture } from '../use-fixture.ts';

/** More than any client keeps that nobody asks for it. */
const LARGE = Buffer.alloc(4_000_000, 'a');
const LEAK = 'binnacle.http.client.connection_leak';

const server = createServer(({ url }, response) => response.end(url === '/large' ? LARGE : 'small'));
let port = 0;
beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const CLIENTS = [
  { client: 'pool', hasLimit: true },
  { client: 'agent', hasLimit: true },
  { client: 'fetch', hasLimit: false },
] as const;

describe.each(CLIENTS.flatMap((each) => [true, false].map((forgets) => ({ ...each, forgets }))))(
  'connections of $client, one of which is forgotten: $forgets',
  ({ client, hasLimit, forgets }) => {
    const used = useFixture('data/undici-pools.mjs', () => ({
      args: [client, String(port), forgets ? 'forget' : 'read'],
      env: { BINNACLE_CONNECTION_HELD_LIMIT: '500', OTEL_METRIC_EXPORT_INTERVAL: '100' },
    }));
    const points = (name: string) =>
      used
        .receiver()
        .metricPoints()
        .filter(({ metric }) => metric === name);
    const attributes = () => ({ 'server.address': '127.0.0.1', 'server.port': port, 'url.scheme': 'http' });

    test('tells how many are open and in use, by server', () => {
      const open = points('http.client.open_connections');
      const states = open.map((each) => `${each.attributes['http.connection.state']} ${each.value}`);
      // A request may come before the connection of the one before is free again.
      const idle = expect.stringMatching(/^idle [12]$/);
      expect(states).toEqual(expect.arrayContaining(forgets ? ['active 1'] : ['active 0', idle]));
      expect(open[0]?.attributes).toEqual({ ...attributes(), 'http.connection.state': expect.any(String) });
    });

    test('tells who waits, for how long, and who waited too long', () => {
      const isStuck = forgets && hasLimit;
      const pending = points('binnacle.http.client.pending_requests').map(({ value }) => value);
      if (isStuck) expect(pending).toContain(1);
      expect(pending.at(-1)).toBe(0);
      expect(
        points('binnacle.http.client.timeouts')
          .map(({ value }) => value)
          .slice(-1),
      ).toEqual(isStuck ? [1] : []);
      expect(points('binnacle.http.client.wait_time').at(-1)).toMatchObject({
        attributes: attributes(),
        count: isStuck ? 1 : 2,
      });
    });

    test('tells of an answer that nobody reads, once, with the place', () => {
      const records = used
        .receiver()
        .logRecords()
        .filter(({ eventName }) => eventName === LEAK);
      const leaks = points('binnacle.http.client.connection_leaks').map(({ value }) => value);
      expect(leaks.slice(-1)).toEqual(forgets ? [1] : []);
      expect(records.map((record) => record.attributes)).toEqual(
        forgets
          ? [
              {
                ...attributes(),
                'binnacle.connection.held': expect.any(Number),
                'binnacle.connection.place': expect.stringMatching(/^data\/undici-pools\.mjs:\d+$/),
              },
            ]
          : [],
      );
    });
  },
);
