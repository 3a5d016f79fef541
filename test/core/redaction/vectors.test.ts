import { describe, expect, test } from '@jest/globals';
import { GENERAL_REMAINS } from '../../../src/collector/generate/redaction/remains.ts';
import { createRedactor } from '../../../src/core/redaction/index.ts';
import { ruleFacts } from '../../../src/core/redaction/rule-facts.generated.ts';
import { attributeVectors, bodyVectors, textVectors } from './vectors/index.ts';

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
});
