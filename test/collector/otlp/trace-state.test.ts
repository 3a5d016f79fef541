import { describe, expect, test } from '@jest/globals';
import {
  adjustedCount,
  readOtTraceState,
  writeOtTraceState,
} from '../../../src/collector/otlp/ot-trace-state.ts';
import { parseTraceState } from '../../../src/collector/otlp/trace-state.ts';

describe('the W3C trace state', () => {
  test.each([
    ['', {}],
    ['a=1, b@c=x y', { a: '1', 'b@c': 'x y' }],
    ['a=1,,b=2 ', { a: '1', b: '2' }],
  ])('%j', (text, members) => {
    expect(Object.fromEntries(parseTraceState(text) ?? [])).toEqual(members);
  });

  test.each(['a', 'A=1', 'a=', 'a=1,a=2', 'a=b=c', Array.from({ length: 33 }, (_, i) => `k${i}=1`).join()])(
    '%s is not valid',
    (text) => expect(parseTraceState(text)).toBeUndefined(),
  );
});

describe('the entry of OpenTelemetry', () => {
  test.each([
    ['ot=th:8', 2],
    ['ot=th:0', 1],
    ['ot=rv:ffffffffffffff;th:c,a=1', 4],
    ['ot=rv:ffffffffffffff', undefined],
    ['a=1', undefined],
    ['ot=th:8;', undefined],
    ['ot=th:xy', undefined],
  ])('%s stands for %s', (text, count) => expect(adjustedCount(text)).toBe(count));

  test('is written before those of others, with what it does not know', () => {
    const state = readOtTraceState('a=1,ot=x:y;th:80;rv:00000000000001,b=2');
    if (!state) throw new Error('not valid');
    expect(writeOtTraceState({ ...state, threshold: 0x40000000000000n })).toBe(
      'ot=rv:00000000000001;th:4;x:y,a=1,b=2',
    );
  });
});
