import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { errorNew, errorRegressed, recording } from '../../src/monitoring/recordings/releases.ts';
import { recordingGroup, renderRecording } from '../../src/monitoring/render-recording.ts';
import { errorSamples, processSamples } from '../../src/monitoring/test-releases.ts';
import { requireServer } from '../backends/find-server.ts';
import { run } from '../backends/run.ts';

const promtool = await requireServer('promtool');
const withPromtool = promtool ? describe : describe.skip;

const GROUP = {
  error_type: 'StockError',
  binnacle_error_place: 'reserve (src/stock.js)',
  binnacle_error_fingerprint: '1a1b2c3d4e5f6071',
};
const OTHER = { error_type: '_OTHER', binnacle_error_place: '', binnacle_error_fingerprint: 'other' };

/** Minutes: a process of a release from when for how long, and when of these it had an error in each minute. */
type Life = readonly [
  release: string,
  from: number,
  minutes: number,
  ...errors: [from: number, minutes: number] | [],
];

interface Case {
  readonly name: string;
  readonly lives: readonly Life[];
  readonly group?: typeof GROUP;
  readonly at: number;
  /** Releases in which it is flagged then. */
  readonly isNew: readonly string[];
  readonly isBack: readonly string[];
}

const DAY = 1_440;

const CASES: readonly Case[] = [
  {
    name: 'the first release that has it',
    lives: [
      ['1', 0, 100],
      ['2', 90, 100, 120, 3],
    ],
    at: 180,
    isNew: ['2'],
    isBack: [],
  },
  {
    name: 'the next release that has it is not the first',
    lives: [
      ['1', 0, 100, 10, 3],
      ['2', 90, 100, 120, 3],
    ],
    at: 180,
    isNew: [],
    isBack: [],
  },
  {
    name: 'releases are ordered by when they began, not by their names',
    lives: [
      ['10.0', 0, 100, 10, 3],
      ['9.0', 90, 100, 120, 3],
    ],
    at: 180,
    isNew: [],
    isBack: [],
  },
  {
    name: 'what the release before has too, later, did not come with the release',
    lives: [
      ['1', 0, 200, 150, 3],
      ['2', 90, 100, 120, 3],
    ],
    at: 180,
    isNew: ['1'],
    isBack: [],
  },
  {
    name: 'another process of the same release, long after the first is gone',
    lives: [
      ['1', 0, 100],
      ['2', 90, 60, 120, 3],
      ['2', 400, 60, 405, 3],
    ],
    at: 450,
    isNew: ['2'],
    isBack: [],
  },
  {
    name: 'a release without it in between',
    lives: [
      ['1', 0, 60, 10, 3],
      ['2', 61, 100],
      ['3', 162, 60, 170, 1],
    ],
    at: 200,
    isNew: [],
    isBack: ['3'],
  },
  {
    name: 'a release without it in between, beside which the earlier one lives on and has it',
    lives: [
      ['1', 0, 160, 10, 150],
      ['2', 61, 100],
      ['3', 162, 60, 170, 1],
    ],
    at: 200,
    isNew: [],
    isBack: ['3'],
  },
  {
    name: 'releases without it in between that did not live for an hour',
    lives: [
      ['1', 0, 60, 10, 3],
      ['2', 61, 50],
      ['3', 112, 50],
      ['4', 163, 60, 170, 1],
    ],
    at: 200,
    isNew: [],
    isBack: [],
  },
  {
    name: 'a short release in between that has it, after one without it',
    lives: [
      ['1', 0, 60, 10, 3],
      ['2', 61, 100],
      ['3', 162, 20, 170, 3],
      ['4', 183, 60, 190, 3],
    ],
    at: 220,
    isNew: [],
    isBack: ['4'],
  },
  {
    name: 'back to the release that had it',
    lives: [
      ['1', 0, 60, 10, 3],
      ['2', 61, 100],
      ['1', 162, 60, 170, 3],
    ],
    at: 200,
    isNew: ['1'],
    isBack: [],
  },
  {
    name: 'gone for a day, and back with the next release',
    lives: [
      ['1', 0, DAY + 100, 10, 3],
      ['2', DAY + 100, 60, DAY + 110, 1],
    ],
    at: DAY + 150,
    isNew: [],
    isBack: ['2'],
  },
  {
    name: 'gone for a day, and back in a process of the same release',
    lives: [
      ['1', 0, 60, 10, 3],
      ['1', DAY + 100, 60, DAY + 110, 1],
    ],
    at: DAY + 115,
    isNew: ['1'],
    isBack: ['1'],
  },
  {
    name: 'gone for less than a day, in a service that does not tell its release',
    lives: [
      ['', 0, 60, 10, 3],
      ['', DAY - 100, 60, DAY - 90, 1],
    ],
    at: DAY - 85,
    isNew: [''],
    isBack: [],
  },
  {
    name: 'what is counted together is no group',
    group: OTHER,
    lives: [
      ['1', 0, 100],
      ['2', 90, 100, 120, 3],
    ],
    at: 180,
    isNew: [],
    isBack: [],
  },
];

const seriesOf = ({ lives, group = GROUP }: Case) =>
  lives.flatMap(([release, from, minutes, errorsFrom, errorMinutes]) => [
    processSamples({ release, from, minutes }),
    ...(errorsFrom === undefined || errorMinutes === undefined
      ? []
      : errorSamples(
          group,
          { release, from: errorsFrom, minutes: errorMinutes },
          from + minutes - errorsFrom - errorMinutes,
        )),
  ]);

const flags = (name: string, at: number, releases: readonly string[]): object => ({
  expr: `count by (service_version) (${name})`,
  eval_time: `${at}m`,
  exp_samples: releases.map((release) => ({
    labels: release === '' ? '{}' : `{service_version="${release}"}`,
    value: 1,
  })),
});

withPromtool('errors of a release, by the rules in the real engine', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'binnacle-releases-'));
    await writeFile(join(folder, 'rules.yaml'), renderRecording(recording));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each(CASES)(
    '$name',
    async (one) => {
      const file = join(folder, 'test.yaml');
      // JSON is YAML.
      const content = {
        rule_files: ['rules.yaml'],
        evaluation_interval: '1m',
        group_eval_order: [recordingGroup(recording)],
        tests: [
          {
            interval: '1m',
            input_series: seriesOf(one),
            promql_expr_test: [
              flags(errorNew.metric.prometheusName, one.at, one.isNew),
              flags(errorRegressed.metric.prometheusName, one.at, one.isBack),
            ],
          },
        ],
      };
      await writeFile(file, JSON.stringify(content));
      expect(await run(promtool ?? '', ['test', 'rules', file])).toContain('SUCCESS');
    },
    60_000,
  );
});
