import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { SETTINGS } from '../../src/core/settings/index.ts';
import { requireServer } from '../backends/find-server.ts';
import { run } from '../backends/run.ts';

const config = join(import.meta.dirname, '../../jaeger/jaeger.yaml');
const binary = await requireServer('jaeger');
const withJaeger = binary ? test : test.skip;

withJaeger('the real Jaeger accepts jaeger.yaml', async () => {
  await run(binary ?? '', ['validate', `--config=${config}`]);
});

withJaeger('and refuses a retention that is not a number of days', async () => {
  const env = { TRACES_RETENTION_DAYS: 'long' };
  await expect(run(binary ?? '', ['validate', `--config=${config}`], { env })).rejects.toThrow(
    /invalid duration/,
  );
});

test('traces are kept for 24 times as many hours as the setting has days', async () => {
  const [, duration = ''] = /spans: "(.*)"/.exec(await readFile(config, 'utf8')) ?? [];
  const part = `\${env:TRACES_RETENTION_DAYS:-${SETTINGS.tracesRetentionDays.default}}h`;
  expect(duration).toBe(part.repeat(24));
});
