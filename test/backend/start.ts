import { afterEach } from '@jest/globals';
import { type Backend, type BackendOptions, startBackend } from '../../src/backend/index.ts';
import type { Summary } from '../../src/backend/store/store.ts';

const running = new Set<Backend>();

afterEach(async () => {
  await Promise.all([...running].map((backend) => backend.stop()));
  running.clear();
});

/** A backend on free ports, which ends with the test. */
export const start = async (options: Partial<BackendOptions> = {}): Promise<Backend> => {
  const ports = { port: 0, otlpHttpPort: 0, otlpGrpcPort: 0 };
  const backend = await startBackend({ pageDirectory: '/nowhere', ...ports, ...options });
  running.add(backend);
  return backend;
};

export const getJson = async <T>(url: string): Promise<T> => {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
};

export const summaryOf = ({ pageUrl }: Backend): Promise<Summary> => getJson(`${pageUrl}/api/summary`);

/** Waits until the function returns something, and says what it waited for when it never does. */
export const until = async <T>(
  what: string,
  read: () => T | undefined | Promise<T | undefined>,
): Promise<T> => {
  const limit = Date.now() + 10_000;
  while (Date.now() < limit) {
    const value = await read();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`waited 10 s for ${what}`);
};
