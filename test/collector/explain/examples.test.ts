import { describe, expect, test } from '@jest/globals';
import { diffConfigurations } from '../../../src/collector/diff/diff.ts';
import { explainConfiguration } from '../../../src/collector/explain/explain.ts';
import { renderExplanation } from '../../../src/collector/explain/render.ts';
import { BASE_EXAMPLE } from '../../../src/collector/lint/base-example.ts';
import { rules } from '../../../src/collector/lint/rules.generated.ts';
import { loadTexts, schema } from '../load-text.ts';

/** Whatever rules of the lint have as examples, good and bad: many settings of many components. */
const examples = rules.flatMap(({ id, good, bad }) => [
  [`${id}, good`, good] as const,
  [`${id}, bad`, bad] as const,
]);

describe('examples of rules', () => {
  test.each(examples)('%s', (_, fragment) => {
    const load = () => loadTexts(BASE_EXAMPLE, fragment);
    expect(renderExplanation(explainConfiguration(load(), schema))).not.toMatch(/undefined|NaN|\[object/);
    expect(diffConfigurations(load(), load(), schema)).toEqual([]);
  });
});
