import { describe, expect, test } from '@jest/globals';
import { freePort, freePorts } from './ports.ts';
import { answers, startServer } from './start.ts';

const node = (script: string) => ({ name: 'test server', command: process.execPath, args: ['-e', script] });

const listenOn = (port: number): string =>
  `require('node:http').createServer((_, response) => response.end('yes')).listen(${port}, '127.0.0.1')`;

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('startServer', () => {
  test('returns once the server is ready, and stop ends it', async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const script = `console.log('up'); ${listenOn(port)}`;
    const server = await startServer({ ...node(script), url, ready: answers(url) });

    expect(server.url).toBe(url);
    expect(server.output()).toContain('up');
    expect(isRunning(server.pid)).toBe(true);
    await server.stop();
    expect(isRunning(server.pid)).toBe(false);
    await server.stop();
  });

  test('shows the output of a server that never gets ready, and ends it', async () => {
    const script = 'console.error("pid", process.pid, "port is taken"); setInterval(() => {}, 1000)';
    const started = startServer({ ...node(script), ready: async () => false, timeoutMillis: 1_000 });

    const error = await started.then(
      () => undefined,
      (reason: Error) => reason,
    );
    expect(error?.message).toMatch(
      /^test server was not ready after 1 s; its output:\npid \d+ port is taken$/,
    );
    expect(isRunning(Number(/pid (\d+)/.exec(error?.message ?? '')?.[1]))).toBe(false);
  });

  test('reports a server that ends early without waiting for the timeout', async () => {
    const script = 'console.error("unknown key: recievers"); process.exit(3)';
    await expect(startServer({ ...node(script), ready: async () => false })).rejects.toThrow(
      'test server ended with status 3; its output:\nunknown key: recievers',
    );
  });

  test('reports a command that does not exist', async () => {
    const options = {
      name: 'test server',
      command: '/nonexistent/server',
      args: [],
      ready: async () => true,
    };
    await expect(startServer(options)).rejects.toThrow('test server could not be started: ');
  });

  test('passes the environment and keeps only the end of long output', async () => {
    const script =
      'process.stdout.write("x".repeat(2 ** 20) + process.env.GREETING); setInterval(() => {}, 1000)';
    let output = () => '';
    const server = await startServer({
      ...node(script),
      env: { GREETING: 'ahoy' },
      ready: async () => true,
    });
    output = server.output;
    while (!output().endsWith('ahoy')) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(output().length).toBeLessThanOrEqual(2 ** 18);
    await server.stop();
  });
});

describe('freePorts', () => {
  test('are distinct', async () => {
    const ports = await freePorts(20);
    expect(new Set(ports).size).toBe(20);
    for (const port of ports) expect(port).toBeGreaterThan(1023);
  });
});
