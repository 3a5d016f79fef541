import { describe, expect, test } from '@jest/globals';
import { defaultJaegerRemote, parseJaegerArgument } from '../../../src/core/sampling/jaeger-argument.ts';
import { parseJaegerStrategy } from '../../../src/core/sampling/jaeger-strategy.ts';

describe('the argument', () => {
  test.each([
    ['endpoint=http://jaeger:5778', { endpoint: 'http://jaeger:5778' }],
    ['pollingIntervalMs=500', { pollingIntervalMillis: 500 }],
    [' initialSamplingRate = 0.25 ', { initialRatio: 0.25 }],
    [
      'endpoint=https://jaeger/x?y=z,pollingIntervalMs=1000,initialSamplingRate=1',
      { endpoint: 'https://jaeger/x?y=z', pollingIntervalMillis: 1_000, initialRatio: 1 },
    ],
  ])('%s', (text, parts) => {
    expect(parseJaegerArgument(text)).toEqual({ ...defaultJaegerRemote(), ...parts });
  });

  test.each([
    '',
    'x',
    'endpoint',
    'endpoint=',
    'endpoint=localhost:14250',
    'endpoint=ftp://a',
    'pollingIntervalMs=0',
    'pollingIntervalMs=-1',
    'pollingIntervalMs=1e999',
    'initialSamplingRate=1.5',
    'initialSamplingRate=x',
    'constructor=1',
    'interval=5',
    'endpoint=http://a,',
  ])('%j is not accepted', (text) => {
    expect(parseJaegerArgument(text)).toBeUndefined();
  });
});

const none = new Map();

describe('the strategy', () => {
  test.each([
    [
      { strategyType: 0, probabilisticSampling: { samplingRate: 0.25 } },
      { rest: { kind: 'ratio', ratio: 0.25 }, operations: none, atLeastPerSecond: 0 },
    ],
    [
      { strategyType: 'PROBABILISTIC', probabilisticSampling: { samplingRate: 1 } },
      { rest: { kind: 'ratio', ratio: 1 }, operations: none, atLeastPerSecond: 0 },
    ],
    [
      { strategyType: 1, rateLimitingSampling: { maxTracesPerSecond: 5 } },
      { rest: { kind: 'rate', perSecond: 5 }, operations: none, atLeastPerSecond: 0 },
    ],
    [
      { strategyType: 1, rateLimitingSampling: { maxTracesPerSecond: 0 } },
      { rest: { kind: 'ratio', ratio: 0 }, operations: none, atLeastPerSecond: 0 },
    ],
    [
      {
        probabilisticSampling: { samplingRate: 0.9 },
        operationSampling: {
          defaultSamplingProbability: 0.5,
          defaultLowerBoundTracesPerSecond: 2,
          perOperationStrategies: [
            { operation: 'GET', probabilisticSampling: { samplingRate: 0.2 } },
            { operation: 'bad', probabilisticSampling: { samplingRate: 7 } },
            null,
          ],
        },
      },
      {
        rest: { kind: 'ratio', ratio: 0.5 },
        operations: new Map([['GET', { kind: 'ratio', ratio: 0.2 }]]),
        atLeastPerSecond: 2,
      },
    ],
  ])('%j', (answer, strategy) => {
    expect(parseJaegerStrategy(answer)).toEqual(strategy);
  });

  test.each([
    [undefined],
    [null],
    ['text'],
    [[]],
    [{}],
    [{ probabilisticSampling: { samplingRate: '1' } }],
    [{ probabilisticSampling: { samplingRate: 1.5 } }],
    [{ rateLimitingSampling: { maxTracesPerSecond: -1 } }],
    [{ operationSampling: {} }],
  ])('%j is none', (answer) => {
    expect(parseJaegerStrategy(answer)).toBeUndefined();
  });

  test('of very many operations is cut', () => {
    const perOperationStrategies = Array.from({ length: 5_000 }, (_, i) => ({
      operation: `${i}`,
      probabilisticSampling: { samplingRate: 0.5 },
    }));
    const operationSampling = { defaultSamplingProbability: 1, perOperationStrategies };
    expect(parseJaegerStrategy({ operationSampling })?.operations.size).toBe(2_000);
  });
});
