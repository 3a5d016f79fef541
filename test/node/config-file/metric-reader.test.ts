import { describe, expect, test } from '@jest/globals';
import { metricReaderOf } from '../../../src/node/config-file/metric-reader.ts';

const PLAN = {
  settings: {},
  cardinalityLimits: undefined,
  maxExportBatchSize: undefined,
  prometheus: undefined,
};

describe('metricReaderOf', () => {
  test('what is not given is left to the SDK', () => {
    expect(metricReaderOf(PLAN)).toEqual({ settings: {}, periodic: {}, prometheus: {} });
  });

  test('limits have the names of the SDK', () => {
    const cardinalityLimits = { default: 9, up_down_counter: 1, observable_up_down_counter: 2, gauge: 3 };
    expect(metricReaderOf({ ...PLAN, cardinalityLimits, maxExportBatchSize: 7 }).periodic).toEqual({
      cardinalityLimits: { default: 9, upDownCounter: 1, observableUpDownCounter: 2, gauge: 3 },
      maxExportBatchSize: 7,
    });
  });

  test.each([
    [['service.*'], undefined, ['service.name'], ['serviceXname', 'my.service.name']],
    [undefined, ['host.?d'], ['host.name', 'host.uid'], ['host.id']],
    [['*'], ['*'], [], ['a']],
    [['a+(b)'], undefined, ['a+(b)'], ['aab']],
  ])('labels of %j without %j', (included, excluded, are, areNot) => {
    const prometheus = {
      withoutScopeInfo: true,
      withoutTargetInfo: false,
      resourceLabels: { included, excluded },
    };
    const { prometheus: options } = metricReaderOf({ ...PLAN, prometheus });
    expect(options).toMatchObject({ withoutScopeInfo: true, withoutTargetInfo: false });
    for (const name of are)
      expect([name, options.withResourceConstantLabels?.test(name)]).toEqual([name, true]);
    for (const name of areNot)
      expect([name, options.withResourceConstantLabels?.test(name)]).toEqual([name, false]);
  });
});
