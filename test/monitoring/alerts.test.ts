import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { alertName, alerts } from '../../src/monitoring/index.ts';
import { requireServer } from '../backends/find-server.ts';
import { run } from '../backends/run.ts';

const prometheus = join(import.meta.dirname, '../../prometheus');
const promtool = await requireServer('promtool');
const amtool = await requireServer('amtool');
const withPromtool = promtool ? describe : describe.skip;
const withAmtool = amtool ? describe : describe.skip;

withPromtool('promtool', () => {
  test.each(alerts.map(({ id }) => id))('%s fires in one test and stays quiet in the other', async (id) => {
    const output = await run(promtool ?? '', ['test', 'rules', join(prometheus, 'tests', `${id}.yaml`)]);
    expect(output).toContain('SUCCESS');
    // Some look back over days, minute by minute.
  }, 120_000);

  test('the watchdog always fires', async () => {
    const file = join(prometheus, 'tests/watchdog.yaml');
    expect(await run(promtool ?? '', ['test', 'rules', file])).toContain('SUCCESS');
  });

  test('accepts prometheus.yml with all rules', async () => {
    const output = await run(promtool ?? '', ['check', 'config', join(prometheus, 'prometheus.yml')]);
    for (const { id } of alerts) expect(output).toContain(`${id}.yaml`);
  });
});

withAmtool('amtool', () => {
  test.each(['alertmanager.yml', 'alertmanager-webhook.yml'])('accepts %s', async (name) => {
    expect(await run(amtool ?? '', ['check-config', join(prometheus, name)])).toContain('SUCCESS');
  });
});

describe.each(alerts.map((alert) => [alert.id, alert] as const))('%s', (_, alert) => {
  test('says what was measured', () => expect(alert.description).toContain('$value'));
  test('has a runbook that tells what to do', () => {
    expect(alert.runbook.checks.length).toBeGreaterThan(1);
    expect(alert.runbook.firstActions.length).toBeGreaterThan(0);
  });
});

test('names are unique', () => {
  const names = alerts.map(alertName);
  expect(new Set(names).size).toBe(names.length);
});
