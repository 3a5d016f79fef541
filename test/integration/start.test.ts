import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Child, startChild } from '../../scripts/start/child.ts';

const root = join(import.meta.dirname, '../..');
const FREE_PORTS = {
  BINNACLE_UP_PORT: '0',
  BINNACLE_UP_OTLP_HTTP_PORT: '0',
  BINNACLE_UP_OTLP_GRPC_PORT: '0',
};
/** Starting may have to build first. */
const READY_MILLIS = 120_000;
const TEST_MILLIS = READY_MILLIS + 30_000;

interface Started {
  readonly urls: Readonly<Record<string, string>>;
  readonly pids: Readonly<Record<string, number>>;
}

const start = <Ready>(args: string[], ready: (said: unknown) => Ready | undefined): Promise<Child<Ready>> =>
  startChild({
    name: 'npm start',
    args: [join(root, 'scripts/start.ts'), ...args],
    cwd: root,
    env: { ...FREE_PORTS, DATABASE_URL: '' },
    readyMillis: READY_MILLIS,
    ready,
  });

const startedOf = (said: unknown): Started | undefined =>
  typeof said === 'string' && said.startsWith('{"urls"') ? JSON.parse(said) : undefined;

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const expectAllGone = ({ pids }: Started): void => {
  expect(Object.keys(pids)).toEqual(['binnacle up', 'the database', 'inventory', 'storefront']);
  expect(Object.values(pids).filter(isRunning)).toEqual([]);
};

describe('npm start', () => {
  test(
    'runs as long as it shall, counts requests, and leaves no process',
    async () => {
      const child = await start(['--json', '--duration', '6'], startedOf);
      expect(await child.ended).toBe('ended with status 0');
      expectAllGone(child.ready);
      const { endpoints } = JSON.parse(child.output().split('\n').at(-1) ?? '');
      const names = endpoints.map(
        ({ service, endpoint }: Record<string, string>) => `${service} ${endpoint}`,
      );
      expect(names).toEqual(expect.arrayContaining(['storefront GET /products', 'inventory GET /items']));
      for (const { requests } of endpoints) expect(requests).toBeGreaterThan(0);
    },
    TEST_MILLIS,
  );

  test(
    'shows URLs and a live summary, and ends with 0 when it is asked to',
    async () => {
      const child = await start([], (said) => /^[1-9]\d* requests, /.test(String(said)) || undefined);
      await child.stop();
      expect(await child.ended).toBe('ended with status 0');
      expect(child.output()).toMatch(/Page +http:\/\/127\.0\.0\.1:\d+/);
      expect(child.output()).toMatch(/[1-9]\d* requests, \d+ errors; p95: .*GET \/products \d+ ms/);
    },
    TEST_MILLIS,
  );

  test(
    'says which process died, ends the others, and fails',
    async () => {
      const child = await start(['--json'], startedOf);
      process.kill(child.ready.pids.inventory ?? 0, 'SIGKILL');
      expect(await child.ended).toBe('ended with status 1');
      expect(child.output()).toContain('inventory was ended by SIGKILL; it printed last:');
      expectAllGone(child.ready);
    },
    TEST_MILLIS,
  );

  test('says what it accepts', async () => {
    const started = start(['--duration', 'long'], () => undefined);
    await expect(started).rejects.toThrow(
      /ended with status 2; it printed:\n--duration: "long" is not accepted; expected seconds/,
    );
  });
});
