import { describe, expect, test } from '@jest/globals';
import { GENERAL_REMAINS } from '../../../src/collector/generate/redaction/remains.ts';
import { createRedactor } from '../../../src/core/redaction/index.ts';
import { ruleFacts } from '../../../src/core/redaction/rule-facts.generated.ts';
import {
  attributeVectors,
  bodyVectors,
  statementRecords,
  statementVectors,
  textVectors,
} from './vectors/index.ts';

const redactor = createRedactor();

describe('Node makes what the vectors say', () => {
  test.each(textVectors)('of a text: $input', ({ input, expected }) => {
    expect(redactor.text(input)).toBe(expected);
  });
  test.each(attributeVectors)('of attributes: $what', ({ input, expected }) => {
    expect(redactor.attributes(input)).toEqual(expected);
  });
  test.each(bodyVectors)('of a body: $what', ({ input, expected }) => {
    expect(redactor.log({ body: input }).body).toEqual(expected);
  });
  test.each(statementVectors)('of a statement: $system: $what', ({ system, statement, expected }) => {
    expect(redactor.sql(statement, { system: system || undefined })).toBe(expected);
    const [now, before] = statementRecords(system, statement);
    expect(redactor.attributes(now ?? {})).toEqual({ ...now, 'db.query.text': expected });
    expect(redactor.attributes(before ?? {})).toEqual({ ...before, 'db.statement': expected });
  });
});

describe('what the Collector makes else is told to users', () => {
  test.each(Object.entries(ruleFacts))('of the rule %s', (_id, { vectors, collector }) => {
    const differing = vectors.filter(([, expected, inCollector = expected]) => inCollector !== expected);
    if (differing.length > 0) expect(collector.remains).toMatch(/^\S.*[^.\s]$/);
    if (collector.patterns.length === 0) expect(collector.remains).toBeDefined();
  });
  test.each([...attributeVectors, ...bodyVectors])('of $what', ({ inCollector, because }) => {
    expect(because !== undefined).toBe(inCollector !== undefined);
    if (because) expect(GENERAL_REMAINS[because]).toMatch(/\S/);
  });
  test.each(statementVectors)('of a statement: $system: $what', ({ inCollector, inLogRecords, because }) => {
    expect(because !== undefined).toBe((inCollector ?? inLogRecords) !== undefined);
    if (because) expect(GENERAL_REMAINS[because]).toMatch(/\S/);
  });
});

test('what is made of a statement, in whichever place, has no literal of it', () => {
  const literals = /\b(?:jo|al|it|secret|broken|hunter2|session|user:1|abc|5f|550e8400|don)\b|\d{3}/;
  const all = statementVectors.flatMap(({ statement, expected, inCollector, inLogRecords }) => [
    { statement, made: expected },
    { statement, made: inCollector ?? '' },
    { statement, made: inLogRecords ?? '' },
  ]);
  expect(all.filter(({ made }) => literals.test(made.replaceAll(/\[REDACTED:[a-z-]+\]/g, '')))).toEqual([]);
  const without = all.filter(({ statement }) => !literals.test(statement)).map(({ statement }) => statement);
  // What says that the search above finds something.
  expect(new Set(without).size).toBeLessThan(statementVectors.length / 3);
});
