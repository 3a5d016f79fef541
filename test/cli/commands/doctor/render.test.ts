import { describe, expect, test } from '@jest/globals';
import { findProblems } from '../../../../src/cli/commands/doctor/problems.ts';
import { renderResult } from '../../../../src/cli/commands/doctor/render.ts';
import type { DoctorResult, SignalResult } from '../../../../src/cli/commands/doctor/result.ts';
import { createStyle } from '../../../../src/cli/style.ts';

const sent: SignalResult = {
  signal: 'traces',
  result: 'accepted',
  url: 'http://h:4318/v1/traces',
  protocol: 'http/protobuf',
  compression: 'gzip',
  answer: 'HTTP 200 OK',
  latencyMillis: 7,
};
const lost: SignalResult = {
  ...sent,
  result: 'unreachable',
  answer: 'connect ECONNREFUSED',
  fix: 'start it',
};

const RESULT: DoctorResult = {
  version: 1,
  ok: false,
  binnacle: '1.2.3',
  node: '24.0.0',
  program: {
    command: ['node', 'app.js'],
    ended: 'stopped',
    exitCode: 0,
    signal: null,
    seconds: 1.5,
    loadedBy: 'program',
  },
  processes: [
    {
      pid: 1,
      node: '24.0.0',
      binnacle: '1.2.3',
      main: '/app.js',
      listening: true,
      notStarted: undefined,
      instrumentations: [
        { name: 'express', status: 'active', packages: ['express 5.3.0'] },
        { name: 'pg', status: 'unsupported', packages: ['pg 6.0.0'], why: 'this version is not patched' },
        { name: 'redis', status: 'not-installed', packages: [] },
        { name: 'http', status: 'disabled', packages: [], why: 'named by X' },
      ],
      untraced: { early: [], unsupported: ['pg 6.0.0 (supported: >=8)'], bundled: [] },
      resource: { 'service.name': 'shop', 'host.name': 'vm' },
    },
  ],
  settings: [
    { name: 'OTEL_SERVICE_NAME', value: 'shop', from: 'environment' },
    { name: 'OTEL_TRACES_SAMPLER_ARG', value: 0.5, from: 'environment', source: 'APM_SAMPLE_RATE' },
    { name: 'OTEL_LOG_LEVEL', value: 'warn', from: 'default' },
  ],
  signals: [sent, { ...lost, signal: 'metrics' }, { signal: 'logs', result: 'off' }],
  clock: { skewMillis: 200, uncertaintyMillis: 500 },
  problems: [{ severity: 'error', message: 'metrics do not arrive', fix: 'start it' }],
  hints: ['a hint'],
};

const plain = createStyle({ isTTY: false, env: {} });

describe('renderResult', () => {
  const text = renderResult(RESULT, false, plain);

  test.each([
    /Binnacle 1\.2\.3, Node\.js 24\.0\.0/,
    /node app\.js: was stopped after 1\.5 s/,
    /✓ express {2}express 5\.3\.0/,
    /✗ pg {7}pg 6\.0\.0: this version is not patched/,
    /– http {5}named by X/,
    /not installed: redis/,
    /✓ traces {3}http:\/\/h:4318\/v1\/traces \(http\/protobuf, gzip\)\n +HTTP 200 OK in 7 ms/,
    /✗ metrics/,
    /– logs {5}not exported/,
    /✓ clock {4}0\.2 s ± 0\.5 s/,
    /service\.name = shop/,
    /OTEL_SERVICE_NAME = shop \(environment\)/,
    /OTEL_TRACES_SAMPLER_ARG = 0\.5 \(environment, APM_SAMPLE_RATE\)/,
    /1 more have their defaults/,
    /a hint/,
    /Problems: 1\n✗ metrics do not arrive\n {2}start it/,
  ])('says %s', (line) => {
    expect(text).toMatch(line);
  });

  test('the defaults and the whole resource are shown with --all', () => {
    expect(text).not.toMatch(/host\.name|OTEL_LOG_LEVEL/);
    expect(renderResult(RESULT, true, plain)).toMatch(
      /host\.name = vm[\s\S]*OTEL_LOG_LEVEL = warn \(default\)/,
    );
  });

  test('has colours on a terminal only, and never with NO_COLOR', () => {
    const colour = '\u001b[';
    expect(text).not.toContain(colour);
    expect(renderResult(RESULT, false, createStyle({ isTTY: true, env: {} }))).toContain(colour);
    const noColor = createStyle({ isTTY: true, env: { NO_COLOR: '1' } });
    expect(renderResult(RESULT, false, noColor)).toBe(text);
  });
});

describe('findProblems', () => {
  const nothing = { isOff: false, warnings: [], program: null, main: undefined, signals: [], clock: null };

  test('there are none where all is well', () => {
    expect(findProblems({ ...nothing, signals: [sent], clock: RESULT.clock })).toEqual([]);
  });

  test('what signals have in common is one problem', () => {
    const signals = [lost, { ...lost, signal: 'metrics' }, { ...lost, signal: 'logs' }] as const;
    expect(findProblems({ ...nothing, signals })).toEqual([
      {
        severity: 'error',
        message: 'traces, metrics and logs do not arrive: connect ECONNREFUSED',
        fix: 'start it',
      },
    ]);
  });

  test('errors come first', () => {
    const found = findProblems({ ...nothing, warnings: ['X is not accepted'], signals: [lost] });
    expect(found.map(({ severity }) => severity)).toEqual(['error', 'warning']);
  });

  test('a clock that is certainly wrong is a warning', () => {
    const clock = { skewMillis: -60_000, uncertaintyMillis: 510 };
    expect(findProblems({ ...nothing, clock })[0]?.message).toMatch(/60\.0 s ahead of the server/);
  });

  test.each([
    ['20.20.2', true],
    ['22.14.0', true],
    ['22.15.0', false],
    ['24.0.0', false],
  ])('Node.js %s is too old: %j', (node, isOld) => {
    const main = {
      ...RESULT.processes[0],
      untraced: { early: [], unsupported: [], bundled: [] },
      node,
      said: [],
    } as never;
    expect(findProblems({ ...nothing, main }).map(({ message }) => message)).toEqual(
      isOld ? [`Node.js ${node} is too old`] : [],
    );
  });

  test('a program without Binnacle is an error, and one that fails a warning', () => {
    const program = { ...RESULT.program, ended: 'by itself', exitCode: 3 } as never;
    const messages = findProblems({ ...nothing, program }).map(({ message }) => message);
    expect(messages).toEqual([
      'the program has not loaded Binnacle in this time',
      'the program ended with status 3',
    ]);
  });
});
