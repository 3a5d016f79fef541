import { expect, test } from '@jest/globals';
import { runFixture } from './run-fixture.ts';

const OFF = [{ OTEL_SDK_DISABLED: 'true' }, { OTEL_SDK_DISABLED: ' TRUE ' }, { APM_ENABLED: 'false' }];

test.each(OFF)(
  '%j loads nothing, patches nothing and says nothing',
  async (env) => {
    const { code, stdout, stderr } = await runFixture('off.cjs', { env });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({ loaded: 0, globals: 0, patched: 0, signals: 0 });
  },
  30_000,
);

test('the same program sees all of it when it is on', async () => {
  const { code, stdout } = await runFixture('off.cjs', {
    env: { OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none', OTEL_LOGS_EXPORTER: 'none' },
  });
  expect(code).toBe(0);
  for (const seen of Object.values(JSON.parse(stdout) as Record<string, number>))
    expect(seen).toBeGreaterThan(0);
}, 30_000);
