import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { type Slo, sloRuleFiles, sloTestFiles } from '../../../src/monitoring/index.ts';
import { requireServer } from '../../backends/find-server.ts';
import { run } from '../../backends/run.ts';
import { goodRatio, objective, ratio } from './objectives.ts';

const promtool = await requireServer('promtool');
const withPromtool = promtool ? describe : describe.skip;

const SLOS: readonly Slo[] = [
  objective({ id: 'availability-30d', description: 'Orders can be placed.' }),
  objective({ id: 'availability-28d', objective: 99.95, window: '28d' }),
  objective({ id: 'loose-30d', objective: 94 }),
  objective({ id: 'loose-7d', objective: 75, window: '7d' }),
  objective({ id: 'strict-7d', objective: 99.99, window: '7d', minBadEvents: 50 }),
  objective({ id: 'endpoint', indicator: { kind: 'availability', route: '/orders/{id}', method: 'POST' } }),
  objective({ id: 'latency', objective: 99, indicator: { kind: 'latency', thresholdSeconds: 0.25 } }),
  objective({
    id: 'whole-seconds',
    objective: 95,
    window: '28d',
    indicator: { kind: 'latency', thresholdSeconds: 1, route: '/' },
  }),
  objective({
    id: 'ratio',
    indicator: ratio('jobs_total{result=~"failed|timeout"}', 'jobs_total{queue="mail"}'),
  }),
  objective({
    id: 'ratio-not',
    indicator: ratio('http_requests_total{code!~"[23].."}', 'http_requests_total'),
  }),
  objective({ id: 'good', indicator: goodRatio('http_requests_total{code=~"2.."}', 'http_requests_total') }),
  objective({ id: 'good-apart', indicator: goodRatio('jobs_done_total', 'jobs_total') }),
  objective({
    id: 'ratio-apart',
    indicator: ratio('job_failures_total', 'jobs_total{deployment_environment_name=""}'),
  }),
];

withPromtool('promtool', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'binnacle-slo-'));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  /** Writes an objective's files, with another rule where that is asked for, and runs its tests. */
  const runTests = async (
    slo: Slo,
    change: (rules: string) => string = (rules) => rules,
  ): Promise<string> => {
    const folder = await mkdtemp(join(directory, `${slo.id}-`));
    const [rules] = sloRuleFiles([slo]);
    const [tests] = sloTestFiles([slo]);
    if (!rules || !tests) throw new Error(`${slo.id} has no files`);
    for (const name of ['rules', 'tests']) await mkdir(join(folder, name));
    await writeFile(join(folder, 'rules', rules.name), change(rules.text));
    await writeFile(join(folder, 'tests', tests.name), tests.text);
    await run(promtool ?? '', ['check', 'rules', join(folder, 'rules', rules.name)]);
    return run(promtool ?? '', ['test', 'rules', join(folder, 'tests', tests.name)]);
  };

  test.each(SLOS.slice(0, -1))(
    '$id fires, stays quiet and ends',
    async (slo) => {
      expect(await runTests(slo)).toContain('SUCCESS');
    },
    30_000,
  );

  test('environments have budgets of their own, however many instances they have', async () => {
    const [rules] = sloRuleFiles([objective()]);
    const count = (environment: string, instance: string, status: string): string =>
      `http_server_request_duration_seconds_count{job="shop/orders",deployment_environment_name="${environment}",instance="${instance}",http_response_status_code="${status}"}`;
    const of = (name: string, environment: string): string =>
      `${name}{deployment_environment_name="${environment}",job="shop/orders",slo="orders"}`;
    const sample = (name: string, environment: string, value: number): object => ({
      labels: of(name, environment),
      value,
    });
    const left = 'slo:error_budget_left:ratio';
    const bad = 'slo:bad:increase5m';
    const file = join(directory, 'environments.yaml');
    await writeFile(join(directory, rules?.name ?? ''), rules?.text ?? '');
    const tests = {
      rule_files: [rules?.name],
      evaluation_interval: '5m',
      fuzzy_compare: true,
      group_eval_order: ['slo-orders-increase', 'slo-orders', 'slo-orders-budget'],
      tests: [
        {
          interval: '1m',
          input_series: [
            { series: count('production', 'a', '200'), values: '0+100x60' },
            { series: count('production', 'b', '200'), values: '0+100x60' },
            // New at 32 minutes, and anew from 41 on.
            { series: count('production', 'b', '500'), values: '_x32 50+50x8 50+50x19' },
            { series: count('staging', 'c', '200'), values: '0+10x60' },
          ],
          promql_expr_test: [
            {
              expr: 'sum by (deployment_environment_name) (ALERTS{alertname="SloBudgetBurn",severity="critical"})',
              eval_time: '45m',
              exp_samples: [{ labels: '{deployment_environment_name="production"}', value: 1 }],
            },
            {
              expr: left,
              eval_time: '30m',
              exp_samples: [sample(left, 'production', 1), sample(left, 'staging', 1)],
            },
            {
              // The samples of 32, 33 and 34 minutes.
              expr: bad,
              eval_time: '35m',
              exp_samples: [sample(bad, 'production', 150), sample(bad, 'staging', 0)],
            },
            {
              // Those of 41 to 44 minutes; the one of 40 is lost.
              expr: bad,
              eval_time: '45m',
              exp_samples: [sample(bad, 'production', 200), sample(bad, 'staging', 0)],
            },
          ],
        },
      ],
    };
    await writeFile(file, stringify(tests));
    expect(await run(promtool ?? '', ['test', 'rules', file])).toContain('SUCCESS');
  });

  const changed =
    (from: string | RegExp, to: string) =>
    (rules: string): string => {
      const after = rules.replaceAll(from, to);
      expect(after).not.toBe(rules);
      return after;
    };

  // Each finds a fault that a rule could have.
  test.each([
    [
      'without the guard for few requests',
      changed(/ and ignoring \(window\) slo:bad:window\{[^}]*\} >= 10/g, ''),
    ],
    [
      'without a short window',
      changed(/ and ignoring \(window\) slo:burn_rate:ratio\{[^}]*\} > [\d.]+/g, ''),
    ],
    ['that pages at a tenth of the rate', changed(/> 6 /g, '> 0.6 ')],
    ['that never tells of a slow burn', changed(/> 1 /g, '> 10 ')],
    ['that needs a total outage for an hour', changed(/> 14\.4 /g, '> 999 ')],
    ['with another budget', changed(/\/ 0\.001/g, '/ 0.01')],
    [
      'that counts good ones as bad',
      changed(/http_response_status_code=~"5\.\."/g, 'http_response_status_code=~"..."'),
    ],
    ['that does not see that data is absent', changed(/\[15m\]/g, '[12h]')],
    ['with a label of its condition', changed(/max without \(window\) /g, '')],
  ])(
    'a rule %s fails its tests',
    async (_, change) => {
      await expect(runTests(objective(), change)).rejects.toThrow(/FAILED|promtool/);
    },
    30_000,
  );
});

test('a ratio whose selectors have no series in common with its budget has rules and no test', () => {
  const apart = SLOS.slice(-1);
  expect([sloRuleFiles(apart).length, sloTestFiles(apart).length]).toEqual([1, 0]);
});
