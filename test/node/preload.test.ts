import { describe, expect, test } from '@jest/globals';
import { runFixture } from './run-fixture.ts';

const QUIET = { OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none', OTEL_LOGS_EXPORTER: 'none' };

const loaded = async (env: Readonly<Record<string, string>>): Promise<readonly string[]> => {
  const { code, stdout, stderr } = await runFixture('preload.cjs', { env: { ...QUIET, ...env } });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as string[];
};

describe('instrumentations of installed packages', () => {
  test.each([
    { AWS_LAMBDA_FUNCTION_NAME: 'f' },
    { FUNCTION_TARGET: 'f' },
    { FUNCTION_NAME: 'f' },
    { K_SERVICE: 's' },
    { FUNCTIONS_WORKER_RUNTIME: 'node' },
    { VERCEL: '1' },
    { NETLIFY: 'true' },
    { BINNACLE_PRELOAD: 'true' },
  ])(
    '%j are loaded at start',
    async (env) => {
      expect(await loaded(env)).toEqual(expect.arrayContaining(['express', 'http', 'pg', 'undici']));
    },
    30_000,
  );

  test.each([{}, { AWS_LAMBDA_FUNCTION_NAME: 'f', BINNACLE_PRELOAD: 'false' }])(
    '%j: they wait',
    async (env) => {
      const parts = await loaded(env);
      expect(parts).not.toContain('express');
      expect(parts).toContain('http');
    },
    30_000,
  );

  test('one that is disabled is not loaded', async () => {
    const parts = await loaded({ VERCEL: '1', OTEL_NODE_DISABLED_INSTRUMENTATIONS: 'pg' });
    expect(parts).toContain('express');
    expect(parts).not.toContain('pg');
  }, 30_000);
});
