import { createServer } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { ListenError } from '../../src/backend/index.ts';
import { start } from './start.ts';

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

const portOf = (url: string): number => Number(new URL(url).port);

const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
};

describe('a port in use', () => {
  const cases = [
    { option: 'port', url: 'pageUrl', what: 'the page', variable: 'BINNACLE_UP_PORT' },
    {
      option: 'otlpHttpPort',
      url: 'otlpHttpUrl',
      what: 'OTLP over HTTP',
      variable: 'BINNACLE_UP_OTLP_HTTP_PORT',
    },
    {
      option: 'otlpGrpcPort',
      url: 'otlpGrpcUrl',
      what: 'OTLP over gRPC',
      variable: 'BINNACLE_UP_OTLP_GRPC_PORT',
    },
  ] as const;
  test.each(cases)('$what', async ({ option, url, what, variable }) => {
    const first = await start();
    const taken = portOf(first[url]);
    const failing = start({ [option]: taken });
    await expect(failing).rejects.toThrow(ListenError);
    await expect(failing).rejects.toThrow(
      `port ${taken} on 127.0.0.1 for ${what} is in use; choose another with ${option} or ${variable}`,
    );
  });

  test('closes what was already open', async () => {
    const first = await start();
    const port = await freePort();
    await expect(start({ port, otlpGrpcPort: portOf(first.otlpGrpcUrl) })).rejects.toThrow(ListenError);
    expect(await isFree(port)).toBe(true);
  });
});

test('stop closes every port, with clients connected', async () => {
  const backend = await start();
  const urls = [backend.pageUrl, backend.otlpHttpUrl, backend.otlpGrpcUrl];
  await fetch(`${backend.pageUrl}/healthz`);
  await fetch(`${backend.pageUrl}/api/stream`);
  await backend.stop();
  for (const url of urls) expect(await isFree(portOf(url))).toBe(true);
});
