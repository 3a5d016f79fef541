import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { applyFixes } from '../../../src/collector/lint/fix/apply-fixes.ts';
import { rules } from '../../../src/collector/lint/rules.generated.ts';
import { commentedForms, lostOrTwice } from '../commented.ts';
import { lintSources, sourcesOf } from './lint-text.ts';

const fixed = (text: string, only?: readonly string[]): string =>
  applyFixes(sourcesOf(text), (sources) => lintSources(sources, only ? { only } : {}))[1]?.text ?? '';

const fixable = rules.filter((rule) => rule.fixed !== undefined);

describe.each(fixable)('comments through --fix of $id', ({ id, bad }) => {
  test.each(commentedForms(bad))('$form', ({ text, comments, bare }) => {
    for (const only of [[id], undefined]) {
      const after = fixed(text, only);
      expect({ lost: lostOrTwice(after, comments), after }).toEqual({ lost: [], after });
      expect(parse(after)).toEqual(parse(fixed(bare, only)));
      expect(fixed(after, only)).toBe(after);
    }
  });
});
