import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { requireServer } from '../../backends/find-server.ts';
import { run } from '../../backends/run.ts';
import { shipped } from '../../integration/stack-files.ts';

const promtool = await requireServer('promtool');
const withPromtool = promtool ? describe : describe.skip;

const EVERY = 'heartbeat:every:seconds{heartbeat="backup",owner="data"}';
const REPORTED = 'heartbeat_success_time_seconds{heartbeat="backup",job="binnacle-heartbeat",instance="a"}';
const age = (value: number) => [{ labels: 'heartbeat:age:seconds{heartbeat="backup", owner="data"}', value }];

interface Moment {
  readonly at: string;
  readonly expected: readonly object[];
}

/** Samples a minute apart; every hour is expected. */
const CASES: readonly [string, Readonly<Record<string, string>>, readonly Moment[]][] = [
  [
    'a job that never reported is late from when it was expected',
    { [EVERY]: '_x30 3600x200' },
    [
      { at: '60m', expected: age(30 * 60) },
      { at: '150m', expected: age(120 * 60) },
    ],
  ],
  [
    'a report is remembered for hours',
    { [EVERY]: '3600x500', [REPORTED]: '_x10 600 _x480' },
    [{ at: '480m', expected: age(470 * 60) }],
  ],
  [
    'the newest of several counts',
    {
      [EVERY]: '3600x300',
      [REPORTED]: '_x9 600 _x19 1800 _x200',
      [REPORTED.replace('"a"', '"b"')]: '_x50 3000 _x200',
    },
    [{ at: '100m', expected: age(50 * 60) }],
  ],
  [
    'what is no longer in the file has no age',
    { [EVERY]: '3600x60 _x200', [REPORTED]: '_x10 600 _x200' },
    [{ at: '120m', expected: [] }],
  ],
  [
    'Prometheus may be away for a while',
    { [EVERY]: '3600x60 _x600 3600x100', [REPORTED]: '_x10 600 _x800' },
    [{ at: '700m', expected: age(690 * 60) }],
  ],
];

withPromtool('how long ago a job was heard of', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'binnacle-heartbeat-'));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  test.each(CASES)('%s', async (_, series, moments) => {
    const file = join(directory, 'test.yaml');
    await writeFile(
      file,
      stringify({
        rule_files: [shipped('prometheus/rules/recorded-probes.yaml')],
        evaluation_interval: '1m',
        tests: [
          {
            interval: '1m',
            input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
            promql_expr_test: moments.map(({ at, expected }) => ({
              expr: 'heartbeat:age:seconds',
              eval_time: at,
              exp_samples: expected,
            })),
          },
        ],
      }),
    );
    expect(await run(promtool ?? '', ['test', 'rules', file])).toContain('SUCCESS');
  });
});
