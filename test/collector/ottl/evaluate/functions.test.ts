import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { compileAny } from '../../../../src/collector/ottl/evaluate/condition.ts';
import { evaluatedFunctions } from '../../../../src/collector/ottl/evaluate/expression.ts';
import { CannotEvaluate } from '../../../../src/collector/ottl/evaluate/value.ts';
import { subjectOf } from '../../../../src/collector/simulate/subject.ts';
import { batchOf, span } from '../../simulate/spans.ts';
import { schema } from '../../validate/schema.ts';
import { EVENT_CONDITIONS, SPAN_CONDITIONS } from './conditions.ts';

const SPAN = { context: 'span', prefix: 'optional' } as const;

test('every function that can be evaluated is one of the Collector', () => {
  expect(schema.ottl?.sets.condition?.span).toEqual(expect.arrayContaining([...evaluatedFunctions]));
});

test('every function that can be evaluated is compared with the real one', () => {
  const texts = [...SPAN_CONDITIONS, ...EVENT_CONDITIONS].join('\n');
  expect(evaluatedFunctions.filter((name) => !texts.includes(`${name}(`))).toEqual([]);
});

test('the documentation names every function that can be evaluated, and no other', async () => {
  const page = await readFile(join(import.meta.dirname, '../../../../docs/collector-simulate.md'), 'utf8');
  const list = page.slice(page.indexOf('and the functions\n'), page.indexOf('What else a policy says'));
  expect([...list.matchAll(/`(\w+)`/g)].map(([, name]) => name)).toEqual(evaluatedFunctions);
});

describe('what cannot be evaluated is refused by name', () => {
  test.each([
    ['SHA256(name) == "a"', /^the function SHA256 in "SHA256/],
    ['Split(name, " ")[0] == "a"', /^the function Split/],
    ['Concat(["a"], "b")[0] == "a"', /^a key after Concat/],
    ['cache["a"] == 1', /^the path cache/],
    ['status == nil', /^the path status/],
    ['otelcol.client.addr == "a"', /^the path otelcol/],
    ['METRIC_DATA_TYPE_GAUGE == 1', /^the symbol METRIC/],
    ['IsMatch(name, attributes["pattern"])', /IsMatch with a pattern/],
    ['IsMatch(name, "(?=a)")', /the regular expression "\(\?=a\)"/],
    ['attributes == {"a": 1}', /^a map that is written out/],
    ['name = "a"', /expected "=="/],
    ['String(end_time) == "a"', /^a time as a text/],
  ])('%s', (text, message) => {
    const ask = () => {
      const batch = batchOf(span(1, 1));
      const [group] = batch.scopeSpans;
      if (!group?.spans[0]) throw new Error('no span');
      compileAny([text], SPAN, 'ignore')?.(subjectOf(batch, group, group.spans[0]));
    };
    expect(ask).toThrow(CannotEvaluate);
    expect(ask).toThrow(message);
  });
});
