import { describe, expect, test } from '@jest/globals';
import { durations, insideWork, leaks, observe } from './observe.ts';

// No server of these can be had here: what the libraries do where there is none. Two have tests of their own too.
const CASES: readonly (readonly [
  name: string,
  printed: string,
  spans: readonly string[],
  measured: string[],
])[] = [
  [
    'cassandra-driver',
    'NoHostAvailableError\nNoHostAvailableError\n',
    ['SELECT users !NoHostAvailableError', 'BATCH !NoHostAvailableError'],
    ['BATCH !NoHostAvailableError: 1', 'SELECT users !NoHostAvailableError: 1'],
  ],
  ['tedious', 'EPARAM\n', ['SELECT users !EPARAM'], ['SELECT users !EPARAM: 1']],
  ['oracledb', 'NJS-503\n', ['connect !NJS-503'], ['connect !NJS-503: 1']],
];

describe.each(['import', 'require'])('%s', (how) => {
  test.each(CASES)('%s without a server', async (name, printed, spans, measured) => {
    const observed = await observe('refused.mjs', { args: [name, how] });
    expect(observed.ended).toMatchObject({ stdout: printed, messages: [] });
    expect(insideWork(observed)).toEqual(spans);
    expect(durations(observed)).toEqual(measured);
    expect(leaks(observed)).toEqual([]);
  });
});
