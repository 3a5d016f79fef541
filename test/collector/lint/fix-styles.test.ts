import { describe, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { applyFixes } from '../../../src/collector/lint/fix/apply-fixes.ts';
import { rules } from '../../../src/collector/lint/rules.generated.ts';
import { lintSources, sourcesOf } from './lint-text.ts';

const STYLES = {
  block: { lineWidth: 0, collectionStyle: 'block' },
  'block with lists further in': { lineWidth: 0, collectionStyle: 'block', indentSeq: false },
  flow: { lineWidth: 0, collectionStyle: 'flow' },
  'flow over many lines': { lineWidth: 20, collectionStyle: 'flow' },
} as const;

/** It is about the text of a number, which is not there any more once the file was read. */
const ABOUT_TEXT = 'yaml-number-as-text';

const fixed = (text: string, only?: readonly string[]): string =>
  applyFixes(sourcesOf(text), (sources) => lintSources(sources, only ? { only } : {}))[1]?.text ?? '';

const cases = rules.flatMap(({ id, bad, fixed: right }) =>
  right === undefined || id === ABOUT_TEXT
    ? []
    : Object.entries(STYLES).map(([style, options]) => [id, style, bad, right, options] as const),
);

describe('a fix means the same however the file is written', () => {
  test.each(cases)('%s in %s', (id, _, bad, right, options) => {
    const after = fixed(stringify(parse(bad), options), [id]);
    expect(parse(after)).toEqual(parse(right));
    expect(fixed(after, [id])).toBe(after);
  });
});

describe('all fixes together', () => {
  test.each(rules.map(({ id, bad }) => [id, bad] as const))('come to an end with %s', (_, bad) => {
    const after = fixed(bad);
    expect(fixed(after)).toBe(after);
    const open = lintSources(sourcesOf(after)).filter(({ fix, place }) => fix && place.file === 'rule.yaml');
    expect(open).toEqual([]);
  });
});
