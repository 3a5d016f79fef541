import { expect, test } from '@jest/globals';
import {
  fieldSelectorFault,
  labelSelectorFault,
} from '../../../src/collector/validate/kubernetes-selector.ts';

test.each(['', 'metadata.name=a', 'a==b,c!=d', 'a=b\\,c', ',a=', '=x'])('%j selects fields', (text) =>
  expect(fieldSelectorFault(text)).toBeUndefined(),
);

test.each([
  ['metadata.name', 'lacks ='],
  ['a=b=c', 'without \\'],
  ['a=b\\c', 'without \\'],
])('%j selects no fields: %s', (text, message) => expect(fieldSelectorFault(text)).toContain(message));

test.each(['', 'app', '!app', 'app=shop', 'a.b/c == d , e!=', 'tier in (web, ,api),x notin (a)', 'n > 1'])(
  '%j selects labels',
  (text) => expect(labelSelectorFault(text)).toBeUndefined(),
);

test.each([
  ['app=', undefined],
  ['app,', 'ends with a comma'],
  ['app shop', 'expected in, notin'],
  ['app in shop', 'expected ('],
  ['app in ()', 'expected a value'],
  ['app in (a', 'lacks a )'],
  ['app in (a b)', 'is not expected in a list'],
  ['a/b/c', 'no name of a label'],
  ['-a', 'no name of a label'],
  ['a=-', 'no value of a label'],
  ['a>b', 'no whole number'],
  ['=a', 'expected a label'],
  ['a=b c', 'expected a comma'],
])('%j selects no labels: %s', (text, message) => {
  const fault = labelSelectorFault(text);
  if (message === undefined) expect(fault).toBeUndefined();
  else expect(fault).toContain(message);
});
